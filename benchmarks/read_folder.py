"""Read every PDF under a folder as the program does, and print what it took and what could not be read.

    python benchmarks/read_folder.py FOLDER [--jobs 2] [--slowest 20] [--page-seconds S] [--memory-mb M]

The page cache is not used: every file is really read. The exit code is 1 if a file has no row.
"""

import argparse
import os
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from evidence_checker.model import Document, TextSource, UnreadableDocument
from evidence_checker.reading import Limits
from evidence_checker.reading.isolation import Worker


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One file: what came of it, seconds, and the peak memory (MB) of its process until then."""

    name: str
    result: Document | UnreadableDocument
    seconds: float
    peak_mb: int

    def pages(self, source: TextSource) -> int:
        """Count the pages of this source."""
        if isinstance(self.result, UnreadableDocument):
            return 0
        return sum(page.source is source for page in self.result.pages)


def read_one(path: Path, worker: Worker) -> Row:
    started = time.perf_counter()
    result, _ = worker.read(path.name, path.read_bytes())
    return Row(name=path.name, result=result, seconds=time.perf_counter() - started, peak_mb=worker.peak_mb)


def rows(paths: list[Path], jobs: int, limits: Limits) -> Iterator[Row]:
    """Read the files, each job with its own process."""
    workers = [Worker(limits) for _ in range(jobs)]
    idle = list(workers)

    def work(path: Path) -> Row:
        worker = idle.pop()
        try:
            return read_one(path, worker)
        finally:
            idle.append(worker)

    try:
        with ThreadPoolExecutor(jobs) as pool:
            yield from pool.map(work, paths)
    finally:
        for worker in workers:
            worker.close()


def main() -> int:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("folder", type=Path)
    ask.add_argument("--jobs", type=int, default=2)
    ask.add_argument("--slowest", type=int, default=20, help="how many rows to print, slowest first; 0 for all")
    ask.add_argument("--page-seconds", type=float, default=Limits().page_seconds)
    ask.add_argument("--file-seconds", type=float, default=Limits().file_seconds)
    ask.add_argument("--memory-mb", type=int, default=Limits().memory_mb)
    given = ask.parse_args()
    limits = Limits(page_seconds=given.page_seconds, file_seconds=given.file_seconds, memory_mb=given.memory_mb)
    paths = sorted(path for path in given.folder.rglob("*") if path.suffix.lower() == ".pdf" and path.is_file())
    started, before = time.perf_counter(), os.times()
    found = list(rows(paths, given.jobs, limits))
    wall, after = time.perf_counter() - started, os.times()
    shown = sorted(found, key=lambda row: -row.seconds)[: given.slowest or None]
    print(f"{'file':60} {'pages':>6} {'text':>6} {'ocr':>6} {'unread':>6} {'seconds':>8} {'peak MB':>8}  failure")
    for row in shown:
        text, ocr, unread = (row.pages(source) for source in TextSource)
        failure = row.result.reason.value if isinstance(row.result, UnreadableDocument) else ""
        print(
            f"{row.name[:60]:60} {text + ocr + unread:6} {text:6} {ocr:6} {unread:6} "
            f"{row.seconds:8.2f} {row.peak_mb:8}  {failure}"
        )
    totals = {source: sum(row.pages(source) for row in found) for source in TextSource}
    pages = sum(totals.values())
    cpu = (after.children_user + after.children_system) - (before.children_user + before.children_system)
    print(
        f"\nfiles {len(found)} of {len(paths)}, pages {pages}: "
        + ", ".join(f"{source.value} {count}" for source, count in totals.items())
    )
    print(
        f"seconds {wall:.1f} wall, {cpu:.1f} CPU; {pages / max(wall, 1e-9):.1f} pages/s; "
        f"peak memory of a process {max((row.peak_mb for row in found), default=0)} MB"
    )
    reasons = Counter(row.result.reason.value for row in found if isinstance(row.result, UnreadableDocument))
    print("failures: " + (", ".join(f"{reason} {count}" for reason, count in sorted(reasons.items())) or "none"))
    return 0 if len(found) == len(paths) else 1


if __name__ == "__main__":
    sys.exit(main())
