"""Compiles a file, prints how long that took and how much memory, and fails if it took too much memory.

Time is printed only: it says as much about the machine as about the file.

Usage: measure.py MOST_MIB COMMAND...
"""
import resource
import subprocess
import sys
import time


def main(most_mib, command):
    start = time.monotonic()
    status = subprocess.run(command, check=False).returncode
    wall = time.monotonic() - start
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    mib = used.ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)
    print(f"compiled in {used.ru_utime + used.ru_stime:.1f} s of processor time ({wall:.1f} s), {mib:.0f} MiB")
    if status != 0:
        return status
    if mib > most_mib:
        print(f"measure.py: more than {most_mib:.0f} MiB", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1]), sys.argv[2:]))
