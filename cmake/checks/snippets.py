"""The C++ in the README and in docs/ is cut from sources that are compiled.

    <!-- snippet: microfast/examples/01_hello.cpp main -->
    ```cpp
    what stands in the source between two lines `//! [main]`, its indentation taken off
    ```

Without a name the snippet is the whole file from its first line that is not a comment on.

Usage: snippets.py check ROOT    Exit status 1 if a document shows other code, or C++ without its source.
       snippets.py fix ROOT      Writes the code of the sources into the documents.
"""
import pathlib
import re
import sys
import textwrap

BLOCK = re.compile(
    r"(?:^<!-- snippet: (?P<file>\S+?)(?: (?P<name>\S+))? -->\n)?^```cpp\n(?P<code>.*?)^```$", re.MULTILINE | re.DOTALL
)


class Missing(Exception):
    pass


def between_marks(text, name, file):
    lines = text.splitlines()
    marks = [number for number, line in enumerate(lines) if line.strip() == f"//! [{name}]"]
    if len(marks) != 2:
        raise Missing(f"{file} has {len(marks)} lines `//! [{name}]`, and a snippet stands between two")
    return lines[marks[0] + 1 : marks[1]]


def without_opening_comment(text):
    lines = text.splitlines()
    first = next((number for number, line in enumerate(lines) if not line.startswith("//")), len(lines))
    return lines[first:]


def cut(root, file, name):
    source = root / file
    if not source.exists():
        raise Missing(f"there is no file {file}")
    text = source.read_text()
    lines = between_marks(text, name, file) if name else without_opening_comment(text)
    kept = [line for line in lines if not line.strip().startswith("//! [")]
    return textwrap.dedent("\n".join(kept)).strip("\n") + "\n"


def documents(root):
    return sorted(file for file in (root / "README.md", *(root / "docs").rglob("*.md")) if "adr" not in file.parts)


def main(mode, root):
    root = pathlib.Path(root)
    problems = []
    for document in documents(root):
        text = document.read_text()

        def as_in_source(block):
            line = text.count("\n", 0, block.start()) + 1
            where = f"{document.relative_to(root)}:{line}"
            if not block["file"]:
                problems.append(f"{where}: C++ without `<!-- snippet: FILE [NAME] -->` above it")
                return block[0]
            try:
                code = cut(root, block["file"], block["name"])
            except Missing as missing:
                problems.append(f"{where}: {missing}")
                return block[0]
            if code != block["code"] and mode == "check":
                problems.append(f"{where}: not what {block['file']} says: `make docs` writes it anew")
            return block[0][: block.start("code") - block.start()] + code + "```"

        written = BLOCK.sub(as_in_source, text)
        if mode == "fix" and written != text:
            document.write_text(written)
    for problem in problems:
        print(problem)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2]))
