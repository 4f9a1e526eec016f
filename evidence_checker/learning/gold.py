"""Gold labels: YAML of what careful assessors say of a submission, to values.

The format is that of `corpora/submissions/*/expected.yaml`; keys that measuring does not need are passed over.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evidence_checker import rubric
from evidence_checker.errors import UsageError

_EXPECTED = "expected.yaml"
FIELDS = ("kind", "force", "year", "number")  # what is measured of a paper's status
NOT_JUDGED = ("", "null", "unknown")


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """Words of a page: base name of the file, page from 1, quote."""

    file: str
    page: int
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """The verdict on one condition, and one set of citations that proves it."""

    id: str
    verdict: str
    citations: tuple[Quoted, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """The level of one indicator, every defensible level, and the conditions judged."""

    indicator: int
    level: int
    accept: tuple[int, ...]
    conditions: tuple[Wanted, ...] = ()
    why: str = ""

    @property
    def firm(self) -> bool:
        """Tell whether level 1 is no defence here."""
        return min(self.accept) > 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """What a paper is, as text by field (`FIELDS`), and whether its pages carry no text (`scan`)."""

    file: str
    fields: tuple[tuple[str, str], ...]
    scan: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Gold:
    """One labelled submission; an indicator without a label is at level 1."""

    submission: str
    institution: str
    year: int
    rubric: str
    documents: tuple[Described, ...]
    labels: tuple[Label, ...]
    traps: tuple[tuple[int, Quoted], ...]  # indicator, and a passage that only looks like evidence for it

    def label(self, indicator: int) -> Label:
        """Give the label of an indicator."""
        found = next((label for label in self.labels if label.indicator == indicator), None)
        return found or Label(indicator=indicator, level=1, accept=(1,))


def read(folder: Path) -> tuple[Gold, ...]:
    """Read every `*.yaml` of a folder, or every `*/expected.yaml` if it has none, by name.

    Raises UsageError if there is nothing, or a file is no gold label.
    """
    paths = sorted(folder.glob("*.yaml")) or sorted(folder.glob(f"*/{_EXPECTED}"))
    if not paths:
        raise UsageError(f"{folder} tidak berisi label emas (*.yaml atau */{_EXPECTED}).")
    return tuple(_gold(path) for path in paths)


def _gold(path: Path) -> Gold:
    try:
        content = rubric.plain(path.name, path.read_bytes())
        return Gold(
            submission=content["submission"],
            institution=content["institution"],
            year=int(content["year"]),
            rubric=content["rubric"],
            documents=tuple(_described(each) for each in content["documents"]),
            labels=tuple(_label(each) for each in content.get("labels") or ()),
            traps=tuple((int(each["indicator"]), _quoted(each)) for each in content.get("traps") or ()),
        )
    except (KeyError, TypeError, ValueError, AttributeError, OSError) as error:
        raise UsageError(f"{path} bukan label emas yang sah ({type(error).__name__}: {error}).") from error


def _described(content: dict[str, Any]) -> Described:
    fields = tuple((name, str(content.get(name, ""))) for name in FIELDS)
    return Described(file=content["file"], fields=fields, scan=content.get("text_layer") == "none")


def _label(content: dict[str, Any]) -> Label:
    level = int(content["level"])
    return Label(
        indicator=int(content["indicator"]),
        level=level,
        accept=tuple(int(each) for each in content.get("accept") or [level]),
        conditions=tuple(_wanted(each) for each in content.get("conditions") or ()),
        why=content.get("why", ""),
    )


def _wanted(content: dict[str, Any]) -> Wanted:
    citations = tuple(_quoted(each) for each in content.get("citations") or ())
    return Wanted(id=content["id"], verdict=content["verdict"], citations=citations)


def _quoted(content: dict[str, Any]) -> Quoted:
    return Quoted(file=content["file"], page=int(content["page"]), quote=content["quote"])


def locate(folder: Path, submission: str, name: str) -> Path:
    """Give where a paper of a submission lies under a folder (it may not be there)."""
    first: Sequence[Path] = (folder / submission / name, folder / submission / "papers" / name, folder / name)
    return next((path for path in (*first, *sorted(folder.rglob(name))) if path.exists()), folder / name)
