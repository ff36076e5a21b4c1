"""With Redis or a shard away, only what needs it is unavailable, and says so; then everything is back."""
import os
import pathlib
import signal
import subprocess
import unittest

import running


class Cluster:
    """Two PostgreSQL servers of this test alone, so that one can be stopped."""

    def __init__(self, test):
        self.directory = running.Directory(test).path / "servers"
        test.addClassCleanup(self.script, "stop")
        self.script("start", "--postgres", "2")
        self.urls = [f"postgres:///postgres?host={self.directory}&port={5500 + index}&user=postgres"
                     for index in range(2)]

    def script(self, command, *options):
        subprocess.run([running.environment("TEST_SERVICES_SCRIPT"), command, str(self.directory), *options],
                       check=True, cwd="/")

    def start(self):
        self.script("start", "--postgres", "2")

    def stop(self, index):
        pid_file = pathlib.Path(self.directory, f"postgres{index}", "postmaster.pid")
        os.kill(int(pid_file.read_text().splitlines()[0]), signal.SIGQUIT)
        running.wait_until(lambda: not pid_file.exists() or not is_alive(pid_file), "the shard is down")


def is_alive(pid_file):
    try:
        os.kill(int(pid_file.read_text().splitlines()[0]), 0)
    except (OSError, ValueError, IndexError):
        return False
    return True


class Outage(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.cluster = Cluster(cls)
        cls.redis = running.Redis(cls)
        cls.store = running.PostgresStore(cls, clusters=cls.cluster.urls)
        cls.api = running.Api(cls, cls.store, cls.redis)
        cls.names = running.generate(2000, seed=4)
        loaded = running.ingest(cls.store, cls.api.data_dir, names=cls.names, redis=cls.redis)
        assert loaded.returncode == 0, loaded.stderr
        cls.api.start()
        cls.of_shard = [[row[0] for row in cls.store.query(shard, "SELECT norm FROM usernames ORDER BY norm")]
                        for shard in range(2)]

    def assert_unavailable(self, answer):
        self.assertEqual(answer.status, 503, answer.body)
        self.assertEqual(answer.headers["Content-Type"], "application/problem+json; charset=utf-8")
        self.assertEqual(answer.json["type"], "urn:unamex:problem:unavailable")
        self.assertGreaterEqual(int(answer.headers["Retry-After"]), 1)
        self.assertNotIn("postgres", answer.body.decode().lower())

    def test_without_redis_names_are_checked_and_not_claimed(self):
        self.redis.stop()
        for name in (self.of_shard[0][0], self.of_shard[1][0]):
            for strict in (False, True):
                answer = self.api.check(name, strict)
                self.assertEqual((answer.status, answer.json["available"]), (200, False))
        self.assertIs(self.api.check("no.redis.needed").json["available"], True)
        self.assertEqual(self.api.get("/v1/search?prefix=a").status, 200)
        self.assert_unavailable(self.api.claim("needs.redis"))
        ready = self.api.get("/readyz")
        self.assertEqual((ready.status, ready.json["redis"]), (200, "away"))

        self.redis.start()
        running.wait_until(lambda: self.api.claim("needs.redis").status in (201, 409), "claims work again")
        running.wait_until(lambda: self.api.get("/readyz").json["redis"] == "connected", "Redis is seen")

    def test_without_a_shard_the_names_of_the_other_are_checked_and_claimed(self):
        self.redis.forget_answers()
        self.cluster.stop(1)
        for name in self.of_shard[0][1:5]:
            answer = self.api.check(name, strict=True)
            self.assertEqual((answer.status, answer.json["available"]), (200, False))
        for name in self.of_shard[1][1:5]:
            self.assert_unavailable(self.api.check(name, strict=True))
        self.assertEqual(self.api.get("/v1/search?prefix=a").status, 200)

        statuses = {self.api.claim(f"half.away{index}").status for index in range(40)}
        self.assertEqual(statuses, {201, 503})

        both = [self.of_shard[0][6], self.of_shard[1][6]]
        answer = self.api.post("/v1/usernames:check", {"names": both})
        self.assertEqual([result["available"] for result in answer.json["results"]], [False, None])
        running.wait_until(lambda: not all(shard["followed"] for shard in self.api.get("/readyz").json["shards"]),
                           "the missing shard is seen")
        self.assertEqual(self.api.get("/readyz").status, 200)

        self.cluster.start()
        back = self.of_shard[1][7]
        running.wait_until(lambda: self.api.check(back, strict=True).status == 200, "the shard is back")
        self.assertIs(self.api.check(back, strict=True).json["available"], False)
        running.wait_until(lambda: {self.api.claim(f"all.back{index}").status for index in range(20)} <= {201, 409},
                           "claims work again")


if __name__ == "__main__":
    unittest.main()
