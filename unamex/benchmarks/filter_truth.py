#!/usr/bin/env python3
"""Asks a running unamex-api about many names: is any loaded name called available, how often does the filter err?

  filter_truth.py ADDRESS loaded FILE.gz     every line of FILE that the service does not refuse must be taken
  filter_truth.py ADDRESS fresh COUNT SEED   random names nobody loaded: the filter's false positives, with the
                                             95 % confidence interval (Wilson 1927)

Exit status 1 if a loaded name was called available.
"""
import gzip
import http.client
import json
import math
import random
import sys
import time

BATCH = 100  # what POST /v1/usernames:check takes
ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789"


def ask(connection, names):
    connection.request("POST", "/v1/usernames:check", json.dumps({"names": names}), {"Content-Type": "application/json"})
    answer = connection.getresponse()
    body = answer.read()
    if answer.status != 200:
        sys.exit(f"{answer.status}: {body.decode(errors='replace')}")
    return json.loads(body)["results"]


def batches(names):
    batch = []
    for name in names:
        batch.append(name)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def lines(path):
    with (gzip.open if path.endswith(".gz") else open)(path, "rb") as file:
        for line in file:
            try:
                yield line.rstrip(b"\n").decode()
            except UnicodeDecodeError:
                continue  # counted as not_utf8 when it was loaded


def loaded(connection, path):
    asked = refused = 0
    wrong = []
    for batch in batches(lines(path)):
        for answer in ask(connection, batch):
            asked += 1
            refused += answer.get("reason") not in (None, "taken")
            if answer["available"]:
                wrong.append(answer["name"])
    print(f"asked {asked}, refused {refused}, called available {len(wrong)} {wrong[:5]}")
    return 1 if wrong else 0


def fresh(connection, count, seed):
    source = random.Random(seed)
    names = ("q" + "".join(source.choices(ALPHABET, k=14)) + "z" for _ in range(count))
    by_source = {}
    for batch in batches(names):
        for answer in ask(connection, batch):
            by_source[answer["source"]] = by_source.get(answer["source"], 0) + 1
            if not answer["available"]:
                sys.exit(f"{answer['name']} is not fresh: choose another seed")
    errors = count - by_source.get("filter", 0)
    rate, z = errors / count, 1.96
    middle = (rate + z * z / (2 * count)) / (1 + z * z / count)
    half = z / (1 + z * z / count) * math.sqrt(rate * (1 - rate) / count + z * z / (4 * count * count))
    print(f"fresh {count}, answered by {by_source}")
    print(f"false positives {errors}: {rate:.4%}, 95 % in [{middle - half:.4%}, {middle + half:.4%}]")
    return 0


def main(address, command, *rest):
    host, port = address.rsplit(":", 1)
    connection = http.client.HTTPConnection(host, int(port), timeout=30)
    started = time.monotonic()
    status = loaded(connection, *rest) if command == "loaded" else fresh(connection, int(rest[0]), int(rest[1]))
    print(f"{time.monotonic() - started:.1f} s")
    return status


if __name__ == "__main__":
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
