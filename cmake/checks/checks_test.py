"""The style checks find what they are for, and nothing in sound code."""
import pathlib
import tempfile
import unittest

import co_await_rule
import layers
import snippets
import tested_sources


def tree(files):
    root = pathlib.Path(tempfile.mkdtemp())
    for name, text in files.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    return root


TABLE = """
library microfast uses
microfast/microfast/core microfast 0
microfast/microfast/http microfast 2
microfast/microfast/net  microfast 2
library unamex uses microfast
unamex/unamex/domain unamex 0
"""


class Layers(unittest.TestCase):
    def check(self, name, text):
        return layers.main(tree({"cmake/checks/layers.txt": TABLE, name: text}))

    def test_lower_rank_is_allowed(self):
        self.assertEqual(self.check("microfast/microfast/http/a.hpp", "#include <microfast/core/b.hpp>\n"), 0)

    def test_own_folder_is_allowed(self):
        self.assertEqual(self.check("microfast/microfast/http/a.hpp", "#include <microfast/http/b.hpp>\n"), 0)

    def test_same_rank_is_refused(self):
        self.assertEqual(self.check("microfast/microfast/http/a.hpp", "#include <microfast/net/b.hpp>\n"), 1)

    def test_upwards_is_refused(self):
        self.assertEqual(self.check("microfast/microfast/core/a.cpp", "#include <microfast/net/b.hpp>\n"), 1)

    def test_a_library_above_is_refused(self):
        self.assertEqual(self.check("microfast/microfast/core/a.cpp", "#include <unamex/domain/b.hpp>\n"), 1)

    def test_a_library_below_is_allowed(self):
        self.assertEqual(self.check("unamex/unamex/domain/a.cpp", "#include <microfast/net/b.hpp>\n"), 0)

    def test_third_party_headers_stay_out_of_public_headers(self):
        self.assertEqual(self.check("microfast/microfast/http/a.hpp", "#include <llhttp.h>\n"), 1)
        self.assertEqual(self.check("microfast/microfast/http/a.cpp", "#include <llhttp.h>\n"), 0)

    def test_an_unlisted_folder_is_refused(self):
        self.assertEqual(self.check("microfast/microfast/utils/a.hpp", ""), 1)


class CoAwaitRule(unittest.TestCase):
    def found(self, code):
        return [what for _, what in co_await_rule.findings(code)]

    def test_finds_what_breaks(self):
        self.assertEqual(self.found("x = co_await f([p] { return *p; });"), ["capturing lambda"])
        self.assertEqual(self.found("co_await f({p, 1});"), ["braced temporary"])
        self.assertEqual(self.found("co_await g(options{.p = p});"), ["braced temporary"])
        self.assertEqual(self.found("co_await f(a,\n  [&p]() -> task<> { co_return; });"), ["capturing lambda"])

    def test_leaves_sound_code_alone(self):
        self.assertEqual(self.found("auto named = options{p}; co_await f(std::move(named));"), [])
        self.assertEqual(self.found("co_await f(table[i]); if (x) { y(); }"), [])
        self.assertEqual(self.found("// co_await f({1});\nco_await f(\"{\");"), [])
        self.assertEqual(self.found("if (co_await f(x)) { y(); }"), [])
        self.assertEqual(self.found("auto operator co_await() && noexcept { return awaiter{x}; }"), [])


class TestedSources(unittest.TestCase):
    def test_a_source_without_a_test_is_listed(self):
        root = tree({"microfast/microfast/http/a.cpp": "", "microfast/microfast/http/b.cpp": "",
                     "microfast/tests/http/a_test.cpp": ""})
        self.assertEqual(tested_sources.untested(root, set()), ["microfast/microfast/http/b.cpp"])

    def test_an_exempt_source_is_not_listed(self):
        root = tree({"microfast/microfast/http/b.cpp": ""})
        self.assertEqual(tested_sources.untested(root, {"microfast/microfast/http/b.cpp"}), [])


class Snippets(unittest.TestCase):
    SOURCE = "// why\nint f() {\n    //! [middle]\n    return 1;\n    //! [middle]\n}\n"

    def document(self, text):
        return tree({"README.md": text, "a.cpp": self.SOURCE})

    def test_code_as_in_its_source_is_right(self):
        root = self.document("<!-- snippet: a.cpp middle -->\n```cpp\nreturn 1;\n```\n")
        self.assertEqual(snippets.main("check", root), 0)

    def test_other_code_is_wrong_until_it_is_cut_anew(self):
        root = self.document("<!-- snippet: a.cpp -->\n```cpp\nold\n```\nafter\n")
        self.assertEqual(snippets.main("check", root), 1)
        self.assertEqual(snippets.main("fix", root), 0)
        self.assertEqual(snippets.main("check", root), 0)
        self.assertEqual(
            (root / "README.md").read_text(),
            "<!-- snippet: a.cpp -->\n```cpp\nint f() {\n    return 1;\n}\n```\nafter\n",
        )

    def test_code_of_no_source_is_refused(self):
        self.assertEqual(snippets.main("check", self.document("```cpp\nint x;\n```\n")), 1)

    def test_a_name_or_a_file_that_is_not_there_is_refused(self):
        self.assertEqual(snippets.main("check", self.document("<!-- snippet: a.cpp x -->\n```cpp\n```\n")), 1)
        self.assertEqual(snippets.main("check", self.document("<!-- snippet: b.cpp -->\n```cpp\n```\n")), 1)


if __name__ == "__main__":
    unittest.main()
