"""Finds braced temporaries and capturing lambdas inside co_await expressions: g++ 12 destroys them twice.

Usage: co_await_rule.py ROOT    Exit status 1 if anything was found.
"""
import pathlib
import re
import sys

AWAIT = re.compile(r"(?<!operator )\bco_await\b")
NOISE = re.compile(r'//[^\n]*|/\*.*?\*/|R"\w*\(.*?\)\w*"|"(?:\\.|[^"\\\n])*"', re.DOTALL)
LAMBDA = re.compile(r"[(,=\s]\[\s*[&=\w]")


def blank(match):
    return re.sub(r"[^\n]", " ", match.group())


def expression_after(code, start):
    """The text of the awaited expression: up to the bracket or semicolon that ends it."""
    depth = 0
    for at in range(start, len(code)):
        depth += (code[at] in "([{") - (code[at] in ")]}")
        if depth < 0 or (depth == 0 and code[at] == ";"):
            return code[start:at]
    return code[start:]


def findings(source):
    code = NOISE.sub(blank, source)
    for match in AWAIT.finditer(code):
        expression = expression_after(code, match.end())
        line = code.count("\n", 0, match.start()) + 1
        if LAMBDA.search(expression):
            yield line, "capturing lambda"
        elif "{" in expression:
            yield line, "braced temporary"


def main(root):
    found = checked = 0
    for top in ("microfast", "tinyorm", "unamex"):
        for file in sorted(pathlib.Path(root, top).rglob("*.[hc]pp")):
            checked += 1
            for line, what in findings(file.read_text(encoding="utf-8")):
                print(f"{file}:{line}: {what} inside a co_await expression; name it first")
                found += 1
    print(f"{checked} files, {found} findings")
    return 1 if found or not checked else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
