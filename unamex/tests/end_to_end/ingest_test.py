"""unamex-ingest: what it counts, that it can be stopped anywhere and done again, and beside a running API."""
import gzip
import json
import signal
import sqlite3
import subprocess
import unittest

import running

COUNT = 200_000


class Ingest:
    def fresh(self):
        self.store = self.make_store()
        self.data_dir = running.Directory(type(self)).path
        return self.store

    def manifest(self):
        return json.loads((self.data_dir / "manifest.json").read_text())

    def inserted(self):
        return sum(shard["inserted"] for shard in self.manifest()["shards"])

    def assert_rows(self, names):
        self.assertEqual(running.names(self.store), sorted(names))
        self.assertEqual(running.gaps_in_log(self.store), [])

    def test_it_counts_what_became_of_every_line(self):
        self.fresh()
        file = self.data_dir / "names.gz"
        file.write_bytes(gzip.compress("Anna\nanna\nab\nadmin\n\nBen\r\n12345\n".encode() + b"\xff\n" + b"x" * 3000))
        done = running.ingest(self.store, self.data_dir, file)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn(str(self.data_dir / "manifest.json"), done.stdout.decode())
        record = self.manifest()
        self.assertEqual((record["lines"], record["accepted"], record["duplicate"], record["refused"]), (9, 2, 1, 6))
        self.assertEqual(record["refused_by_reason"]["line_too_long"], {
            "count": 1, "first": [{"path": str(file), "line": 9}]})
        self.assertEqual(record["refused_by_reason"]["reserved"]["first"][0]["line"], 4)
        self.assertEqual(record["snapshot"], "written")
        self.assert_rows(["anna", "ben"])
        typed = running.rows(self.store, "SELECT username, owner FROM usernames")
        self.assertEqual(sorted(typed), [("Anna", "import"), ("Ben", "import")])

    def test_it_reports_progress_as_json_where_nobody_watches(self):
        self.fresh()
        done = running.ingest(self.store, self.data_dir, names=["anna"])
        stages = [json.loads(line)["stage"] for line in done.stderr.decode().splitlines() if line.startswith("{")]
        self.assertEqual(sorted(set(stages)), ["load", "read", "snapshot"])

    def test_it_changes_nothing_the_second_time(self):
        self.fresh()
        names = running.generate(2000, seed=1)
        running.ingest(self.store, self.data_dir, names=names)
        self.assertEqual(self.inserted(), 2000)
        before = running.rows(self.store, "SELECT id, norm, weight FROM usernames ORDER BY id")
        running.ingest(self.store, self.data_dir, names=names)
        self.assertEqual(self.inserted(), 0)
        self.assertEqual(running.rows(self.store, "SELECT id, norm, weight FROM usernames ORDER BY id"), before)
        self.assert_rows(names)

    def test_a_data_directory_of_another_store_is_refused_before_anything_is_loaded(self):
        self.fresh()
        running.ingest(self.store, self.data_dir, names=["anna"])
        before = {file.name: file.read_bytes() for file in self.data_dir.iterdir()}
        another = self.make_store()
        done = running.ingest(another, self.data_dir, names=["ben"])
        self.assertEqual(done.returncode, 1)
        self.assertIn(b"the snapshot is of another store", done.stderr)
        self.assertIn(f"delete {self.data_dir}/snapshot.json".encode(), done.stderr)
        self.assertEqual(running.names(another), [])
        self.assertEqual({file.name: file.read_bytes() for file in self.data_dir.iterdir()}, before)

    def interrupt(self, file, number):
        """Sends the signal to a load while only a part of its names is in the store. Returns what it said.

        It is looked at while it is stopped, and tried again on another store if it was too fast.
        """
        for _ in range(20):
            process = subprocess.Popen(
                running.ingest_arguments(self.store, self.data_dir, file), stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE, text=True)
            running.wait_until(
                lambda: process.poll() is not None or self.has_names(), "the first names are there", 60)
            process.send_signal(signal.SIGSTOP)
            is_part = len(running.names(self.store)) < COUNT
            process.send_signal(number)
            process.send_signal(signal.SIGCONT)
            said = process.communicate()[1]
            if is_part and process.returncode != 0:
                return process.returncode, said
            self.fresh()
        raise AssertionError("20 loads were too fast to be interrupted")

    def has_names(self):
        try:
            return self.store.query(0, "SELECT 1 FROM usernames LIMIT 1")
        except (RuntimeError, sqlite3.OperationalError):
            return False  # the table is still to be made

    def test_a_load_that_is_stopped_or_killed_is_finished_by_the_next(self):
        names = running.generate(COUNT, seed=2)
        file = running.Directory(type(self)).path / "names.txt"
        file.write_text("\n".join(names))
        for number, status in ((signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGKILL, -9)):
            self.fresh()
            returned, said = self.interrupt(file, number)
            self.assertEqual(returned, status, said)
            self.assertEqual("run the same command again" in said, status > 0)
            self.assertFalse((self.data_dir / "manifest.json").exists())
            self.assertLess(len(running.names(self.store)), COUNT)

            done = running.ingest(self.store, self.data_dir, file)
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assert_rows(names)

    def test_a_running_api_knows_what_is_loaded_beside_it(self):
        self.fresh()
        api = running.Api(type(self), self.store, self.redis)
        api.start()
        names = running.generate(3000, seed=3)
        for name in names[:200]:
            self.assertIs(api.check(name).json["available"], True)
        done = running.ingest(self.store, api.data_dir, names=names, redis=self.redis)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.data_dir = api.data_dir
        self.assertEqual(self.manifest()["snapshot"], "left_to_running_api")
        for begin in range(0, len(names), 100):
            answer = api.post("/v1/usernames:check", {"names": names[begin:begin + 100]})
            self.assertEqual([r["name"] for r in answer.json["results"] if r["available"] is not False], [])
        first = names[0]
        running.wait_until(
            lambda: first in api.get(f"/v1/search?prefix={first}").json["names"], "the API finds what was loaded")
        api.kill()


class OnSqlite(Ingest, unittest.TestCase):
    redis = None

    def make_store(self):
        return running.SqliteStore(type(self), shards=2)


class OnPostgres(Ingest, unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.redis = running.Redis(cls)

    def make_store(self):
        return running.PostgresStore(type(self), shards=4)


class Generate(unittest.TestCase):
    def test_the_same_seed_gives_the_same_names(self):
        self.assertEqual(running.generate(1000, seed=5), running.generate(1000, seed=5))
        self.assertNotEqual(running.generate(10, seed=5), running.generate(10, seed=6))

    def test_every_name_comes_once(self):
        self.assertEqual(len(set(running.generate(20_000, seed=5))), 20_000)


if __name__ == "__main__":
    unittest.main()
