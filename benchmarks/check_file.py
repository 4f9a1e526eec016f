"""Cold `check` of one file beside pdfplumber's extraction alone: CPU seconds, wall seconds, peak memory.

Usage: python benchmarks/check_file.py FILE.pdf [RUNS]
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PLAIN = """
import pdfplumber, sys
with pdfplumber.open(sys.argv[1]) as pdf:
    for page in pdf.pages:
        page.extract_text()
        page.close()
"""


def measure(command: list[str]) -> tuple[float, float, float]:
    """Run a command without the page cache; give CPU seconds, wall seconds and peak MiB of its largest process."""
    code = (
        "import resource, subprocess, sys; rc = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL).returncode;"
        "u = resource.getrusage(resource.RUSAGE_CHILDREN);"
        "print(u.ru_utime + u.ru_stime, u.ru_maxrss / 1024, rc, file=sys.stderr)"
    )
    started = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", code, *command],
        capture_output=True,
        text=True,
        env={**os.environ, "EVIDENCE_CHECKER_CACHE": ""},
        check=True,
    )
    wall = time.perf_counter() - started
    cpu, peak, returned = done.stderr.strip().splitlines()[-1].split()
    if returned not in ("0", "1", "3"):
        raise SystemExit(done.stderr)
    return float(cpu), wall, float(peak)


def main() -> None:
    file, runs = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 3
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        reports = ["--json", str(out / "a.json"), "--html", str(out / "a.html"), "--quiet"]
        commands = {
            "check": [sys.executable, "-m", "evidence_checker", "check", file, *reports],
            "pdfplumber": [sys.executable, "-c", PLAIN, file],
        }
        print(f"{'':12}{'CPU s':>8}{'wall s':>8}{'MiB':>8}   median of {runs}")
        for name, command in commands.items():
            rows = [measure(command) for _ in range(runs)]
            cpu, wall, peak = (statistics.median(column) for column in zip(*rows, strict=True))
            print(f"{name:12}{cpu:8.2f}{wall:8.2f}{peak:8.0f}")


if __name__ == "__main__":
    main()
