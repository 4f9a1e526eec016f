"""Pages once read, kept by content and reader; a broken, missing or foreign entry is simply a miss.

An entry is compressed JSON named by the SHA-256 of the file and of everything that shapes the reading (the
code of this package, the versions of its libraries, the OCR data). It holds no file names. The folder is the
user's own (0700, files 0600) and bounded: the entries used longest ago go first. Nothing here ever raises for
a full disk, missing rights or damage: a page cache is a convenience.
"""

import contextlib
import hashlib
import json
import os
import sys
import tempfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib import metadata
from pathlib import Path

from evidence_checker.model import Document
from evidence_checker.reading import ocr, records

VARIABLE = "EVIDENCE_CHECKER_CACHE"
MAX_BYTES = 512 * 1024 * 1024
_MAX_ENTRY = 1024 * 1024 * 1024  # an entry that unpacks to more than this is not ours
_SUFFIX = ".pages"
_LIBRARIES = ("pdfplumber", "pdfminer.six", "pypdfium2", "pikepdf", "tesserocr", "Pillow", "rapidocr", "onnxruntime")


@dataclass(frozen=True, slots=True, kw_only=True)
class CacheInfo:
    """Where the cache is (None: switched off), how many files it remembers, and how many bytes that takes."""

    folder: Path | None
    entries: int
    bytes: int


def folder() -> Path | None:
    """Give the cache folder: `EVIDENCE_CHECKER_CACHE`, else the platform's; None if switched off."""
    named = os.environ.get(VARIABLE)
    if named is not None:
        return Path(named) / "pages" if named.strip() else None
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA")
    else:
        base = os.environ.get("XDG_CACHE_HOME")
    if base:
        return Path(base) / "evidence_checker" / "pages"
    try:
        return Path.home() / ".cache" / "evidence_checker" / "pages"
    except RuntimeError:
        return None


def load(digest: str, name: str) -> Document | None:
    """Give the pages kept for the file with this SHA-256, under the name given now; None if none are."""
    place = folder()
    if place is None:
        return None
    path = place / _entry(digest)
    try:
        unpacker = zlib.decompressobj()
        packed = path.read_bytes()
        text = unpacker.decompress(packed, _MAX_ENTRY)
        if not unpacker.eof:
            return None
        document = records.to_document(json.loads(text))
    except (OSError, zlib.error, ValueError, RecursionError):
        return None
    if not isinstance(document, Document) or document.id != digest:
        return None
    with contextlib.suppress(OSError):
        os.utime(path)  # used now: removed later than others
    return replace(document, name=name)


def store(document: Document, max_bytes: int = MAX_BYTES) -> bool:
    """Keep the pages of a document; False if that was not possible (switched off, disk full, no rights)."""
    place = folder()
    if place is None or not _private(place):
        return False
    record = json.dumps(records.of_document(replace(document, name="")), separators=(",", ":"))
    packed = zlib.compress(record.encode(), 6)
    if len(packed) > max_bytes:
        return False
    temporary: str | None = None
    try:
        handle, temporary = tempfile.mkstemp(dir=place, suffix=".part")  # mode 0600
        with os.fdopen(handle, "wb") as out:
            out.write(packed)
        Path(temporary).replace(place / _entry(document.id))
    except OSError:
        if temporary is not None:
            with contextlib.suppress(OSError):
                Path(temporary).unlink()
        return False
    _shrink(place, max_bytes)
    return True


def info() -> CacheInfo:
    """Tell where the cache is and how large it has grown."""
    place = folder()
    sizes = [size for _, size, _ in _entries(place)] if place else []
    return CacheInfo(folder=place, entries=len(sizes), bytes=sum(sizes))


def clear() -> CacheInfo:
    """Remove every entry, and nothing else in the folder; tell what was removed."""
    place = folder()
    count = freed = 0
    for path, size, _ in list(_entries(place)) if place else []:
        with contextlib.suppress(OSError):
            path.unlink()
            count, freed = count + 1, freed + size
    return CacheInfo(folder=place, entries=count, bytes=freed)


def _entry(digest: str) -> str:
    return f"{digest}-{_reader()}{_SUFFIX}"


@cache
def _reader() -> str:
    """Give a digest of everything but the file that shapes what is read."""
    shape = hashlib.sha256()
    for source in sorted(Path(__file__).parent.glob("*.py")):
        shape.update(source.read_bytes())
    for library in _LIBRARIES:
        try:
            shape.update(f"{library} {metadata.version(library)}\n".encode())
        except metadata.PackageNotFoundError:
            shape.update(f"{library} -\n".encode())
    shape.update(ocr.data_version().encode())
    return shape.hexdigest()[:16]


def _private(place: Path) -> bool:
    """Make the folder and keep others out of it; False if it is not ours alone."""
    try:
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
        state = place.stat()
        if hasattr(os, "getuid"):
            if state.st_uid != os.getuid():
                return False
            if state.st_mode & 0o077:
                place.chmod(0o700)
    except OSError:
        return False
    return True


def _entries(place: Path) -> Iterator[tuple[Path, int, int]]:
    """Give (path, bytes, time of last use in nanoseconds) of every entry and left-over part."""
    try:
        for found in os.scandir(place):
            if found.name.endswith((_SUFFIX, ".part")) and found.is_file(follow_symlinks=False):
                with contextlib.suppress(OSError):
                    state = found.stat(follow_symlinks=False)
                    yield Path(found.path), state.st_size, state.st_mtime_ns
    except OSError:
        return


def _shrink(place: Path, max_bytes: int) -> None:
    kept = sorted(_entries(place), key=lambda entry: (entry[2], entry[0]))
    total = sum(size for _, size, _ in kept)
    for path, size, _ in kept:
        if total <= max_bytes:
            return
        with contextlib.suppress(OSError):
            path.unlink()
            total -= size
