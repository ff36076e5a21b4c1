"""What unamex-api and unamex-ingest say when they cannot start, and that they leave everything as it was."""
import hashlib
import pathlib
import socket
import subprocess
import unittest

import running


def content(directory):
    """Every file below, with a hash of what is in it. Locks and SQLite's own files do not count."""
    return {str(file): hashlib.sha256(file.read_bytes()).hexdigest()
            for file in sorted(pathlib.Path(directory).rglob("*"))
            if file.is_file() and not file.name.endswith(("-shm", "-wal", "lock"))}


class Start(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.directory = running.Directory(cls).path

    def setUp(self):
        self.store = running.SqliteStore(type(self), shards=2)
        self.api = running.Api(type(self), self.store)

    def load(self):
        done = running.ingest(self.store, self.api.data_dir, names=["anna", "ben", "clara"])
        self.assertEqual(done.returncode, 0, done.stderr)

    def refused(self, arguments, *words):
        """The program ends by itself, not with success, and its last words have these in them."""
        done = subprocess.run(arguments, capture_output=True, text=True, timeout=60, check=False)
        self.assertNotEqual(done.returncode, 0, done.stdout)
        self.assertGreater(done.returncode, 0, "ended by a signal")
        for word in words:
            self.assertIn(word, done.stderr)
        return done.stderr

    def api_refused(self, *words, **changed):
        arguments = list(self.api.arguments)
        for option, value in changed.items():
            arguments[arguments.index("--" + option.replace("_", "-")) + 1] = value
        return self.refused(arguments, *words)

    def test_an_unknown_option_is_named(self):
        self.refused(self.api.arguments + ["--verbose"], "--verbose")
        self.refused(running.ingest_arguments(self.store, self.api.data_dir, "x") + ["--fast"], "--fast")
        self.assertFalse(self.api.data_dir.exists())

    def test_a_port_in_use_is_named(self):
        with socket.create_server(("127.0.0.1", 0)) as other:
            address = f"127.0.0.1:{other.getsockname()[1]}"
            self.api_refused(address, bind=address)
        self.assertFalse(self.api.data_dir.exists())
        self.assertFalse(any(file.exists() for file in self.store.files), "a shard was opened")

    def test_an_address_that_is_none_is_named(self):
        for address in ("127.0.0.1", "127.0.0.1:x", "127.0.0.1:70000", "256.0.0.1:80"):
            self.api_refused(address, bind=address)
        self.assertFalse(self.api.data_dir.exists())

    def test_a_wrong_url_is_named(self):
        for url, words in (("mysql://localhost/x", '"mysql"'), ("nonsense", '"nonsense"'), ("sqlite:", "sqlite:app.db"),
                           ("postgres:", "the PostgreSQL URL")):
            self.api_refused(words, shards=url)
        self.refused(self.api.arguments + ["--redis", "http://localhost"], "http://localhost")

    def test_a_shard_that_is_not_there_is_named(self):
        url = f"postgres:///shard_x?host={self.directory}&port=5999&user=nobody"
        self.api_refused("5999", shards=f"{self.store.urls[0]},{url}")

    def test_a_password_is_not_repeated(self):
        said = self.api_refused(shards="postgres://user:hunter2@127.0.0.1:1/x")
        self.assertNotIn("hunter2", said)

    def test_a_store_of_other_rules_is_left_alone(self):
        self.load()
        self.store.change(0, "UPDATE shard_state SET content = '999' WHERE property = 'key_version'")
        before = content(self.api.data_dir)
        self.api_refused("version 999")
        self.refused(running.ingest_arguments(self.store, self.api.data_dir, __file__), "version 999")
        self.assertEqual(content(self.api.data_dir), before)

    def test_shards_of_another_store_are_left_alone(self):
        self.load()
        other = running.SqliteStore(type(self), shards=2)
        self.assertEqual(running.ingest(other, self.directory / "other", names=["dora"]).returncode, 0)
        self.api_refused(shards=",".join([self.store.urls[0], other.urls[1]]))
        self.api_refused(shards=",".join(reversed(self.store.urls)))
        self.api_refused(shards=self.store.urls[0])

    def test_a_data_directory_of_other_rules_is_left_alone(self):
        self.load()
        manifest = self.api.data_dir / "snapshot.json"
        text = manifest.read_text()
        self.assertIn('"key_version":', text.replace(" ", "").replace("\n", ""))
        manifest.write_text(text.replace('"key_version": 1', '"key_version": 999').replace(
            '"key_version":1', '"key_version":999'))
        before = content(self.api.data_dir)
        self.api_refused(str(self.api.data_dir))
        self.assertEqual(content(self.api.data_dir), before)

    def test_a_snapshot_that_is_cut_short_is_left_alone(self):
        self.load()
        for file in [file for file in self.api.data_dir.iterdir() if file.name not in ("manifest.json", "lock")]:
            whole = file.read_bytes()
            if not whole:
                continue
            file.write_bytes(whole[:len(whole) // 2])
            before = content(self.api.data_dir)
            self.api_refused(str(self.api.data_dir))
            self.assertEqual(content(self.api.data_dir), before, file.name)
            file.write_bytes(whole)
        self.api.start()
        self.assertIs(self.api.check("anna").json["available"], False)
        self.api.kill()

    def test_a_snapshot_that_is_gone_is_made_again(self):
        self.load()
        for file in self.api.data_dir.iterdir():
            file.unlink()
        self.api.start()
        self.assertIs(self.api.check("anna").json["available"], False)
        self.assertEqual(self.api.get("/v1/search?prefix=ann").json["names"], ["anna"])
        self.assertEqual(self.api.terminate(), 0)

    def test_a_data_directory_in_use_is_named(self):
        self.load()
        self.api.start()
        self.api_refused(str(self.api.data_dir))
        self.api.kill()

    def test_a_file_that_cannot_be_read_is_named(self):
        broken = self.directory / "broken.gz"
        broken.write_bytes(b"\x1f\x8b\x08\x00 not gzip")
        self.refused(running.ingest_arguments(self.store, self.api.data_dir, "missing.txt"), "missing.txt")
        self.assertFalse(self.api.data_dir.exists())
        for path in (str(self.directory), str(broken)):
            self.refused(running.ingest_arguments(self.store, self.api.data_dir, path), path)


if __name__ == "__main__":
    unittest.main()
