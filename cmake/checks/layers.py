"""Holds every source file to layers.txt: includes go to lower ranks only, and never from library to library.

Usage: layers.py ROOT    Exit status 1 if anything was found.
"""
import pathlib
import re
import sys

INCLUDE = re.compile(r'^\s*#\s*include\s+[<"]([^">]+)[">]', re.MULTILINE)
SOURCES = (".hpp", ".cpp")
THIRD_PARTY = re.compile(r"^(llhttp\.h|pqxx/|libpq-fe\.h|hiredis|sqlite3\.h|nlohmann/json\.hpp|openssl/|unicode/|spdlog/|prometheus/)")
PRIVATE_HEADER = re.compile(r"^///? ?Private header", re.MULTILINE)


def read_table(path):
    ranks, uses = {}, {}
    for line in path.read_text().splitlines():
        words = line.split("#")[0].split()
        if not words:
            continue
        if words[0] == "library":
            uses[words[1]] = set(words[3:])
        else:
            ranks[words[0]] = (words[1], int(words[2]))
    return ranks, uses


def folder_of(path, ranks):
    """The listed folder a path lies in, or None. The nearest one above it wins."""
    for parent in path.parents:
        if str(parent) in ranks:
            return str(parent)
    return None


def folder_of_include(name, ranks):
    parts = pathlib.PurePosixPath(name).parts
    for folder in ranks:
        if folder.split("/", 1)[1] == "/".join(parts[: folder.count("/")]):
            return folder
    return None


def complaints(file, root, ranks, uses):
    relative = file.relative_to(root)
    home = folder_of(relative, ranks)
    text = file.read_text(encoding="utf-8")
    if home is None:
        if len(relative.parts) > 3:
            yield "lies in a folder that layers.txt does not list"
        return
    library, rank = ranks[home]
    for name in INCLUDE.findall(text):
        if THIRD_PARTY.match(name) and file.suffix == ".hpp" and not PRIVATE_HEADER.search(text):
            yield f"includes <{name}>: third-party headers belong into sources and private headers"
        target = folder_of_include(name, ranks)
        if target is None or target == home:
            continue
        other, other_rank = ranks[target]
        if other != library and other not in uses[library]:
            yield f"includes <{name}>: {library} does not know {other}"
        if other == library and other_rank >= rank:
            yield f"includes <{name}>: rank {rank} may not include rank {other_rank}"


def main(root):
    root = pathlib.Path(root)
    ranks, uses = read_table(root / "cmake/checks/layers.txt")
    found = checked = 0
    for folder in ("microfast/microfast", "tinyorm/tinyorm", "tinyorm/migrations", "unamex/unamex", "unamex/api",
                   "unamex/ingest", "unamex/workers"):
        for file in sorted((root / folder).rglob("*")):
            if file.suffix not in SOURCES:
                continue
            checked += 1
            for complaint in complaints(file, root, ranks, uses):
                print(f"{file.relative_to(root)}: {complaint}")
                found += 1
    print(f"{checked} files, {found} complaints")
    return 1 if found or not checked else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
