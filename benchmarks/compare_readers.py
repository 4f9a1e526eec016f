"""Compare the program's reading with `pdftotext` and plain `tesseract`, on the same pages and 2 cores.

    python benchmarks/compare_readers.py FOLDER [--gold ../shared/gold] [--ocr-pages 60] [--jobs 2]

Prints pages per second for pages with text and for scanned pages, and, given gold labels, the character error of
both on quotes copied from scans. Which page is which comes from a first, unmeasured reading by the program (with
its page cache). The others need Debian's packages poppler-utils and tesseract-ocr.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pikepdf
import yaml

from evidence_checker import reading
from evidence_checker.model import Document, TextSource
from evidence_checker.reading import ocr
from evidence_checker.reading.isolation import Worker

PACKAGES = {"pdftotext": "poppler-utils", "pdftoppm": "poppler-utils", "tesseract": "tesseract-ocr"}
DPI = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Some pages of a file as a file of their own, and what is quoted from each of them."""

    path: Path
    quotes: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What one reader took for the parts, and its text of every page, part by part."""

    seconds: float
    texts: list[list[str]]


def measure(parts: list[Part], read: Callable[[Part], list[str]], jobs: int) -> Measured:
    started = time.perf_counter()
    with ThreadPoolExecutor(jobs) as pool:
        texts = list(pool.map(read, parts))
    return Measured(seconds=time.perf_counter() - started, texts=texts)


def own(parts: list[Part], jobs: int) -> Measured:
    workers = [Worker() for _ in range(jobs)]
    idle = list(workers)

    def read(part: Part) -> list[str]:
        worker = idle.pop()
        result, _ = worker.read(part.path.name, part.path.read_bytes())
        idle.append(worker)
        return [page.text for page in result.pages] if isinstance(result, Document) else []

    try:
        return measure(parts, read, jobs)
    finally:
        for worker in workers:
            worker.close()


def run(*command: str | Path) -> str:
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}  # as many processes as cores, one thread each
    done = subprocess.run(list(map(str, command)), capture_output=True, env=environment, check=False)
    return done.stdout.decode("utf-8", "replace")


def pdftotext(part: Part) -> list[str]:
    return run("pdftotext", "-q", part.path, "-").split("\f")


def tesseract(part: Part) -> list[str]:
    """Read as a shell script would: each page to a picture, each picture to text."""
    with tempfile.TemporaryDirectory() as folder:
        run("pdftoppm", "-q", "-r", str(DPI), "-gray", part.path, f"{folder}/page")
        language = ocr.data_version().split()[0].removeprefix("script/")
        known = run("tesseract", "--list-langs").split()
        language = next((name for name in (language, f"script/{language}") if name in known), "eng")
        return [run("tesseract", picture, "-", "-l", language) for picture in sorted(Path(folder).glob("page*"))]


def folded(text: str) -> str:
    return " ".join(re.sub(r"-\s*\n\s*", "", text).casefold().split())


def error(quote: str, text: str) -> float:
    """Give the fewest changes that make some part of the text the quote, as a share of the quote's letters."""
    wanted, there = folded(quote), np.array([ord(sign) for sign in folded(text)], dtype=np.int64)
    steps = np.arange(len(there) + 1)
    row = np.zeros(len(there) + 1, dtype=np.int64)  # a part may begin anywhere
    for sign in wanted:
        over = row + 1
        over[1:] = np.minimum(over[1:], row[:-1] + (there != ord(sign)))
        row = np.minimum.accumulate(over - steps) + steps
    return min(1.0, int(row.min()) / max(1, len(wanted)))


def quotes(gold: Path | None) -> dict[tuple[str, int], list[str]]:
    """Give what is quoted from each page (file, number) of papers without any text layer."""
    found: dict[tuple[str, int], list[str]] = {}

    def walk(node: Any, scans: set[str]) -> None:
        if isinstance(node, dict) and node.get("file") in scans and "quote" in node:
            known = found.setdefault((node["file"], int(node["page"])), [])
            if node["quote"] not in known:
                known.append(node["quote"])
        for child in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
            walk(child, scans)

    for path in sorted(gold.glob("*.yaml")) if gold else ():
        labels = yaml.load(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        walk(labels, {paper["file"] for paper in labels["documents"] if paper["text_layer"] == "none"})
    return found


def split(path: Path, numbers: list[int], target: Path, quoted: dict[tuple[str, int], list[str]]) -> Part:
    with pikepdf.open(path) as pdf:
        wanted = set(numbers)
        for number in range(len(pdf.pages), 0, -1):
            if number not in wanted:
                del pdf.pages[number - 1]
        pdf.remove_unreferenced_resources()
        pdf.save(target)
    return Part(path=target, quotes=tuple(tuple(quoted.get((path.name, n), ())) for n in sorted(wanted)))


def parts(folder: Path, work: Path, jobs: int, most: int, quoted: dict[tuple[str, int], list[str]]) -> list[list[Part]]:
    """Part the pages with text from `most` scanned ones, the quoted first and the rest evenly spread."""
    paths = sorted(path for path in folder.rglob("*") if path.suffix.lower() == ".pdf" and path.is_file())
    text: list[tuple[Path, int]] = []
    scans: list[tuple[Path, int]] = []
    for path, result in zip(paths, reading.read_all(((p.name, p.read_bytes()) for p in paths), jobs), strict=True):
        for page in result.pages if isinstance(result, Document) else ():
            if page.source is TextSource.TEXT_LAYER:
                text.append((path, page.number))
            elif (path.name, page.number) in quoted or (page.source is TextSource.OCR and page.text and not page.note):
                scans.append((path, page.number))
    reading.close()
    scans.sort(key=lambda scan: (scan[0].name, scan[1]) not in quoted)
    first = sum((path.name, number) in quoted for path, number in scans)
    spread = scans[first :: max(1, -(-(len(scans) - first) // max(1, most - first)))]
    chosen = [*scans[:first], *spread][:most]
    found = []
    for name, pages in (("text", text), ("scan", chosen)):
        by_file = {path: [number for other, number in pages if other == path] for path, _ in pages}
        found.append([split(p, ns, work / f"{name}-{i}.pdf", quoted) for i, (p, ns) in enumerate(by_file.items())])
    return found


def report(name: str, kind: str, among: list[Part], done: Measured) -> None:
    pages = sum(len(part.quotes) for part in among)
    errors = [
        error(quote, text[at] if at < len(text) else "")
        for part, text in zip(among, done.texts, strict=True)
        for at, of_page in enumerate(part.quotes)
        for quote in of_page
    ]
    shown = f"{np.mean(errors):8.2%} {np.median(errors):8.2%} {len(errors):7}" if errors else ""
    print(f"{kind:12} {name:28} {pages:6} {done.seconds:9.1f} {pages / max(done.seconds, 1e-9):8.2f} {shown}")


def main() -> int:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("folder", type=Path)
    ask.add_argument("--gold", type=Path)
    ask.add_argument("--ocr-pages", type=int, default=60, help="how many scanned pages; those quoted come first")
    ask.add_argument("--jobs", type=int, default=2)
    given = ask.parse_args()
    for tool in filter(lambda tool: shutil.which(tool) is None, PACKAGES):
        print(f"{tool} is not installed here: apt install {PACKAGES[tool]}", file=sys.stderr)
    with tempfile.TemporaryDirectory() as work:
        text, scans = parts(given.folder, Path(work), given.jobs, given.ocr_pages, quotes(given.gold))
        head = f"{'pages':12} {'reader':28} {'pages':>6} {'seconds':>9} {'pages/s':>8}"
        print(head + (f" {'CER mean':>8} {'median':>8} {'quotes':>7}" if given.gold else ""))
        report("evidence-checker", "with text", text, own(text, given.jobs))
        if shutil.which("pdftotext"):
            report("pdftotext", "with text", text, measure(text, pdftotext, given.jobs))
        report("evidence-checker", "scanned", scans, own(scans, given.jobs))
        if shutil.which("pdftoppm") and shutil.which("tesseract"):
            report(f"pdftoppm {DPI} dpi + tesseract", "scanned", scans, measure(scans, tesseract, given.jobs))
    return 0


if __name__ == "__main__":
    sys.exit(main())
