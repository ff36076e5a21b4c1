"""No acknowledged claim is lost, none is given twice, none is called available: over kill -9 and SIGTERM."""
import collections
import contextlib
import http.client
import itertools
import random
import threading
import unittest

import running

CLIENTS = 4


class Claimants:
    """Threads that claim names, some of them wanted by all of a round, and note what they were told."""

    def __init__(self, api, round_number, site="here"):
        self.api = api
        self.round = round_number
        self.acknowledged = {}  # name -> (owner, claim id)
        self.given_twice = []
        self.called_available = []
        self.unexpected = []
        self.lock = threading.Lock()
        self.stopping = threading.Event()
        clients = [f"{site}{number}" for number in range(CLIENTS)]
        work = [(self.claim, client, random.Random(f"{round_number} {client}"), itertools.count()) for client in clients]
        work.append((self.check, random.Random(round_number)))
        self.threads = [threading.Thread(target=self.run, args=arguments) for arguments in work]
        for thread in self.threads:
            thread.start()

    def run(self, work, *arguments):
        """Repeats the work until told to stop, or until the server is gone: then nothing was acknowledged."""
        with contextlib.closing(self.api.connect()) as connection:
            while not self.stopping.is_set():
                try:
                    work(connection, *arguments)
                except (OSError, http.client.HTTPException):
                    return

    def claim(self, connection, client, choice, counter):
        count = next(counter)
        if choice.random() < 0.3:
            name = f"wanted{self.round}x{choice.randrange(5000)}"
        else:
            name = f"own{self.round}x{client}x{count}"
        answer = self.api.claim(name, client, key=f"{self.round}-{count}", connection=connection)
        self.note(name, client, answer)

    def note(self, name, owner, answer):
        with self.lock:
            if answer.status == 201:
                if name in self.acknowledged:
                    self.given_twice.append(name)
                self.acknowledged[name] = (owner, answer.json["claim_id"])
            elif answer.status not in (409, 503):
                self.unexpected.append((name, answer.status, answer.body))

    def check(self, connection, choice):
        with self.lock:
            known = list(self.acknowledged)[-50:] or ["nobody.yet"]
        name = choice.choice(known)
        answer = self.api.request("GET", f"/v1/usernames/{name}", connection=connection)
        if name != "nobody.yet" and answer.status == 200 and answer.json["available"]:
            self.called_available.append(name)

    def count(self):
        with self.lock:
            return len(self.acknowledged)

    def join(self):
        self.stopping.set()
        for thread in self.threads:
            thread.join()


class Crash:
    rounds = 3

    def assert_nothing_is_wrong(self, acknowledged):
        stored = {name: (owner, claim_id) for name, owner, claim_id in running.rows(
            self.store, "SELECT norm, owner, claim_id FROM usernames")}
        twice = [name for name, count in collections.Counter(running.names(self.store)).items() if count > 1]
        self.assertEqual(twice, [])
        lost = {name: told for name, told in acknowledged.items() if stored.get(name) != told}
        self.assertEqual(lost, {})
        self.assertEqual(running.gaps_in_log(self.store), [])

    def assert_none_is_available(self, acknowledged):
        names = list(acknowledged)
        for begin in range(0, len(names), 100):
            answer = self.api.post("/v1/usernames:check", {"names": names[begin:begin + 100]})
            self.assertEqual(answer.status, 200)
            wrong = [result["name"] for result in answer.json["results"] if result["available"] is not False]
            self.assertEqual(wrong, [])

    def run_round(self, number, stop):
        claimants = Claimants(self.api, number)
        try:
            running.wait_until(lambda: claimants.count() > 300 or self.api.has_ended(), "claims are acknowledged", 60)
            stop()
        finally:
            claimants.join()
        self.assertEqual(claimants.unexpected, [])
        self.assertEqual(claimants.given_twice, [])
        self.assertEqual(claimants.called_available, [])
        self.assertGreater(claimants.count(), 300)
        return claimants.acknowledged

    def test_kill_loses_no_acknowledged_claim(self):
        acknowledged = {}
        for number in range(self.rounds):
            acknowledged |= self.run_round(number, self.api.kill)
            self.assert_nothing_is_wrong(acknowledged)
            self.api.start()
            self.assert_none_is_available(acknowledged)

    def test_sigterm_under_load_loses_nothing_and_ends_well(self):
        def stop():
            self.assertEqual(self.api.terminate(), 0, self.api.log())

        before = (self.api.data_dir / "snapshot.json").stat().st_mtime_ns
        acknowledged = self.run_round(10, stop)
        self.assert_nothing_is_wrong(acknowledged)
        self.assertGreater((self.api.data_dir / "snapshot.json").stat().st_mtime_ns, before)
        self.api.start()
        self.assert_none_is_available(acknowledged)
        for name in list(acknowledged)[:100]:
            self.assertIs(self.api.check(name, strict=True).json["available"], False)

    def test_two_apis_agree_while_both_claim(self):
        other = running.Api(type(self), self.store, self.redis).start()
        both = [Claimants(self.api, 20), Claimants(other, 20, site="there")]
        running.wait_until(lambda: min(one.count() for one in both) > 200, "claims are acknowledged", 60)
        other.kill()
        for one in both:
            one.join()
        for one in both:
            self.assertEqual((one.unexpected, one.given_twice, one.called_available), ([], [], []))
        given_by_both = set(both[0].acknowledged) & set(both[1].acknowledged)
        self.assertEqual(given_by_both, set())
        acknowledged = both[0].acknowledged | both[1].acknowledged
        self.assert_nothing_is_wrong(acknowledged)
        self.assert_none_is_available(acknowledged)


class OnSqlite(Crash, unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.redis = None
        cls.store = running.SqliteStore(cls)
        cls.api = running.Api(cls, cls.store).start()


class OnPostgresAndRedis(Crash, unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.redis = running.Redis(cls)
        cls.store = running.PostgresStore(cls)
        cls.api = running.Api(cls, cls.store, cls.redis).start()


if __name__ == "__main__":
    unittest.main()
