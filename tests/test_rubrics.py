"""The labelled texts beside the indicators, each put before the matcher as a paper of its own.

Never over-claim is checked for every text: what is not expected as supported must not come out as supported.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from evidence_checker import matching, rubric
from evidence_checker.model import (
    Address,
    Condition,
    Document,
    DocumentKind,
    DocumentStatus,
    Example,
    Force,
    Indicator,
    Issuer,
    Page,
    Paper,
    Passage,
    Proof,
    Role,
    Rubric,
    Run,
    TextSource,
    Verdict,
)

PACKS = (*(rubric.packs_root() / pack for pack in rubric.available()), Path(__file__).parent / "packs" / "pemdi-mini")
YEAR = 2024
POLICIES = (DocumentKind.PERATURAN, DocumentKind.KEPUTUSAN, DocumentKind.SURAT_EDARAN, DocumentKind.INSTRUKSI)
HEADING = re.compile(r"BAB|Bagian|[A-Z ]+$")
# These take several passages or papers, a review and what came of it: tests/test_matching.py has them.
OF_SEVERAL_PAPERS = (Proof.REVIEW, Proof.NEW_POLICY, Proof.FOLLOW_UP)


@cache
def loaded(pack: Path) -> Rubric:
    return rubric.load(str(pack))


def plainly(phrase: str, synonyms: dict[str, tuple[str, ...]]) -> str:
    """Say a phrase in words: its first wordings, without the signs of the phrase language."""
    while names := re.findall(r"\{(\w+)\}", phrase):
        for name in names:
            phrase = phrase.replace(f"{{{name}}}", synonyms[name][0])
    return " ".join(term.split(" | ")[0] for term in phrase.split(" + ")).replace(" * ", " ")


def title(example: Example, pack: Rubric) -> str:
    """Give what the paper of an example says it is about.

    A policy goes by the field, as most do that have an article on a subject; any other paper by the outermost lead-in
    of its text. Where the matcher asks for a title, an application or the paper that *is* the architecture goes by
    its subject; a near miss does not, it is about something else.
    """
    indicator = pack.indicator(example.indicator)
    wanted = asked(pack, example)
    synonyms = dict(pack.vocabulary.synonyms)
    leads = example.text.split(" >> ")[:-1]
    if not all(verdict == Verdict.NOT_FOUND for _, verdict in wanted) and (
        any(c.titled for c, _ in wanted) or (of_a_service(indicator) and not leads)
    ):
        return plainly(indicator.subject[0], synonyms)
    if example.kind in POLICIES and not of_a_service(indicator):
        return plainly(pack.vocabulary.field[0], synonyms)
    return leads[0] if leads else ""


def of_a_service(indicator: Indicator) -> bool:
    return any(c.proof is Proof.FUNCTION for level in indicator.levels for c in level.conditions)


def asked(pack: Rubric, example: Example) -> list[tuple[Condition, str]]:
    """Give the conditions of an example that one paper can decide, with the verdicts expected.

    The lowest level is had without evidence. That one passage is no review yet can be told, that it is one cannot.
    """
    rungs = [level for level in pack.indicator(example.indicator).levels if level.number > pack.lowest]
    known = {c.id: c for level in rungs for c in level.conditions}
    return [
        (known[name], verdict)
        for name, verdict in example.expect
        if name in known and not (known[name].proof in OF_SEVERAL_PAPERS and verdict == Verdict.SUPPORTED)
    ]


@cache
def verdicts(folder: Path, example: Example) -> dict[str, set[Verdict]]:
    """Match an example; services compete for a paper, so all of them are asked, else one indicator alone."""
    pack = loaded(folder)
    indicator = pack.indicator(example.indicator)
    rivals = tuple(i for i in pack.indicators if of_a_service(i)) if of_a_service(indicator) else (indicator,)
    made = paper(example, title(example, pack))
    results = matching.match(
        replace(pack, indicators=rivals),
        (made,),
        year=YEAR,
        indicators=(indicator.number,),
        hints={made.document.id: indicator.number},
    )
    found: dict[str, set[Verdict]] = {}
    for result in results:
        if result.level > pack.lowest:
            found.setdefault(result.condition, set()).add(result.verdict)
    return found


def paper(example: Example, title: str) -> Paper:
    """Lay an example out as a paper of one page, its lead-ins as passages above it."""
    lines = example.text.split(" >> ")
    starts = [sum(len(line) + 1 for line in lines[:at]) for at in range(len(lines))]
    last = len(lines) - 1
    passages = tuple(
        Passage(
            index=at,
            text=line,
            runs=(Run(at=0, page=1, start=start, length=len(line)),),
            address=Address(),
            role=Role.TITLE if at < last and (line == title or HEADING.match(line)) else example.role,
            lead_ins=tuple(range(at)),
        )
        for at, (line, start) in enumerate(zip(lines, starts, strict=True))
    )
    document = Document(
        id="a" * 64,
        name="contoh.pdf",
        pages=(Page(number=1, text="\n".join(lines), source=TextSource.TEXT_LAYER),),
    )
    status = DocumentStatus(
        document=document.id,
        kind=example.kind,
        number="1",
        date=f"{YEAR}-06-01",
        year=YEAR,
        about=title,
        institution="Kabupaten Contoh",
        force=Force.ENACTED if example.kind in POLICIES else Force.NOT_APPLICABLE,
        issuer=Issuer.OWN,
    )
    return Paper(document=document, passages=passages, status=status)


def numbered(*, supported: bool) -> Iterator[Any]:
    """Give the examples of all packs that expect something supported (or not), each with a name to find it by."""
    for pack in PACKS:
        count = Counter[int]()
        for example in rubric.examples(str(pack)):
            count[example.indicator] += 1
            name = f"{pack.name}-i{example.indicator:02}-{count[example.indicator]}"
            if any((verdict == Verdict.SUPPORTED) is supported for _, verdict in asked(loaded(pack), example)):
                missed = [pytest.mark.xfail(strict=True)] if supported and example.known_miss else []
                yield pytest.param(pack, example, id=name, marks=missed)


@pytest.mark.parametrize(("pack", "example"), tuple(numbered(supported=True)))
def test_what_an_example_shows_is_found(pack: Path, example: Example) -> None:
    found = verdicts(pack, example)
    for condition, expected in asked(loaded(pack), example):
        if expected == Verdict.SUPPORTED:
            assert Verdict.SUPPORTED in found[condition.id], f"{condition.id} missed: {example.text}"


@pytest.mark.parametrize(("pack", "example"), tuple(numbered(supported=False)))
def test_what_an_example_does_not_show_is_not_claimed(pack: Path, example: Example) -> None:
    found = verdicts(pack, example)
    for condition, expected in asked(loaded(pack), example):
        if expected != Verdict.SUPPORTED:
            assert Verdict.SUPPORTED not in found[condition.id], f"{condition.id} over-claimed: {example.text}"
