"""Lists sources that have no test of their own: lib/folder/x.cpp wants tests/folder/x_test.cpp.

Usage: tested_sources.py ROOT    Exit status 1 if a source has neither a test nor a line in untested.txt.
"""
import pathlib
import sys

LIBRARIES = {"microfast/microfast": "microfast/tests", "tinyorm/tinyorm": "tinyorm/tests", "unamex/unamex": "unamex/tests"}


def untested(root, exempt):
    missing = []
    for library, tests in LIBRARIES.items():
        for source in sorted((root / library).rglob("*.cpp")):
            inside = source.relative_to(root / library)
            name = f"{inside.stem}_test.cpp"
            wanted = (root / tests / inside.parent / name, *(root / tests).rglob(name))
            if str(source.relative_to(root)) not in exempt and not any(test.exists() for test in wanted):
                missing.append(str(source.relative_to(root)))
    return missing


def main(root):
    root = pathlib.Path(root)
    lines = (root / "cmake/checks/untested.txt").read_text().splitlines()
    exempt = {line.split()[0] for line in lines if line.strip() and not line.startswith("#")}
    missing = untested(root, exempt)
    stale = sorted(name for name in exempt if not (root / name).exists())
    for name in missing:
        print(f"{name}: no test of its own, and no line in untested.txt that says which test covers it")
    for name in stale:
        print(f"{name}: listed in untested.txt, but there is no such file")
    return 1 if missing or stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
