"""Files are read in a process of their own, which a deadline, its memory limit or the file itself may kill.

The process (`serve`) reads one file after the other and tells each page as it is done. When it dies or stalls,
the pages told so far are kept, a new process goes on behind the page in trouble, and that page says what
happened. Only what ends before a single page is read makes an `UnreadableDocument`.
"""

import contextlib
import hashlib
import json
import os
import queue
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, Any

from evidence_checker.errors import UnavailableError
from evidence_checker.model import Document, Page, TextSource, UnreadableDocument, UnreadableReason
from evidence_checker.reading import records

_MEGABYTE = 1024 * 1024
_HEAD = struct.Struct("<II")
_COMMAND = "from evidence_checker.reading.isolation import serve; serve()"
_RETRIES = 5  # pages in trouble of one file, after which the rest is given up


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one file may cost. Seconds are wall clock; memory is the address space of the reading process."""

    page_seconds: float = 60.0
    file_seconds: float = 1800.0
    memory_mb: int = 1536
    max_pages: int = 3000
    max_mb: int = 512


DEFAULT_LIMITS = Limits()

TOO_MANY_PAGES = (
    "Berkas ini memuat {pages} halaman, lebih dari batas {limit} halaman; pecah dokumennya, lalu unggah bagian "
    "yang menjadi bukti."
)
TOO_MANY_BYTES = "Berkas lebih besar dari {limit} MB; pecah atau kompres dokumennya, lalu unggah ulang."
FILE_TIMEOUT = (
    "Berkas ini tidak selesai dibaca dalam batas waktu {limit:g} detik; cetak ulang dokumennya sebagai PDF baru, "
    "lalu unggah kembali."
)
FILE_CRASH = (
    "Berkas ini menghentikan proses pembaca (rusak, atau memerlukan memori lebih dari {limit} MB); cetak ulang "
    "dokumennya sebagai PDF baru, lalu unggah kembali."
)
PAGE_TIMEOUT = "Halaman ini tidak selesai dibaca dalam batas waktu."
PAGE_CRASH = "Halaman ini menghentikan proses pembaca (rusak, atau gambarnya terlalu besar untuk memori)."
GIVEN_UP = "Halaman ini tidak dibaca karena pembacaan berkas dihentikan."


class _Trouble(Exception):
    """The reading process is gone; `late` if it was killed by a deadline."""

    def __init__(self, late: bool) -> None:
        super().__init__(late)
        self.late = late


class Worker:
    """One reading process, started when first needed and again after trouble. Not for several threads."""

    def __init__(self, limits: Limits = DEFAULT_LIMITS) -> None:
        self.limits = limits
        self._process: subprocess.Popen[bytes] | None = None
        self._answers: queue.Queue[dict[str, Any] | None] = queue.Queue()
        self.peak_mb = 0

    def __enter__(self) -> "Worker":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the process."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        with contextlib.suppress(OSError):
            process.stdin.close() if process.stdin else None
        process.wait()
        if process.stdout:
            process.stdout.close()

    def read(self, name: str, data: bytes) -> tuple[Document | UnreadableDocument, bool]:
        """Read a file; also tell whether nothing went wrong, that is, whether the result may be kept."""
        digest = hashlib.sha256(data).hexdigest()
        if len(data) > self.limits.max_mb * _MEGABYTE:
            detail = TOO_MANY_BYTES.format(limit=self.limits.max_mb)
            return _refused(digest, name, UnreadableReason.TOO_LARGE, detail), False
        return _Reading(self, name, data, digest).run()

    def ask(self, request: dict[str, Any], data: bytes, until: float) -> Iterator[dict[str, Any]]:
        """Send a file with a request and give the answers. Raises _Trouble after killing the process."""
        self._start()
        process = self._process
        assert process is not None and process.stdin is not None
        head = json.dumps(request).encode()
        try:
            process.stdin.write(_HEAD.pack(len(head), len(data)) + head)
            process.stdin.write(data)
            process.stdin.flush()
        except OSError as error:
            self.close()
            raise _Trouble(late=False) from error
        while True:
            left = min(until - time.monotonic(), self.limits.page_seconds)
            try:
                answer = self._answers.get(timeout=max(0.0, left))
            except queue.Empty:
                self.close()
                raise _Trouble(late=True) from None
            if answer is None:
                self.close()
                raise _Trouble(late=False)
            if "done" in answer:
                self.peak_mb = max(self.peak_mb, answer["peak_mb"])
                if answer["peak_mb"] > self.limits.memory_mb / 2:
                    self.close()  # a new process has its memory back
                return
            yield answer

    def _start(self) -> None:
        if self._process is not None and self._process.poll() is None:
            return
        self.close()
        environment = {
            **os.environ,
            "PYTHONPATH": os.pathsep.join([str(Path(__file__).parents[2]), *filter(None, sys.path)]),
            "OMP_THREAD_LIMIT": "1",
            "OPENBLAS_NUM_THREADS": "1",  # each thread of it would take address space from the limit
        }
        try:
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-c", _COMMAND, str(self.limits.memory_mb)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=environment,
                start_new_session=True,  # Ctrl-C is for this process, which then ends the other
            )
        except OSError as error:
            raise UnavailableError(f"Proses pembaca PDF tidak dapat dijalankan: {error.strerror}.") from error
        self._answers = queue.Queue()
        assert self._process.stdout is not None
        threading.Thread(target=_listen, args=(self._process.stdout, self._answers), daemon=True).start()


def _listen(stream: IO[bytes], answers: "queue.Queue[dict[str, Any] | None]") -> None:
    """Pass on answers, one JSON line each; None at the end or at anything else."""
    with contextlib.suppress(ValueError, OSError):
        for line in stream:
            answers.put(json.loads(line))
    answers.put(None)


class _Reading:
    """One file on its way through a worker, with what is known of it so far."""

    def __init__(self, worker: Worker, name: str, data: bytes, digest: str) -> None:
        self.worker, self.name, self.data, self.digest = worker, name, data, digest
        self.count = 0
        self.pages: dict[int, Page] = {}  # text layer read
        self.settled: set[int] = set()  # judged, and read by OCR where needed
        self.looking = 0  # page under OCR, 0 while text layers are read
        self.refusal: UnreadableDocument | None = None

    def run(self) -> tuple[Document | UnreadableDocument, bool]:
        limits = self.worker.limits
        until = time.monotonic() + limits.file_seconds
        request: dict[str, Any] = {"name": self.name, "max_pages": limits.max_pages, "rest": None, "known": []}
        late = False
        for _ in range(_RETRIES + 1):
            try:
                for answer in self.worker.ask(request, self.data, until):
                    self._take(answer)
                return self._result(late, request["rest"] is not None), request["rest"] is None
            except _Trouble as trouble:
                late = trouble.late
                if not self.count or time.monotonic() >= until:
                    break
                self._blame(late, first=request["rest"] is None)
                request.update(self._remaining())
        return self._result(late, troubled=True), False

    def _take(self, answer: dict[str, Any]) -> None:
        if "pages" in answer:
            self.count = answer["pages"]
        elif "working" in answer:
            self._settle()
            self.looking = answer["working"]
        elif "page" in answer:
            page = records.to_page(answer["page"])
            self.pages[page.number] = page
        elif "refused" in answer:
            refused = records.to_document(answer["refused"])
            if isinstance(refused, UnreadableDocument):
                self.refusal = replace(refused, id=self.digest)  # what was read may be the file rebuilt

    def _settle(self) -> None:
        if self.looking:
            self.settled.add(self.looking)
            self.looking = 0

    def _blame(self, late: bool, first: bool) -> None:
        """Note the page that was being read; the first time its text layer gets another chance by PDFium."""
        note = PAGE_TIMEOUT if late else PAGE_CRASH
        number = self.looking or (0 if first else min(self._unread(), default=0))
        if not number:
            return
        page = self.pages.get(number) or _blank(number)
        if page.source is TextSource.UNREAD:
            page = replace(page, note=note)
        self.pages[number] = page
        self.looking = 0
        self.settled.add(number)

    def _unread(self) -> list[int]:
        return [number for number in range(1, self.count + 1) if number not in self.pages]

    def _remaining(self) -> dict[str, Any]:
        """Say what a new process has to do."""
        known = [page for number, page in sorted(self.pages.items()) if number not in self.settled]
        return {"rest": self._unread(), "known": [records.of_page(page) for page in known]}

    def _result(self, late: bool, troubled: bool) -> Document | UnreadableDocument:
        limits = self.worker.limits
        if self.refusal is not None:
            return self.refusal
        if self.count > limits.max_pages:
            detail = TOO_MANY_PAGES.format(pages=self.count, limit=limits.max_pages)
            return _refused(self.digest, self.name, UnreadableReason.TOO_LARGE, detail)
        pages = tuple(self.pages.get(number) or _blank(number) for number in range(1, self.count + 1))
        if not pages or (troubled and all(page.source is TextSource.UNREAD for page in pages)):
            if late:
                detail = FILE_TIMEOUT.format(limit=limits.file_seconds)
                return _refused(self.digest, self.name, UnreadableReason.TIMEOUT, detail)
            detail = FILE_CRASH.format(limit=limits.memory_mb)
            return _refused(self.digest, self.name, UnreadableReason.DAMAGED, detail)
        return Document(id=self.digest, name=self.name, pages=pages)


def _blank(number: int) -> Page:
    return Page(number=number, text="", source=TextSource.UNREAD, note=GIVEN_UP)


def _refused(digest: str, name: str, reason: UnreadableReason, detail: str) -> UnreadableDocument:
    return UnreadableDocument(id=digest, name=name, reason=reason, detail=detail)


# --- inside the reading process --------------------------------------------------------------------------


def serve() -> None:
    """Read files as asked on standard input until it ends; answers go to standard output, one JSON a line."""
    _confine(int(sys.argv[1]) * _MEGABYTE)
    # Libraries that print must not disturb the answers.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    from evidence_checker.reading.extraction import Extraction, Opened, Step, Task, Working

    extraction = Extraction()

    def tell(step: Step) -> None:
        if isinstance(step, Opened):
            say({"pages": step.pages})
        elif isinstance(step, Working):
            say({"working": step.number})
        elif isinstance(step, Page):
            say({"page": records.of_page(step)})
        else:
            say({"refused": records.of_document(step)})

    def say(answer: dict[str, Any]) -> None:
        answers.write(json.dumps(answer, separators=(",", ":")).encode() + b"\n")
        answers.flush()

    while head := sys.stdin.buffer.read(_HEAD.size):
        request_size, data_size = _HEAD.unpack(head)
        request = json.loads(sys.stdin.buffer.read(request_size))
        data = sys.stdin.buffer.read(data_size)
        task = Task(
            name=request["name"],
            max_pages=request["max_pages"],
            rest=None if request["rest"] is None else tuple(request["rest"]),
            known=tuple(map(records.to_page, request["known"])),
        )
        extraction.run(task, data, tell)
        say({"done": True, "peak_mb": _peak_mb()})


def _confine(memory: int) -> None:
    """Limit memory, forbid writing files and core dumps; where the system cannot, the deadlines remain."""
    try:
        import resource
    except ImportError:
        return
    for limit, size in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(limit, (size, size))


def _peak_mb() -> int:
    """Give the most memory that this process has had."""
    with contextlib.suppress(OSError, StopIteration, ValueError):
        lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
        return int(next(line for line in lines if line.startswith("VmHWM:")).split()[1]) // 1024
    try:
        import resource
    except ImportError:
        return 0
    # Counts also what the parent had when it started this process.
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
