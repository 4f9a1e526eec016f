"""PDF bytes to `Document` or `UnreadableDocument`; the only code that knows PDF libraries, OCR and the page cache."""

import atexit
import hashlib
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress

from evidence_checker.model import Document, UnreadableDocument
from evidence_checker.reading import cache
from evidence_checker.reading.isolation import DEFAULT_LIMITS, Limits, Worker

__all__ = ["DEFAULT_LIMITS", "Limits", "read", "read_all"]

_idle: list[Worker] = []  # reading processes waiting for their next file
_lock = threading.Lock()


def read(name: str, data: bytes, limits: Limits = DEFAULT_LIMITS) -> Document | UnreadableDocument:
    """Read a PDF. `name` is its base name, `data` its bytes; never raises, whatever the bytes are.

    Every page of the file is in the document, in order; one that could not be read is `UNREAD` and says why.
    Raises UnavailableError only where no process can be started at all.
    """
    digest = hashlib.sha256(data).hexdigest()
    kept = cache.load(digest, name)
    if kept is not None:
        return kept
    worker = _take(limits)
    try:
        document, undisturbed = worker.read(name, data)
    except BaseException:
        worker.close()
        raise
    with _lock:
        _idle.append(worker)
    if undisturbed and isinstance(document, Document):
        cache.store(document)
    return document


def read_all(
    files: Iterable[tuple[str, bytes]], jobs: int = 2, limits: Limits = DEFAULT_LIMITS
) -> Iterator[Document | UnreadableDocument]:
    """Read many PDFs, `jobs` at a time; results come in the order of `files`, whatever ends first.

    Takes at most `jobs` + 1 files ahead of the result that is waited for, so that memory stays flat.
    """
    waiting: deque[Future[Document | UnreadableDocument]] = deque()
    with ThreadPoolExecutor(jobs) as pool:
        try:
            for name, data in files:
                waiting.append(pool.submit(read, name, data, limits))
                if len(waiting) > jobs:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            for future in waiting:
                future.cancel()


def _take(limits: Limits) -> Worker:
    with _lock, suppress(StopIteration):
        worker = next(worker for worker in _idle if worker.limits == limits)
        _idle.remove(worker)
        return worker
    return Worker(limits)


@atexit.register
def close() -> None:
    """End the idle reading processes; the next file starts a new one."""
    with _lock:
        while _idle:
            _idle.pop().close()
