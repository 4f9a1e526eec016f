"""A file of levels (CSV or JSON), or `N=L` pairs, to a level of each indicator."""

import csv
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from evidence_checker.errors import UsageError

_COLUMNS = ("indicator", "level")


def read(path: Path) -> dict[int, int]:
    """Read levels by indicator from a CSV with the columns `indicator,level`, or from JSON.

    JSON may map indicators to levels, list objects with `indicator` and `level`, or be an assessment of
    this program. Raises UsageError naming file and line or entry.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise UsageError(f"{path} tidak ditemukan; periksa nama berkasnya.") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{path} bukan berkas teks UTF-8; simpan ulang sebagai CSV UTF-8.") from error
    except OSError as error:
        raise UsageError(f"{path} tidak dapat dibuka ({error.strerror}).") from error
    is_json = path.suffix.lower() == ".json" or text.lstrip()[:1] in ("{", "[")
    return _collected(_json_pairs(path, text) if is_json else _csv_pairs(path, text))


def raised(pairs: Iterable[str]) -> dict[int, int]:
    """Read `N=L` pairs. Raises UsageError for one that is no such pair."""
    return _collected((f"--raise {pair}", *pair.partition("=")[::2]) for pair in pairs)


def _csv_pairs(path: Path, text: str) -> list[tuple[str, Any, Any]]:
    lines = text.splitlines()
    separator = ";" if lines and ";" in lines[0] else ","
    rows = csv.DictReader(lines, delimiter=separator, skipinitialspace=True)
    names = [name.strip().lower() for name in rows.fieldnames or ()]
    if any(column not in names for column in _COLUMNS):
        raise UsageError(f"{path}:1: baris pertama harus memuat kolom indicator dan level.")
    rows.fieldnames = names
    return [
        (f"{path}:{rows.line_num}", row["indicator"], row["level"])
        for row in rows
        if any(isinstance(value, str) and value.strip() for value in row.values())
    ]


def _json_pairs(path: Path, text: str) -> list[tuple[str, Any, Any]]:
    try:
        content = json.loads(text)
    except json.JSONDecodeError as error:
        raise UsageError(f"{path}:{error.lineno}: bukan JSON yang sah.") from error
    if isinstance(content, dict) and "proposals" in content:
        content = content["proposals"]
    if isinstance(content, dict):
        return [(f"{path}: {number}", number, level) for number, level in content.items()]
    if isinstance(content, list) and all(isinstance(each, dict) for each in content):
        return [
            (f"{path}: butir {at}", each.get("indicator"), each.get("level"))
            for at, each in enumerate(content, start=1)
        ]
    raise UsageError(f"{path}: JSON harus memetakan indikator ke tingkat, atau mendaftar indicator dan level.")


def _collected(pairs: Iterable[tuple[str, Any, Any]]) -> dict[int, int]:
    levels: dict[int, int] = {}
    for place, number_text, level_text in pairs:
        number = _whole(place, "indikator", number_text)
        if number in levels:
            raise UsageError(f"{place}: indikator {number} tertulis dua kali.")
        levels[number] = _whole(place, "tingkat", level_text)
    return levels


def _whole(place: str, what: str, text: Any) -> int:
    try:
        return int(str(text).strip())
    except ValueError as error:
        shown = "" if text is None else str(text)
        raise UsageError(f"{place}: {what} harus bilangan bulat, tertulis \u201c{shown}\u201d.") from error
