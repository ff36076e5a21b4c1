"""Every flag of the programs is an environment variable too, and .env.example names it with its default."""
import os
import pathlib
import re
import subprocess
import unittest

import running

EXAMPLE = pathlib.Path(__file__).parents[3] / ".env.example"
FLAG = re.compile(r"^  (?:-\w,)?--(?P<flag>[a-z-]+)(?P<rest>.*?)(?=^  (?:-|\S)|\Z)", re.M | re.S)


def flags(*command):
    """The flags that --help tells of: name, environment variable or None, default or ''."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("UNAMEX_")}
    done = subprocess.run([*command, "--help"], capture_output=True, text=True, check=True, env=clean)
    for found in FLAG.finditer(done.stdout):
        variable = re.search(r"\(Env:(\w+)\)", found["rest"])
        default = re.search(r"=(\S+) \(Env:", found["rest"])
        yield found["flag"], variable and variable[1], default[1] if default else ""


def settings():
    """What .env.example sets."""
    lines = EXAMPLE.read_text(encoding="utf-8").splitlines()
    return dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))


class Settings(unittest.TestCase):
    def setUp(self):
        self.flags = list(flags(running.program("unamex-api"))) + list(flags(running.program("unamex-ingest"), "load"))

    def test_every_flag_is_an_environment_variable(self):
        missing = {flag for flag, variable, _ in self.flags if not variable}
        self.assertEqual(missing, {"help"})
        self.assertGreaterEqual(len(self.flags), 10)

    def test_every_variable_stands_in_the_example_with_its_default(self):
        listed = settings()
        for flag, variable, default in self.flags:
            if variable:
                self.assertIn(variable, listed, flag)
                self.assertEqual(listed[variable], default, flag)

    def test_the_example_sets_nothing_that_no_program_reads(self):
        known = {variable for _, variable, _ in self.flags}
        of_compose = {"POSTGRES_PASSWORD", "PORT"}
        self.assertEqual(set(settings()) - known, of_compose)
        compose = (EXAMPLE.parent / "docker-compose.yml").read_text(encoding="utf-8")
        for variable in of_compose:
            self.assertIn("${" + variable, compose)


if __name__ == "__main__":
    unittest.main()
