"""The documents of an application: valid OpenAPI, and pages that work in a real browser without help from outside.

CTest sets TEST_BIN_DIR (the examples) and TEST_OPENAPI_VALIDATOR (a directory with the installed validator). Run
with the Python that has Debian's selenium.
"""
import json
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest
import urllib.error
import urllib.request

from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
         "--disable-background-networking", "--disable-component-update", "--disable-sync", "--window-size=1200,1600"]


def environment(name):
    value = os.environ.get(name)
    if not value:
        raise RuntimeError(f"{name} is not set: run this test by ctest, or see `ctest -V` for its environment")
    return value


def find(*programs):
    for program in programs:
        path = shutil.which(program)
        if path:
            return path
    raise RuntimeError(f"{programs[0]} is missing: run `make bootstrap`")


class Example:
    def __init__(self, test, name):
        program = pathlib.Path(environment("TEST_BIN_DIR"), name)
        self.process = subprocess.Popen([program, "--bind", "127.0.0.1:0"], stdout=subprocess.PIPE, text=True)
        test.addClassCleanup(self.stop)
        self.url = "http://127.0.0.1:" + re.search(r":(\d+)$", self.process.stdout.readline().strip())[1]

    def stop(self):
        self.process.terminate()
        self.process.wait()
        self.process.stdout.close()

    def fetch(self, path, **fields):
        with urllib.request.urlopen(urllib.request.Request(self.url + path, headers=fields)) as answer:
            return answer.headers, answer.read()


class Document(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.shop = Example(cls, "microfast_12_shop")

    def test_it_is_valid_by_the_official_meta_schema(self):
        directory = environment("TEST_OPENAPI_VALIDATOR")
        for example in (self.shop, Example(self, "microfast_conformance")):
            _, document = example.fetch("/openapi.json")
            self.assertEqual(json.loads(document)["openapi"], "3.1.0")
            judged = subprocess.run(["node", "validate.mjs"], cwd=directory, input=document, capture_output=True)
            self.assertEqual(judged.returncode, 0, judged.stderr.decode())

    def test_the_validator_refuses_what_is_wrong(self):
        directory = environment("TEST_OPENAPI_VALIDATOR")
        wrong = json.loads(self.shop.fetch("/openapi.json")[1])
        wrong["paths"]["/items"]["get"]["parameters"][0]["in"] = "nowhere"
        judged = subprocess.run(["node", "validate.mjs"], cwd=directory, input=json.dumps(wrong).encode(),
                                capture_output=True)
        self.assertEqual(judged.returncode, 1)


class Pages(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.shop = Example(cls, "microfast_12_shop")
        profile = tempfile.mkdtemp(prefix="microfast-browser-")
        options = webdriver.ChromeOptions()
        options.binary_location = find("chromium", "chromium-browser", "google-chrome")
        for flag in [*FLAGS, f"--user-data-dir={profile}"]:
            options.add_argument(flag)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        cls.browser = webdriver.Chrome(service=Service(find("chromedriver")), options=options)
        cls.addClassCleanup(shutil.rmtree, profile, ignore_errors=True)
        cls.addClassCleanup(cls.browser.quit)

    def tearDown(self):
        """Nothing was refused by the content policy, and no script failed."""
        logged = [entry["message"] for entry in self.browser.get_log("browser")
                  if entry["level"] in ("SEVERE", "WARNING")]
        self.assertEqual(logged, [])

    def wait_for(self, selector):
        find_all = lambda _: self.browser.find_elements(By.CSS_SELECTOR, selector)
        return WebDriverWait(self.browser, 60, poll_frequency=0.05).until(find_all)[0]

    def photograph(self, name):
        directory = os.environ.get("TEST_SCREENSHOTS")
        if directory:
            self.browser.save_screenshot(str(pathlib.Path(directory, f"{name}.png")))

    def click(self, selector):
        self.browser.execute_script("arguments[0].click()", self.wait_for(selector))

    def test_swagger_ui_tries_a_route_out(self):
        self.browser.get(self.shop.url + "/docs")
        self.click("#operations-default-get_items .opblock-summary-control")
        self.click("#operations-default-get_items .execute")
        status = self.wait_for("#operations-default-get_items .live-responses-table .response .response-col_status")
        self.photograph("docs")
        self.assertTrue(status.text.startswith("200"), status.text)
        body = self.wait_for("#operations-default-get_items .live-responses-table .highlight-code code")
        self.assertEqual(body.text.strip(), "[]")

    def test_redoc_shows_every_route(self):
        self.browser.get(self.shop.url + "/redoc")
        self.wait_for('[id="operation/item"]')
        self.photograph("redoc")
        self.assertIn("Put an item on the shelf", self.browser.find_element(By.TAG_NAME, "body").text)


class Assets(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.shop = Example(cls, "microfast_12_shop")

    def urls(self, page):
        html = self.shop.fetch(page)[1].decode()
        return re.findall(r'(?:src|href)="(/[^"]*)"', html)

    def test_everything_comes_from_the_application_compressed(self):
        for page in ("/docs", "/redoc"):
            self.assertGreaterEqual(len(self.urls(page)), 2)
            for url in self.urls(page):
                for coding in ("br", "gzip"):
                    fields, content = self.shop.fetch(url, **{"Accept-Encoding": coding})
                    if not url.endswith("start.js"):
                        self.assertEqual(fields["Content-Encoding"], coding)
                        self.assertIn("immutable", fields["Cache-Control"])
                        self.assertLess(len(content), 600_000)

    def test_a_client_that_has_a_page_gets_304(self):
        for url in ("/docs", "/openapi.json", *self.urls("/redoc")):
            tag = self.shop.fetch(url)[0]["ETag"]
            with self.assertRaises(urllib.error.HTTPError) as raised:
                self.shop.fetch(url, **{"If-None-Match": tag})
            self.assertEqual(raised.exception.code, 304)
            raised.exception.close()


if __name__ == "__main__":
    unittest.main()
