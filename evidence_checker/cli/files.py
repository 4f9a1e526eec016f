"""Paths the user gave to PDF files, and reports to the places the user named."""

import os
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from evidence_checker.errors import OutputError, UsageError

STDOUT = "-"
_SUFFIX = ".pdf"


def pdfs(paths: Sequence[str]) -> tuple[list[Path], list[Path]]:
    """Give the PDFs under these paths in sorted order, each once, and the other files that were passed over.

    A file named outright is taken whatever its name. Raises UsageError for a path that is not there and for
    a folder without PDFs.
    """
    found: dict[Path, Path] = {}
    skipped: list[Path] = []
    for given in paths:
        path = Path(given)
        if path.is_dir():
            inside, others = _in_folder(path)
            if not inside:
                raise UsageError(f"Folder {given} tidak berisi berkas PDF; periksa letak dokumennya.")
            skipped.extend(others)
        elif path.exists():
            inside = [path]
        else:
            raise UsageError(f"{given} tidak ditemukan; periksa nama berkas atau foldernya.")
        for file in inside:
            found.setdefault(file.resolve(), file)
    return sorted(found.values(), key=lambda each: (each.name, str(each))), sorted(set(skipped))


def _in_folder(folder: Path) -> tuple[list[Path], list[Path]]:
    files = sorted(each for each in folder.rglob("*") if each.is_file())
    inside = [each for each in files if each.suffix.lower() == _SUFFIX]
    return inside, [each for each in files if each.suffix.lower() != _SUFFIX]


def check_outputs(targets: Iterable[str | None]) -> None:
    """Make sure before the long work that every report can be written. Raises OutputError or UsageError."""
    named = [each for each in targets if each is not None]
    if len(named) != len(set(named)):
        raise UsageError(f"Dua laporan tidak dapat ditulis ke tempat yang sama ({named[0]}).")
    for target in named:
        if target != STDOUT:
            _check_writable(target)


def _check_writable(target: str) -> None:
    path = Path(target)
    if path.is_dir():
        raise OutputError(f"{target} adalah folder; sebut nama berkas laporannya.")
    if not path.parent.is_dir():
        raise OutputError(f"Folder {path.parent} tidak ada; buat dahulu, atau pilih tempat lain.")
    new = not path.exists()
    try:
        with path.open("ab"):
            pass
        if new:
            path.unlink()
    except OSError as error:
        raise _unwritable(target, error) from error


def write(target: str, content: bytes) -> None:
    """Write a report to a file, whole or not at all, or to stdout. Raises OutputError."""
    if target == STDOUT:
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    path = Path(target)
    try:
        if path.exists() and not path.is_file():  # a pipe or a device is written in place
            path.write_bytes(content)
            return
        part = path.with_name(f".{path.name}.{os.getpid()}.part")
        try:
            part.write_bytes(content)
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        raise _unwritable(target, error) from error


def _unwritable(target: str, error: OSError) -> OutputError:
    return OutputError(
        f"Laporan tidak dapat ditulis ke {target} ({error.strerror}); periksa izinnya atau pilih tempat lain."
    )
