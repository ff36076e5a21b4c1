#!/usr/bin/env python3
"""Measures microfast beside the raw limit of the machine and its peers, and writes the tables of docs/benchmarks/.

    suite.py BIN_DIR [--seconds 2] [--rounds 5] [--only plaintext,json] [--servers raw,microfast,nginx]
             [--write docs/benchmarks/microfast.md]

Servers and load generator share CPU 0, so that neither waits for the other's core; the servers of a round are
loaded one after the other, and every ratio is taken inside a round. Shown are medians of the rounds. CPU is user
and system time of the server's process tree, from the scheduler's nanosecond counters.
"""
import argparse
import contextlib
import datetime
import json
import os
import pathlib
import platform
import random
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
ITEM = '{"name":"lamp","price":12.5,"note":null,"tags":["light","home"]}'
JSON_FIELD = ["--header", "Content-Type: application/json"]

# name: (what it asks, arguments of the load generator)
SCENARIOS = {
    "plaintext": ("13 bytes of text, 64 connections", ["--path", "/plaintext"]),
    "pipelined": ("the same, 16 requests in one write", ["--path", "/plaintext", "--depth", "16"]),
    "json": ("a struct as JSON", ["--path", "/json"]),
    "parameter": ("one of 300 routes with a parameter", ["--path", "/api/v1/r288/items/42/detail"]),
    "typed body": ("JSON in, validated, JSON out", ["--path", "/items", "--method", "POST", "--body", ITEM, *JSON_FIELD]),
    "file 16 KiB": ("a static file that fits a buffer", ["--path", "/static/16k.bin"]),
    "file 1 MiB": ("a static file that does not", ["--path", "/static/1m.bin", "--connections", "16"]),
    "gzip 16 KiB": ("16 KiB of JSON, compressed", ["--path", "/large", "--header", "Accept-Encoding: gzip"]),
}


class Missing(Exception):
    pass


def program(name, hint):
    found = shutil.which(name)
    if not found:
        raise Missing(f"{name} is not installed: {hint}")
    return found


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """One server under test: how it is started, and which scenarios it has."""

    def __init__(self, name, scenarios, command):
        self.name, self.scenarios, self.command = name, set(scenarios), command

    @contextlib.contextmanager
    def running(self, folder):
        port = free_port()
        with open(folder / f"{self.name}.log", "w") as log:
            command, directory = self.command(port, folder)
            process = subprocess.Popen(["taskset", "-c", "0", *command], cwd=directory, stdout=log, stderr=log)
        try:
            wait_until_it_listens(self.name, process, port, folder)
            yield process.pid, port
        finally:
            process.terminate()
            process.wait(20)


def wait_until_it_listens(name, process, port, folder):
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        if process.poll() is not None:
            break
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.05)
    raise Missing(f"{name} does not listen:\n{(folder / f'{name}.log').read_text()[-2000:]}")


def tree_of(pid):
    children = pathlib.Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(found for child in children for found in tree_of(int(child)))]


def cpu_seconds(pid):
    nanoseconds = 0
    for process in tree_of(pid):
        for task in pathlib.Path(f"/proc/{process}/task").iterdir():
            nanoseconds += int((task / "schedstat").read_text().split()[0])
    return nanoseconds / 1e9


def write_files(folder):
    """What the static and the compressing scenarios ask for, the same for every server."""
    static = folder / "static"
    static.mkdir()
    noise = random.Random(1)
    (static / "16k.bin").write_bytes(noise.randbytes(16 * 1024))
    (static / "1m.bin").write_bytes(noise.randbytes(1024 * 1024))
    items = []
    while len(json.dumps(items)) < 16 * 1024 - 80:
        items.append({"id": len(items), "name": f"item {noise.randrange(10**6)}", "price": noise.randrange(10**4) / 100})
    (static / "large.json").write_text(json.dumps(items))


def all_servers(bin_dir):
    everything = set(SCENARIOS)
    dynamic = {"plaintext", "pipelined", "json", "parameter", "typed body"}
    files = {"file 16 KiB", "file 1 MiB", "gzip 16 KiB"}

    def built(name, *arguments):
        path = bin_dir / name
        if not path.exists():
            raise Missing(f"{path} is not built: make bench")
        return [str(path), *arguments]

    def nginx(port, folder):
        text = (HERE / "peers/nginx.conf").read_text().replace("PORT", str(port)).replace("FOLDER", str(folder))
        (folder / "nginx.conf").write_text(text)
        os.chmod(folder, 0o755)
        # The master, as root, would look for a user of its own.
        return [program("nginx", "make bench"), "-e", str(folder / "nginx_error.log"), "-g", "user root;", "-c",
                str(folder / "nginx.conf")], folder

    def uvicorn(port, _):
        return [program("uvicorn", "make bench"), "fastapi_app:app", "--port", str(port), "--no-access-log"], HERE / "peers"

    def node(script):
        modules = bin_dir.parent / "node_modules"  # fastify is npm's, not the distribution's
        return lambda port, _: (["env", f"NODE_PATH={modules}", program("node", "make bench"), str(HERE / "peers" / script),
                                 str(port)], HERE / "peers")

    return [
        Server("raw", {"plaintext", "pipelined"}, lambda port, _: (built("raw_epoll", str(port)), None)),
        Server("microfast", everything,
               lambda port, folder: (built("microfast_conformance", "--bind", f"127.0.0.1:{port}", "--workers", "1",
                                           "--static", str(folder / "static"),
                                           "--requests-per-connection", str(10**9)), None)),
        Server("nginx", {"plaintext", "pipelined", "json"} | files, nginx),
        Server("beast", {"plaintext", "pipelined", "json"}, lambda port, _: (built("beast_server", str(port)), None)),
        Server("cpp-httplib", {"plaintext", "json", "parameter"}, lambda port, _: (built("httplib_server", str(port)), None)),
        Server("node", {"plaintext", "pipelined", "json"}, node("node_http.js")),
        Server("fastify", dynamic, node("fastify_server.js")),
        Server("fastapi", dynamic, uvicorn),
    ]


def measure(generator, server, arguments, seconds, folder):
    with server.running(folder) as (pid, port):
        load = ["taskset", "-c", "0", str(generator), "--port", str(port), *arguments, "--warm", "1", "--seconds", str(seconds)]
        with subprocess.Popen(load, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as generating:
            first = generating.stdout.readline()  # "measuring"
            before = cpu_seconds(pid)
            output, errors = generating.communicate()
            used = cpu_seconds(pid) - before
    if generating.returncode != 0 or first != "measuring\n":
        raise Missing(f"{server.name} failed under {' '.join(arguments)}: {first}{output}{errors}")
    figures = json.loads(output)
    figures["cpu_us"] = used / figures["requests"] * 1e6
    return figures


def run_scenario(name, servers, options, generator, folder):
    rounds = []
    for number in range(options.rounds):
        figures = {}
        for server in servers if number % 2 == 0 else reversed(servers):
            figures[server.name] = measure(generator, server, SCENARIOS[name][1], options.seconds, folder)
            print(f"{name}: round {number + 1}: {server.name}: {figures[server.name]['rate']:.0f}/s, "
                  f"{figures[server.name]['cpu_us']:.2f} us", file=sys.stderr)
        rounds.append(figures)
    return rounds


def table(name, rounds):
    reference = next((server for server in ("raw", "microfast") if server in rounds[0]), next(iter(rounds[0])))
    lines = [f"### {name}: {SCENARIOS[name][0]}", "",
             f"| server | requests/s | CPU us/request | {reference}'s CPU over its | p50 us | p99 us |", "|---|---|---|---|---|---|"]
    for server in rounds[0]:
        def median(key):
            return statistics.median(figures[server][key] for figures in rounds)

        ratio = statistics.median(figures[reference]["cpu_us"] / figures[server]["cpu_us"] for figures in rounds)
        lines.append(f"| {server} | {median('rate'):,.0f} | {median('cpu_us'):.2f} | {ratio:.2f} | {median('p50_us'):.0f} "
                     f"| {median('p99_us'):.0f} |")
    return "\n".join(lines) + "\n"


def first_line(*command):
    with contextlib.suppress(OSError):
        done = subprocess.run(command, capture_output=True, text=True)
        return (done.stdout or done.stderr).strip().splitlines()[0]
    return "not installed"


def conditions(options):
    cpu = next(line.split(":")[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name"))
    commit = first_line("git", "-C", str(HERE), "rev-parse", "--short", "HEAD")
    return "\n".join([
        f"- machine: {cpu}, {os.cpu_count()} cores, Linux {platform.release()}; servers and load generator share one core",
        f"- compiler: {first_line('c++', '--version')}; flags: those of the preset `benchmark` (Release, -O2)",
        f"- commit: {commit}; date: {datetime.date.today()}",
        f"- command: `make bench`; {options.rounds} rounds of {options.seconds} s, interleaved; medians",
        f"- peers: {first_line('nginx', '-v')}; Node {first_line('node', '--version')}; "
        f"FastAPI {first_line('python3', '-c', 'import fastapi; print(fastapi.__version__)')} on "
        f"{first_line('uvicorn', '--version')}",
    ])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bin_dir", type=pathlib.Path)
    parser.add_argument("--seconds", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", default=",".join(SCENARIOS))
    parser.add_argument("--servers", default="")
    parser.add_argument("--write", type=pathlib.Path)
    options = parser.parse_args()
    generator = options.bin_dir.resolve() / "microfast_load_generator"
    servers = all_servers(options.bin_dir.resolve())
    wanted = options.servers.split(",") if options.servers else [server.name for server in servers]
    parts = []
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        write_files(folder)
        for scenario in options.only.split(","):
            able = [server for server in servers if server.name in wanted and scenario in server.scenarios]
            parts.append(table(scenario, run_scenario(scenario, able, options, generator, folder)))
            print(parts[-1])
    if options.write:
        options.write.parent.mkdir(parents=True, exist_ok=True)
        options.write.write_text("# microfast beside the limit of the machine and its peers\n\n" + conditions(options)
                                 + "\n\n" + "\n".join(parts))
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Missing as missing:
        sys.exit(f"suite.py: {missing}")
