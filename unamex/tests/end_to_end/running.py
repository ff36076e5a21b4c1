"""What the end-to-end tests run: unamex-api and unamex-ingest as built, their stores, a Redis.

Addresses come from the environment that CTest sets (cmake/throwaway_services.cmake). Everything that is
started here ends with the test that started it.
"""
import dataclasses
import http.client
import json
import os
import pathlib
import shutil
import signal
import sqlite3
import subprocess
import tempfile
import time
import urllib.parse
import uuid


def environment(name):
    value = os.environ.get(name)
    if not value:
        raise RuntimeError(f"{name} is not set: run this test by ctest, or see `ctest -V` for its environment")
    return value


def program(name):
    return str(pathlib.Path(environment("TEST_BIN_DIR"), name))


def wait_until(condition, what, seconds=30):
    """Waits for something outside of this process; the deadline is only for when it never comes."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return
        time.sleep(0.02)
    raise AssertionError(f"not within {seconds} s: {what}")


class Directory:
    """A short path, since Unix sockets may lie in it."""

    def __init__(self, test):
        self.path = pathlib.Path(tempfile.mkdtemp(prefix="unamex-"))
        self.path.chmod(0o755)  # PostgreSQL's user walks through
        test.addClassCleanup(shutil.rmtree, self.path, ignore_errors=True)


class SqliteStore:
    def __init__(self, test, shards=2):
        directory = Directory(test).path
        self.files = [directory / f"shard{index}.db" for index in range(shards)]
        self.urls = [f"sqlite:{file}" for file in self.files]

    def query(self, shard, sql):
        with sqlite3.connect(self.files[shard], timeout=30) as connection:
            return [tuple(str(cell) for cell in row) for row in connection.execute(sql)]

    def change(self, shard, sql):
        with sqlite3.connect(self.files[shard], timeout=30) as connection:
            connection.execute(sql)
        connection.close()


class PostgresStore:
    """Databases of their own in the cluster of the tests, or in one that is given by its URL."""

    def __init__(self, test, shards=2, clusters=None):
        clusters = clusters or [environment("TEST_POSTGRES_URL")] * shards
        self.urls = []
        for cluster in clusters:
            name = f"shard_{uuid.uuid4().hex}"
            psql(cluster, f"CREATE DATABASE {name}")
            self.urls.append(cluster.replace("/postgres?", f"/{name}?", 1))
            if cluster == os.environ.get("TEST_POSTGRES_URL"):
                test.addClassCleanup(psql, cluster, f"DROP DATABASE {name} WITH (FORCE)")

    def query(self, shard, sql):
        return psql(self.urls[shard], sql)

    def change(self, shard, sql):
        psql(self.urls[shard], sql)


def psql(url, sql):
    done = subprocess.run(
        ["psql", "-X", "-q", "-A", "-t", "-F", "\x1f", "-v", "ON_ERROR_STOP=1", "-d", url, "-c", sql],
        capture_output=True, text=True, cwd="/", check=False)
    if done.returncode != 0:
        raise RuntimeError(f"{sql}: {done.stderr}")
    return [tuple(line.split("\x1f")) for line in done.stdout.splitlines()]


def rows(store, sql):
    return [row for shard in range(len(store.urls)) for row in store.query(shard, sql)]


def names(store):
    """Every name of the store, sorted; one that is there twice comes twice."""
    return sorted(row[0] for row in rows(store, "SELECT norm FROM usernames"))


def gaps_in_log(store):
    """Slots whose changes are not numbered 1, 2, 3 up to what the slot's counter says."""
    return rows(store, """
        SELECT s.slot FROM slots s LEFT JOIN outbox o ON o.slot = s.slot GROUP BY s.slot, s.sequence
        HAVING count(o.sequence) <> s.sequence OR max(o.sequence) <> s.sequence OR min(o.sequence) <> 1""")


class Redis:
    def __init__(self, test):
        self.directory = Directory(test).path
        self.socket = self.directory / "redis.sock"
        self.url = f"unix://{self.socket}"
        self.process = None
        test.addClassCleanup(self.stop)
        self.start()

    def start(self):
        self.process = subprocess.Popen(
            ["redis-server", "--port", "0", "--unixsocket", str(self.socket), "--save", "", "--appendonly", "no",
             "--dir", str(self.directory)],
            stdout=subprocess.DEVNULL)
        wait_until(lambda: self.ask("ping") == "PONG", "Redis answers")

    def ask(self, *command):
        done = subprocess.run(
            ["redis-cli", "-s", str(self.socket), *command], capture_output=True, text=True, check=False)
        return done.stdout.strip()

    def forget_answers(self):
        """Leaves the name of this Redis alone: without that it would be another one."""
        self.ask("eval", "for _, key in ipairs(redis.call('keys', 'unamex:[0-9]*')) do redis.call('del', key) end", "0")

    def stop(self):
        if self.process:
            self.process.terminate()
            self.process.wait()
            self.process = None


@dataclasses.dataclass
class Answer:
    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def json(self):
        return json.loads(self.body)


class Api:
    """A running unamex-api. The data directory and the log stay when it is started again."""

    def __init__(self, test, store, redis=None, workers=2):
        self.directory = Directory(test).path
        self.data_dir = self.directory / "data"
        self.port_file = self.directory / "port"
        self.log_file = self.directory / "log"
        self.arguments = [
            program("unamex-api"), "--bind", "127.0.0.1:0", "--shards", ",".join(store.urls),
            "--data-dir", str(self.data_dir), "--port-file", str(self.port_file), "--workers", str(workers)]
        if redis:
            self.arguments += ["--redis", redis.url]
        self.process = None
        self.port = None
        test.addClassCleanup(self.kill)

    def start(self):
        self.port_file.unlink(missing_ok=True)
        with self.log_file.open("ab") as log:
            self.process = subprocess.Popen(self.arguments, stdout=log, stderr=log)
        wait_until(lambda: self.has_ended() or self.is_ready(), "unamex-api is ready")
        if self.has_ended():
            raise AssertionError(f"unamex-api ended with {self.process.returncode}:\n{self.log()}")
        return self

    def has_ended(self):
        return self.process.poll() is not None

    def is_ready(self):
        if not self.port_file.exists() or not self.port_file.read_text().strip():
            return False
        self.port = int(self.port_file.read_text())
        try:
            return self.get("/readyz").status == 200
        except OSError:
            return False

    def log(self):
        return self.log_file.read_text(errors="replace") if self.log_file.exists() else ""

    def connect(self):
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)

    def request(self, method, path, body=None, headers=None, connection=None):
        used = connection or self.connect()
        try:
            used.request(method, path, body, headers or {})
            response = used.getresponse()
            return Answer(response.status, response.headers, response.read())
        finally:
            if connection is None:
                used.close()

    def get(self, path, headers=None):
        return self.request("GET", path, headers=headers)

    def post(self, path, value, headers=None):
        body = value if isinstance(value, (bytes, str)) else json.dumps(value)
        return self.request("POST", path, body, {"Content-Type": "application/json", **(headers or {})})

    def check(self, name, strict=False):
        return self.get(f"/v1/usernames/{urllib.parse.quote(name, safe='')}" + ("?strict=true" if strict else ""))

    def claim(self, name, owner="user-1", key=None, connection=None):
        headers = {"Content-Type": "application/json"}
        if key:
            headers["Idempotency-Key"] = key
        body = json.dumps({"username": name, "owner": owner})
        return self.request("POST", "/v1/usernames", body, headers, connection)

    def kill(self):
        if self.process and not self.has_ended():
            self.process.kill()
        if self.process:
            self.process.wait()

    def terminate(self):
        """SIGTERM; returns the exit status."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout=60)


def ingest_arguments(store, data_dir, *files, redis=None):
    arguments = [program("unamex-ingest"), "load", *map(str, files), "--shards", ",".join(store.urls),
                 "--data-dir", str(data_dir)]
    return arguments + (["--redis", redis.url] if redis else [])


def ingest(store, data_dir, *files, redis=None, names=None):
    """Runs unamex-ingest load to its end; `names` become its standard input."""
    return subprocess.run(
        ingest_arguments(store, data_dir, *(files or ["-"]), redis=redis),
        input=None if names is None else "\n".join(names).encode(), capture_output=True, check=False)


def generate(count, seed):
    done = subprocess.run(
        [program("unamex-ingest"), "generate", "--count", str(count), "--seed", str(seed)],
        capture_output=True, text=True, check=True)
    return done.stdout.splitlines()
