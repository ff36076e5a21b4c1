"""Every route of unamex-api, with what it is for and with what it is not."""
import json
import unittest

import running

TAKEN = ["anna", "anna.winter", "annabel", "ben", "clara.moreno", "иван"]


class Routes:
    """On any store; the classes at the end say on which."""

    def test_a_free_name_is_available(self):
        answer = self.api.check("free.name")
        self.assertEqual(answer.status, 200)
        self.assertEqual(answer.headers["Content-Type"], "application/json")
        self.assertEqual(answer.headers["Cache-Control"], "no-store")
        self.assertIs(answer.json["available"], True)
        self.assertEqual(answer.json["name"], "free.name")
        self.assertEqual(answer.json["norm"], "free.name")
        self.assertRegex(answer.json["as_of"], r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$")

    def test_a_taken_name_is_not_however_it_is_typed(self):
        for name in ("anna", "Anna", " ANNA ", "ＡＮＮＡ", "Иван"):
            answer = self.api.check(name)
            self.assertEqual(answer.status, 200, name)
            self.assertIs(answer.json["available"], False, name)
            self.assertEqual(answer.json["reason"], "taken", name)

    def test_a_strict_answer_comes_from_the_store(self):
        for name, available in (("anna", False), ("free.name", True)):
            answer = self.api.check(name, strict=True)
            self.assertEqual((answer.json["source"], answer.json["available"]), ("store", available))

    def test_a_name_nobody_can_have_is_refused_with_a_reason(self):
        for name, reason in (("ab", "too_short"), ("a" * 31, "too_long"), ("admin", "reserved"), ("12345", "all_digits"),
                             ("a..b", "bad_separator"), ("a b", "bad_character"), ("аdmin", "mixed_script"),
                             ("%20", "bad_character"), ("💥💥💥", "bad_character"), ("<b>", "bad_character")):
            answer = self.api.check(name)
            self.assertEqual(answer.status, 422, name)
            self.assertEqual(answer.headers["Content-Type"], "application/problem+json; charset=utf-8")
            self.assertEqual((answer.json["type"], answer.json["reason"]), ("urn:unamex:problem:refused", reason), name)
            self.assertTrue(answer.json["detail"])

    def test_a_name_that_is_not_utf8_is_refused(self):
        for path in ("%ff%fe%fd", "anna%e2%82", "%c0%afanna"):
            answer = self.api.get("/v1/usernames/" + path)
            self.assertEqual((answer.status, answer.json["reason"]), (422, "not_utf8"), path)
        for path in ("%f", "%zz", "anna%", "a%00b"):
            self.assertEqual(self.api.get("/v1/usernames/" + path).status, 400, path)

    def test_a_flag_is_true_or_false(self):
        self.assertEqual(self.api.get("/v1/usernames/anna?strict=maybe").status, 422)
        self.assertEqual(self.api.get("/v1/usernames/anna?strict=%zz").status, 400)
        self.assertEqual(self.api.get("/v1/usernames/anna?strict=false").status, 200)

    def test_many_names_are_checked_at_once(self):
        answer = self.api.post("/v1/usernames:check", {"names": ["Anna", "free.name", "ab", "ben"]})
        self.assertEqual(answer.status, 200)
        results = answer.json["results"]
        self.assertEqual([result["name"] for result in results], ["Anna", "free.name", "ab", "ben"])
        self.assertEqual([result["available"] for result in results], [False, True, False, False])
        self.assertEqual(results[2]["reason"], "too_short")

    def test_a_hundred_names_are_the_most(self):
        names = [f"many{index}" for index in range(101)]
        self.assertEqual(len(self.api.post("/v1/usernames:check", {"names": names[:100]}).json["results"]), 100)
        answer = self.api.post("/v1/usernames:check", {"names": names})
        self.assertEqual((answer.status, answer.json["type"]), (422, "urn:unamex:problem:bad_payload"))

    def test_a_claim_makes_a_name_somebodys(self):
        answer = self.api.claim("New.Name", "user-7")
        self.assertEqual(answer.status, 201)
        record = answer.json
        self.assertEqual((record["username"], record["norm"], record["owner"], record["state"]),
                         ("New.Name", "new.name", "user-7", "claimed"))
        self.assertTrue(record["claim_id"])
        self.assertEqual(answer.headers["Location"], "/v1/usernames/new.name")
        self.assertIs(self.api.check("new.name").json["available"], False)
        self.assertIs(self.api.check("new.name", strict=True).json["available"], False)

    def test_a_second_claim_of_a_name_is_a_conflict(self):
        self.assertEqual(self.api.claim("wanted").status, 201)
        answer = self.api.claim("Wanted", "user-2")
        self.assertEqual((answer.status, answer.json["type"]), (409, "urn:unamex:problem:taken"))
        self.assertNotIn("user-1", answer.body.decode())
        self.assertEqual(self.api.claim("anna").status, 409)

    def test_a_claim_of_a_name_nobody_can_have_is_refused(self):
        answer = self.api.claim("admin")
        self.assertEqual((answer.status, answer.json["reason"]), (422, "reserved"))

    def test_a_repeated_claim_gets_the_answer_of_the_first(self):
        first = self.api.claim("repeated", key="key-1")
        again = self.api.claim("repeated", key="key-1")
        self.assertEqual((first.status, again.status), (201, 201))
        self.assertEqual(first.json, again.json)
        self.assertNotIn("Idempotent-Replayed", first.headers)
        self.assertEqual(again.headers["Idempotent-Replayed"], "true")

        self.assertEqual(self.api.claim("anna", key="key-2").status, 409)
        again = self.api.claim("anna", key="key-2")
        self.assertEqual((again.status, again.headers["Idempotent-Replayed"]), (409, "true"))

    def test_a_key_belongs_to_one_request(self):
        self.assertEqual(self.api.claim("keyed.one", key="key-3").status, 201)
        answer = self.api.claim("keyed.two", key="key-3")
        self.assertEqual((answer.status, answer.json["type"]), (422, "urn:unamex:problem:key_reused"))
        self.assertIs(self.api.check("keyed.two").json["available"], True)
        self.assertEqual(self.api.claim("keyed.three", owner="user-2", key="key-3").status, 201)

    def test_a_key_is_short_printable_text(self):
        for key in ("", "a" * 256, "kéy".encode("latin-1").decode("latin-1")):
            answer = self.api.post("/v1/usernames", {"username": "badly.keyed", "owner": "u"}, {"Idempotency-Key": key})
            self.assertEqual(answer.status, 400, key)

    def test_a_body_that_is_no_json_is_answered_with_the_position(self):
        for path in ("/v1/usernames", "/v1/usernames:check"):
            answer = self.api.post(path, '{"username": "anna", }')
            self.assertEqual(answer.status, 400)
            self.assertRegex(answer.json["detail"], r"\d")
            for body in ("", "{", "[1,2", '"', "{}{}", b"\xff\xfe", "nul", "[" * 5000):
                self.assertEqual(self.api.post(path, body).status, 400, body[:20])

    def test_a_body_of_another_shape_is_answered_with_what_is_wrong(self):
        for path, body, detail in (
                ("/v1/usernames", {"username": "anna"}, "`owner` is missing"),
                ("/v1/usernames", {"username": 7, "owner": "x"}, "`username` is not a string"),
                ("/v1/usernames", {"username": "x", "owner": "x", "admin": True}, "`admin` is not expected"),
                ("/v1/usernames", [], "the body is not a JSON object"),
                ("/v1/usernames:check", {"names": "anna"}, "`names` is not an array of strings"),
                ("/v1/usernames:check", {}, "`names` is missing")):
            answer = self.api.post(path, body)
            self.assertEqual((answer.status, answer.json["type"]), (422, "urn:unamex:problem:bad_payload"), body)
            self.assertIn(detail, answer.json["detail"])

    def test_a_body_of_another_type_is_not_read(self):
        answer = self.api.request("POST", "/v1/usernames", "username=anna",
                                  {"Content-Type": "application/x-www-form-urlencoded"})
        self.assertEqual(answer.status, 415)
        body = json.dumps({"names": ["anna"]})
        for media_type in ("application/json; charset=utf-8", "Application/JSON"):
            answer = self.api.request("POST", "/v1/usernames:check", body, {"Content-Type": media_type})
            self.assertEqual(answer.status, 200, media_type)

    def test_a_body_that_is_too_long_is_not_read(self):
        self.assertEqual(self.api.post("/v1/usernames", " " * 2_000_000).status, 413)

    def search(self, query):
        return self.api.get("/v1/search?" + query)

    def test_names_are_found_by_their_beginning(self):
        answer = self.search("prefix=anna&order=alphabetical&limit=10")
        self.assertEqual(answer.status, 200)
        self.assertEqual(answer.json["names"][:3], ["anna", "anna.winter", "annabel"])
        self.assertEqual(self.search("prefix=ANNA.&limit=10").json["names"], ["anna.winter"])
        self.assertEqual(self.search("prefix=nobody.has.this").json, {"names": []})

    def test_popular_names_come_first_unless_asked_otherwise(self):
        self.assertEqual(self.search("prefix=anna&limit=3").json["names"], ["anna", "anna.winter", "annabel"])
        self.assertEqual(self.search("prefix=&limit=2").json["names"], ["anna", "anna.winter"])

    def test_pages_follow_each_other_without_gaps(self):
        for order in ("alphabetical", "ranked"):
            found, cursor = [], ""
            while True:
                page = self.search(f"prefix=anna&order={order}&limit=1{cursor}").json
                found += page["names"]
                if "next_cursor" not in page:
                    break
                cursor = f"&cursor={page['next_cursor']}"
            self.assertEqual(found, self.search(f"prefix=anna&order={order}&limit=100").json["names"])

    def test_a_claimed_name_is_found(self):
        self.assertEqual(self.api.claim("zz.just.now").status, 201)
        running.wait_until(lambda: self.search("prefix=zz.just").json["names"] == ["zz.just.now"], "the name is found")

    def test_a_search_with_nonsense_is_refused(self):
        for query, status in (("prefix=a&limit=0", 422), ("prefix=a&limit=101", 422), ("prefix=a&limit=x", 422),
                              ("prefix=a&order=sideways", 422), ("prefix=a&cursor=garbage", 400), ("prefix=%zz", 400),
                              ("prefix=%ff", 422), ("prefix=a&cursor=" + "A" * 60, 400), ("limit=5", 422)):
            self.assertEqual(self.search(query).status, status, query)

    def test_a_cursor_belongs_to_its_search(self):
        cursor = self.search("prefix=anna&order=alphabetical&limit=1").json["next_cursor"]
        for query in ("prefix=ben&order=alphabetical", "prefix=anna&order=ranked"):
            answer = self.search(f"{query}&cursor={cursor}")
            self.assertEqual((answer.status, answer.json["type"]), (400, "urn:unamex:problem:bad_cursor"))

    def test_it_says_that_it_lives_and_is_ready(self):
        self.assertEqual(self.api.get("/livez").status, 200)
        ready = self.api.get("/readyz")
        self.assertEqual(ready.status, 200)
        self.assertIs(ready.json["ready"], True)
        self.assertIs(ready.json["draining"], False)
        self.assertEqual(len(ready.json["shards"]), len(self.store.urls))

    def test_it_counts_what_it_does(self):
        self.api.check("anna")
        self.api.check("metric.name")
        answer = self.api.get("/metrics")
        self.assertEqual(answer.status, 200)
        self.assertTrue(answer.headers["Content-Type"].startswith("text/plain; version=0.0.4"))
        text = answer.body.decode()
        self.assertIn("unamex_check_total", text)
        self.assertIn("unamex_claim_total", text)
        self.assertNotIn("metric.name", text)

    def test_the_page_is_there_and_kept_from_everything_else(self):
        page = self.api.get("/")
        self.assertEqual(page.status, 200)
        self.assertEqual(page.headers["Content-Type"], "text/html; charset=utf-8")
        self.assertIn("default-src 'none'", page.headers["Content-Security-Policy"])
        self.assertNotIn("unsafe", page.headers["Content-Security-Policy"])
        self.assertEqual(page.headers["X-Content-Type-Options"], "nosniff")
        for path in ("/page.js", "/page.css", "/favicon.svg"):
            self.assertEqual(self.api.get(path).status, 200, path)
        unchanged = self.api.get("/", {"If-None-Match": page.headers["ETag"]})
        self.assertEqual((unchanged.status, unchanged.body), (304, b""))

    def test_other_paths_and_methods_are_answered_with_problems(self):
        self.assertEqual(self.api.get("/nowhere").status, 404)
        answer = self.api.request("DELETE", "/v1/search")
        self.assertEqual(answer.status, 405)
        self.assertIn("GET", answer.headers["Allow"])
        self.assertEqual(answer.headers["Content-Type"], "application/problem+json; charset=utf-8")


class OnSqlite(Routes, unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.store = running.SqliteStore(cls)
        cls.api = running.Api(cls, cls.store)
        loaded = running.ingest(cls.store, cls.api.data_dir, names=TAKEN)
        assert loaded.returncode == 0, loaded.stderr
        cls.api.start()


class OnPostgresAndRedis(Routes, unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.store = running.PostgresStore(cls, shards=3)
        cls.redis = running.Redis(cls)
        cls.api = running.Api(cls, cls.store, cls.redis)
        loaded = running.ingest(cls.store, cls.api.data_dir, names=TAKEN, redis=cls.redis)
        assert loaded.returncode == 0, loaded.stderr
        cls.api.start()


if __name__ == "__main__":
    unittest.main()
