"""All processes of a store share one cache, and say when Redis is away or refuses them."""
import subprocess
import unittest

import running


class SharedCache(unittest.TestCase):
    def setUp(self):
        self.store = running.SqliteStore(type(self), shards=1)
        self.redis = running.Redis(type(self))
        self.api = running.Api(type(self), self.store, self.redis, workers=2)

    def refused(self, arguments):
        done = subprocess.run(arguments, capture_output=True, text=True, timeout=60, check=False)
        self.assertGreater(done.returncode, 0, done.stdout)
        self.assertIn(f'uses "{self.redis.ask("get", "unamex:cache")}"', done.stderr)
        self.assertIn("stop every unamex-api and unamex-ingest", done.stderr)

    def test_another_cache_is_refused_while_a_process_runs(self):
        self.api.start()
        self.refused(running.Api(type(self), self.store).arguments)
        self.refused(running.Api(type(self), self.store, running.Redis(type(self))).arguments)
        self.refused(running.ingest_arguments(self.store, self.api.directory / "other", __file__))
        same = running.ingest(self.store, self.api.directory / "other", names=["anna"], redis=self.redis)
        self.assertEqual(same.returncode, 0, same.stderr)
        self.assertEqual(self.api.terminate(), 0)

        alone = running.Api(type(self), self.store).start()
        self.assertEqual(alone.claim("too.early").status, 503, "the old cache may still say available")
        running.wait_until(lambda: alone.claim("late.enough").status == 201, "claims work")
        self.assertEqual(alone.terminate(), 0)

    def test_one_redis_is_one_however_it_is_reached(self):
        self.api.start()
        link = self.api.directory / "link.sock"
        link.symlink_to(self.redis.socket)
        other = running.Api(type(self), self.store, self.redis)
        other.arguments[other.arguments.index("--redis") + 1] = f"unix://{link}"
        other.start()
        running.wait_until(lambda: other.claim("by.a.link").status in (201, 409), "the other may write")
        self.assertIs(self.api.check("by.a.link").json["available"], False)
        self.assertEqual((other.terminate(), self.api.terminate()), (0, 0))

    def test_a_redis_that_starts_anew_is_taken_over_by_all(self):
        self.api.start()
        other = running.Api(type(self), self.store, self.redis).start()
        before = self.redis.ask("get", "unamex:cache")
        self.redis.stop()
        self.redis.start()
        for api in (self.api, other):
            name = f"after.restart{api.port}"
            running.wait_until(lambda: api.claim(name).status in (201, 409), "claims work again")
            self.assertIs(self.api.check(name).json["available"], False)
            self.assertIs(other.check(name).json["available"], False)
        self.assertNotEqual(self.redis.ask("get", "unamex:cache"), before)
        self.assertEqual((other.terminate(), self.api.terminate()), (0, 0))

    def test_a_redis_that_evicts_is_not_used_and_readyz_says_why(self):
        self.redis.ask("config", "set", "maxmemory-policy", "allkeys-lru")
        self.api.start()
        ready = self.api.get("/readyz")
        self.assertEqual((ready.status, ready.json["redis"]), (200, "away"))
        self.assertIn("maxmemory-policy is allkeys-lru", ready.json["redis_defect"])
        self.assertIn("CONFIG SET maxmemory-policy noeviction", ready.json["redis_advice"])
        self.assertEqual(len(self.lines("CONFIG SET maxmemory-policy noeviction")), 1, self.api.log())
        self.assertEqual(self.api.claim("not.announced").status, 503)
        self.assertIs(self.api.check("not.announced").json["available"], True)
        self.redis.ask("config", "set", "maxmemory-policy", "noeviction")
        running.wait_until(lambda: self.api.claim("not.announced").status == 201, "claims work")
        self.assertNotIn("redis_defect", self.api.get("/readyz").json)
        self.assertNotIn("redis_advice", self.api.get("/readyz").json)
        self.assertEqual(self.api.terminate(), 0)

    def lines(self, words):
        return [line for line in self.api.log().splitlines() if words in line]

    def test_redis_is_missed_once_and_welcomed_once(self):
        self.redis.stop()
        self.api.start()
        self.assertEqual(len(self.lines("cannot be used")), 1, self.api.log())
        self.assertIn('"level":"error"', self.lines("cannot be used")[0])
        for index in range(20):
            self.api.claim(f"nobody{index}")
        self.redis.start()
        running.wait_until(lambda: self.api.claim("somebody").status in (201, 409), "claims work")
        self.assertEqual(len(self.lines("answers again")), 1, self.api.log())
        self.redis.stop()
        running.wait_until(lambda: self.lines("cannot be used")[1:], "the loss is told")
        for index in range(20):
            self.api.claim(f"nobody{index}")
        self.assertEqual(len(self.lines("cannot be used")), 2, self.api.log())
        self.assertEqual(self.api.terminate(), 0)

    def test_a_wrong_setting_is_told_and_the_service_starts(self):
        self.redis.ask("config", "set", "requirepass", "secret")
        url = self.api.arguments.index("--redis") + 1
        for given, words in ((self.redis.url, "correct the user and password"),
                             (f"unix://:wrong@{self.redis.socket}", "correct the user and password"),
                             (f"unix://:secret@{self.redis.socket}?db=99", "it has no such database"),
                             ("redis://no.such.host.invalid", "there is no host no.such.host.invalid")):
            self.api.arguments[url] = given
            self.api.log_file.unlink(missing_ok=True)
            self.api.start()
            self.assertEqual(len(self.lines(words)), 1, self.api.log())
            self.assertNotIn("secret", self.api.log())
            self.assertEqual(self.api.check("anna").status, 200)
            self.assertEqual(self.api.terminate(), 0)


if __name__ == "__main__":
    unittest.main()
