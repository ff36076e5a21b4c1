"""The page at /, as a person uses it, in a real browser. Run with the Python that has Debian's selenium."""
import os
import pathlib
import shutil
import tempfile
import unittest

from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

import running

FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
         "--disable-background-networking", "--disable-component-update", "--disable-sync", "--window-size=900,900"]
TAKEN = ["anna", "anna.winter", "annabel"] + [f"anna{index}" for index in range(10, 40)]


def find(*programs):
    for program in programs:
        path = shutil.which(program)
        if path:
            return path
    raise RuntimeError(f"{programs[0]} is missing: run `make bootstrap`")


class Page(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.store = running.SqliteStore(cls)
        cls.api = running.Api(cls, cls.store)
        loaded = running.ingest(cls.store, cls.api.data_dir, names=TAKEN)
        assert loaded.returncode == 0, loaded.stderr
        cls.api.start()

        profile = tempfile.mkdtemp(prefix="unamex-browser-")
        options = webdriver.ChromeOptions()
        options.binary_location = find("chromium", "chromium-browser", "google-chrome")
        for flag in [*FLAGS, f"--user-data-dir={profile}"]:
            options.add_argument(flag)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        cls.browser = webdriver.Chrome(service=Service(find("chromedriver")), options=options)
        cls.addClassCleanup(shutil.rmtree, profile, ignore_errors=True)
        cls.addClassCleanup(cls.browser.quit)

    def setUp(self):
        self.browser.get(f"http://127.0.0.1:{self.api.port}/")
        self.name = self.element("name")

    def tearDown(self):
        """No error but the answers 409, 422 and 503, which a browser logs too; so the content policy held."""
        logged = [entry["message"] for entry in self.browser.get_log("browser")
                  if entry["level"] == "SEVERE" and "the server responded with a status of" not in entry["message"]]
        self.assertEqual(logged, [])

    def element(self, identity):
        return self.browser.find_element(By.ID, identity)

    def state(self):
        return self.element("field").get_attribute("data-state")

    def wait_for(self, condition):
        WebDriverWait(self.browser, 20, poll_frequency=0.02).until(lambda _: condition())

    def type(self, text, state):
        self.name.send_keys(text)
        self.wait_for(lambda: self.state() == state)

    def photograph(self, name):
        directory = os.environ.get("TEST_SCREENSHOTS")
        if directory:
            self.browser.save_screenshot(str(pathlib.Path(directory, f"{name}.png")))

    def test_a_free_name_is_shown_as_free(self):
        self.type("nobody.has.this", "free")
        self.assertEqual(self.element("answer").text, "nobody.has.this is free")
        self.assertTrue(self.element("none").is_displayed())
        self.photograph("free")

    def test_a_taken_name_is_shown_as_taken_with_its_neighbours(self):
        self.type("Anna", "taken")
        self.assertEqual(self.element("answer").text, "anna is taken")
        self.assertIn("Anna counts as anna", self.element("detail").text)
        self.wait_for(lambda: self.names())
        self.assertEqual(self.names()[:3], ["anna", "anna.winter", "annabel"])
        self.photograph("taken")

    def test_a_reserved_name_is_refused_with_a_sentence(self):
        self.type("admin", "refused")
        self.assertEqual(self.element("answer").text, "This cannot be a username")
        self.assertTrue(self.element("detail").text)
        self.photograph("refused")

    def test_the_answer_follows_what_is_typed(self):
        self.type("anna", "taken")
        self.type(".z", "free")
        self.assertEqual(self.element("answer").text, "anna.z is free")
        self.name.send_keys(Keys.BACKSPACE * 2)
        self.wait_for(lambda: self.state() == "taken")
        self.name.send_keys(Keys.BACKSPACE * 4)
        self.wait_for(lambda: self.state() == "idle")
        self.assertTrue(self.element("rules").is_displayed())
        self.assertFalse(self.element("matches").is_displayed())

    def names(self):
        """All of them as they stand at one moment: the page replaces the list whenever an answer comes."""
        return self.browser.execute_script(
            "return [...document.querySelectorAll('#names li')].map(item => item.innerText.trim())")

    def test_everything_can_be_done_by_keyboard(self):
        self.assertEqual(self.browser.switch_to.active_element.get_attribute("id"), "name")
        self.type("anna", "taken")
        self.name.send_keys(Keys.ENTER)
        self.wait_for(lambda: "the database" in self.element("detail").text)
        self.wait_for(lambda: self.element("more").is_displayed())

        self.name.send_keys(Keys.TAB)
        self.browser.switch_to.active_element.send_keys(Keys.ARROW_RIGHT)
        self.wait_for(lambda: self.names()[3:4] == ["anna11"] or self.names() == sorted(self.names()))
        before = len(self.names())
        self.browser.switch_to.active_element.send_keys(Keys.TAB)
        self.browser.switch_to.active_element.send_keys(Keys.ENTER)
        self.wait_for(lambda: len(self.names()) > before)
        self.assertEqual(len(set(self.names())), len(self.names()))

    def test_the_answer_is_announced(self):
        self.assertEqual(self.element("answer").get_attribute("role"), "status")
        self.assertEqual(self.name.accessible_name, "Username")

    def test_it_says_when_nobody_answers(self):
        self.type("anna", "taken")
        self.api.kill()
        self.name.send_keys("x")
        self.wait_for(lambda: self.state() == "away")
        self.browser.get_log("browser")
        port = self.api.port
        self.api.arguments[self.api.arguments.index("--bind") + 1] = f"127.0.0.1:{port}"
        self.api.start()
        self.wait_for(lambda: self.state() == "free")
        self.browser.get_log("browser")


if __name__ == "__main__":
    unittest.main()
