"""A PostgreSQL that stands still does not keep the programs from ending, and takes nothing that was acknowledged."""
import concurrent.futures
import contextlib
import os
import pathlib
import signal
import subprocess
import time
import unittest

import running

STOP_DEADLINE = 10 + 3 + 2  # requests, the farewell to the shards, the rest: docs/operations/limits.md


class Cluster:
    """A PostgreSQL server of this test alone, all of whose processes can be stopped."""

    def __init__(self, test):
        self.directory = running.Directory(test).path / "servers"
        test.addClassCleanup(self.script, "stop")
        self.script("start", "--postgres", "1")
        test.addClassCleanup(self.go_on)
        self.url = f"postgres:///postgres?host={self.directory}&port=5500&user=postgres"
        self.stopped = []

    def script(self, command, *options):
        subprocess.run([running.environment("TEST_SERVICES_SCRIPT"), command, str(self.directory), *options],
                       check=True, cwd="/")

    def processes(self):
        pid_file = pathlib.Path(self.directory, "postgres0", "postmaster.pid")
        postmaster = int(pid_file.read_text(encoding="ascii").splitlines()[0])
        children = subprocess.run(["ps", "-o", "pid=", "--ppid", str(postmaster)],
                                  capture_output=True, text=True, check=False)
        return [postmaster, *map(int, children.stdout.split())]

    def stand_still(self):
        """The postmaster first, so that no process is missed."""
        while set(self.processes()) - set(self.stopped):
            for process in set(self.processes()) - set(self.stopped):
                with contextlib.suppress(ProcessLookupError):  # a backend that has just ended
                    os.kill(process, signal.SIGSTOP)
                self.stopped.append(process)

    def go_on(self):
        for process in reversed(self.stopped):
            with contextlib.suppress(ProcessLookupError):
                os.kill(process, signal.SIGCONT)
        self.stopped = []


class Standstill(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.cluster = Cluster(cls)

    def setUp(self):
        self.store = running.PostgresStore(type(self), clusters=[self.cluster.url])

    def tearDown(self):
        self.cluster.go_on()

    def end(self, process, limit):
        started = time.monotonic()
        process.send_signal(signal.SIGTERM)
        status = process.wait(timeout=60)
        self.assertLess(time.monotonic() - started, limit)
        return status

    def test_the_api_ends_in_time_and_loses_nothing_it_acknowledged(self):
        api = running.Api(type(self), self.store).start()
        claimed = [f"kept{index}" for index in range(20)]
        for name in claimed:
            self.assertEqual(api.claim(name).status, 201)
        with concurrent.futures.ThreadPoolExecutor(8) as clients:
            self.cluster.stand_still()
            waiting = [clients.submit(self.status_of_claim, api, f"late{index}") for index in range(8)]
            self.assertEqual(self.end(api.process, STOP_DEADLINE), 0, api.log())
            statuses = {one.result() for one in waiting}
        self.assertLessEqual(statuses, {503, None}, "nothing can have been acknowledged")
        self.cluster.go_on()
        api.start()
        for name in claimed:
            self.assertIs(api.check(name, strict=True).json["available"], False)
        self.assertEqual(api.terminate(), 0)

    @staticmethod
    def status_of_claim(api, name):
        try:
            return api.claim(name).status
        except OSError:
            return None

    def test_the_load_ends_in_time_and_is_finished_later(self):
        data_dir = running.Directory(type(self)).path / "data"
        names = running.generate(200_000, seed=5)
        file = data_dir.parent / "names.txt"
        file.write_text("\n".join(names), encoding="utf-8")
        for number in (signal.SIGTERM, signal.SIGINT):
            before = self.loaded_names()
            loading = subprocess.Popen(running.ingest_arguments(self.store, data_dir, file),
                                       stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
            running.wait_until(lambda: self.loaded_names() > before, "some names are loaded")
            self.cluster.stand_still()
            started = time.monotonic()
            loading.send_signal(number)
            said, _ = loading.communicate(timeout=60)
            self.assertLess(time.monotonic() - started, 15)
            self.assertEqual(loading.returncode, 128 + number, said)
            self.assertIn(b"run the same command again", said)
            self.cluster.go_on()
        done = running.ingest(self.store, data_dir, file)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(len(running.names(self.store)), len(set(running.names(self.store))))
        self.assertEqual(running.gaps_in_log(self.store), [])

    def loaded_names(self):
        try:
            return int(self.store.query(0, "SELECT count(*) FROM usernames")[0][0])
        except RuntimeError:
            return 0  # the tables are not there yet


if __name__ == "__main__":
    unittest.main()
