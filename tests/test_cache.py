"""The page cache: what is read once is not read again, and nothing that befalls it is more than a miss."""

import json
import os
import stat
import sys
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence_checker.model import Document, Page, TextSource, Word
from evidence_checker.reading import cache, records

posix = pytest.mark.skipif(sys.platform == "win32", reason="rights of files are POSIX's")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(cache.VARIABLE, str(tmp_path / "simpanan"))
    return tmp_path / "simpanan" / "pages"


def document(digest: str = "a" * 64, text: str = "Pasal 1 berlaku") -> Document:
    words = (
        Word(start=0, end=5, box=(72.1, 90.0, 100.25, 101.5)),
        Word(start=6, end=7, box=(103.0, 90.0, 108.0, 101.5), confidence=0.913),
    )
    pages = (
        Page(number=1, text=text, source=TextSource.OCR, words=words, width=595.3, height=841.9, quality=0.97),
        Page(number=2, text="", source=TextSource.UNREAD, note="Halaman ini berupa gambar."),
    )
    return Document(id=digest, name="perbup.pdf", pages=pages, note="")


def entry(folder: Path) -> Path:
    (only,) = folder.iterdir()
    return only


def test_what_is_kept_comes_back_under_the_name_given_now() -> None:
    assert cache.load("a" * 64, "x.pdf") is None
    assert cache.store(document())
    found = cache.load("a" * 64, "salinan.pdf")
    assert found is not None
    assert (found.id, found.pages, found.name) == ("a" * 64, document().pages, "salinan.pdf")


def test_file_names_are_not_kept(folder: Path) -> None:
    cache.store(document())
    assert b"perbup" not in zlib.decompress(entry(folder).read_bytes())
    assert "perbup" not in entry(folder).name


@posix
def test_only_the_user_can_look(folder: Path) -> None:
    cache.store(document())
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(entry(folder).stat().st_mode) == 0o600


@posix
def test_an_open_folder_is_closed_first(folder: Path) -> None:
    folder.mkdir(parents=True, mode=0o777)
    folder.chmod(0o777)
    assert cache.store(document())
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


@posix
def test_a_folder_of_someone_else_is_not_used(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "getuid", lambda: 123456)
    assert not cache.store(document())


@pytest.mark.parametrize(
    "spoil",
    [
        lambda packed: b"",
        lambda packed: packed[: len(packed) // 2],
        lambda packed: packed[:-1] + bytes([packed[-1] ^ 1]),
        lambda packed: b"not compressed",
        lambda packed: zlib.compress(b"[" * 100_000),
        lambda packed: zlib.compress(b"{}"),
        lambda packed: zlib.compress(b"null"),
        lambda packed: zlib.compress(zlib.decompress(packed).replace(b"[0,5,", b"[0,999,")),
        lambda packed: zlib.compress(zlib.decompress(packed).replace(b'"number":2', b'"number":7')),
        lambda packed: zlib.compress(zlib.decompress(packed).replace(b"aaaa", b"bbbb")),
    ],
)
def test_a_broken_entry_is_a_miss(folder: Path, spoil: object) -> None:
    cache.store(document())
    path = entry(folder)
    path.write_bytes(spoil(path.read_bytes()))  # type: ignore[operator]
    assert cache.load("a" * 64, "x.pdf") is None


def test_another_reader_reads_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """New code, new libraries, other OCR data: other pages, perhaps; so nothing old is used."""
    cache.store(document())
    monkeypatch.setattr(cache, "_reader", lambda: "anew")
    assert cache.load("a" * 64, "x.pdf") is None


def test_reader_digest_follows_the_ocr_data(monkeypatch: pytest.MonkeyPatch) -> None:
    cache._reader.cache_clear()
    before = cache._reader()
    cache._reader.cache_clear()
    monkeypatch.setattr("evidence_checker.reading.ocr._DATA_FOLDERS", ())
    monkeypatch.delenv("TESSDATA_PREFIX", raising=False)
    assert cache._reader() != before
    cache._reader.cache_clear()


def test_oldest_go_first_when_it_is_full(folder: Path) -> None:
    digests = [letter * 64 for letter in "abcd"]
    for age, digest in enumerate(digests):
        cache.store(document(digest))
        stamp = 1_000_000_000 + age
        path = next(path for path in folder.iterdir() if path.name.startswith(digest))
        os.utime(path, (stamp, stamp))
    size = cache.info().bytes // 4
    assert cache.load("a" * 64, "x.pdf") is not None  # used again, so no longer the oldest
    cache.store(document("e" * 64), max_bytes=3 * size + size // 2)
    kept = {path.name[0] for path in folder.iterdir()}
    assert kept == {"a", "d", "e"}


def test_info_and_clear_touch_entries_only(folder: Path) -> None:
    cache.store(document())
    (folder / "catatan.txt").write_text("milik orang")
    state = cache.info()
    assert (state.folder, state.entries) == (folder, 1)
    assert state.bytes > 50
    assert cache.clear() == state
    assert cache.info().entries == 0
    assert [path.name for path in folder.iterdir()] == ["catatan.txt"]


def test_empty_variable_switches_it_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(cache.VARIABLE, "")
    assert cache.folder() is None
    assert not cache.store(document())
    assert cache.load("a" * 64, "x.pdf") is None
    assert cache.info() == cache.CacheInfo(folder=None, entries=0, bytes=0)
    assert cache.clear().entries == 0


def test_place_follows_the_platform(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv(cache.VARIABLE)
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert cache.folder() == tmp_path / "evidence_checker" / "pages"


finite = st.floats(allow_nan=False, allow_infinity=False)


@given(
    text=st.text(alphabet=st.characters(exclude_categories=["Cs"]), min_size=1),
    box=st.tuples(finite, finite, finite, finite),
    confidence=st.none() | st.floats(0, 1),
)
def test_records_come_back_exactly(text: str, box: tuple[float, ...], confidence: float | None) -> None:
    word = Word(start=0, end=len(text), box=(box[0], box[1], box[2], box[3]), confidence=confidence)
    page = Page(number=1, text=text, source=TextSource.TEXT_LAYER, words=(word,), width=box[0], height=box[1])
    assert records.to_page(json.loads(json.dumps(records.of_page(page)))) == page


scrap = st.none() | st.booleans() | st.integers() | st.text(max_size=8)
scraps = scrap | st.lists(scrap, max_size=2) | st.lists(st.dictionaries(st.sampled_from(["number", "text"]), scrap))


@given(record=st.dictionaries(st.sampled_from(["id", "name", "note", "pages", "reason", "detail"]), scraps))
def test_foreign_records_are_a_value_error_or_a_document(record: dict[str, object]) -> None:
    try:
        found = records.to_document(record)
    except ValueError:
        return
    assert found.id == str(record["id"])
