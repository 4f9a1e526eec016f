"""`Document` to what kind of paper it is, who issued it, number, date, about and force, each with a citation.

A field that stands blank, or that nobody could read, stays empty: numbers and dates are never guessed.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from evidence_checker.model import (
    Citation,
    Document,
    DocumentKind,
    DocumentStatus,
    Force,
    Passage,
    Reference,
    Role,
    Span,
)  # fmt: skip
from evidence_checker.status import facts
from evidence_checker.status.facts import Found
from evidence_checker.status.force import judge
from evidence_checker.status.front import Printed, all_lines, front_lines, titled, year_in
from evidence_checker.status.issuers import (
    by_office,
    chaired,
    firm,
    inner,
    institution_of,
    letterhead,
    masthead,
    ministry_in,
    named_most,
    proper,
    region,
    relation,
    team,
)
from evidence_checker.status.kinds import Head, recognize
from evidence_checker.status.revocations import revocations

__all__ = ["describe", "settle"]

_K = DocumentKind
_HEAD_OF_REGION = r"^(?:BUPATI|WALI\s?KOTA|GUBERNUR)\s+[A-Z ]+,?$"
_ITSELF = re.compile(r"\b(?P<word>Peraturan|Keputusan|Instruksi)\s(?:[A-Z][\w]*\s){1,6}ini\b")
_BARE = ("BADAN", "LEMBAGA", "KEMENTERIAN", "KOMISI", "DEWAN", "OTORITAS")  # names of no body in particular
_FRONT_ROWS = 12
_TITLE_FIRST = (_K.LAPORAN, _K.RENCANA, _K.PAPARAN)


def describe(document: Document, passages: Sequence[Passage], *, institution: str = "") -> DocumentStatus:
    """Describe one paper; `passages` are its own, `institution` is the one being assessed."""
    lines = all_lines(document)
    front = front_lines(lines)
    head = recognize(document, front)
    if head.at is None and (kind := _torn(passages)) is not None:
        return _without_front(document, passages, lines, kind, institution)
    number, about = facts.number(front, head), facts.about(front, head)
    date = _date(lines, front, head)
    office = facts.office(front, head)
    issuer = _institution(front, head, office, date, institution) or _named_in_title(about.value)
    if not issuer and not head.legal:
        issuer = _by_its_words(front, head, institution)
    force, reason = judge(head, front, lines, number, date)
    revoked = revocations(passages) if head.legal and force is not Force.DRAFT else ()
    taken = [*office.lines[:1], *number.lines[:1], *about.lines[:1], *date.lines[:2]]
    if head.at is not None and front[head.at] not in taken:
        taken.insert(0, front[head.at])
    citations = _citations(document, passages, taken)
    citations += tuple(document.cite(p.locate(a, b), p.address.label()) for _, p, a, b in revoked)
    return DocumentStatus(
        document=document.id, kind=head.kind, number=number.value, date=date.value,
        year=_year(front, head, number, date),
        about=about.value, institution=issuer, force=force, issuer=relation(issuer, institution),
        of_team=chaired(office.value),
        revokes=tuple(dict.fromkeys(reference for reference, *_ in revoked)), citations=citations, reason=reason,
    )  # fmt: skip


def _torn(passages: Sequence[Passage]) -> DocumentKind | None:
    """Give the kind that a legal paper without its first pages calls itself ("Peraturan Bupati ini"); else None."""
    for passage in passages:
        if passage.role in (Role.NORM, Role.DEFINITION) and (passage.address.pasal or passage.address.diktum):
            match = _ITSELF.search(passage.text)
            if match:
                return {"P": _K.PERATURAN, "K": _K.KEPUTUSAN, "I": _K.INSTRUKSI}[match["word"][0]]
    return None


def _without_front(
    document: Document, passages: Sequence[Passage], lines: Sequence[Printed], kind: DocumentKind, assessed: str
) -> DocumentStatus:
    """Describe a legal paper whose first pages are missing or unread: its number and force cannot be seen."""
    date = facts.enacted(lines)
    signers = [institution_of(line.folded) for line in lines if re.match(_HEAD_OF_REGION, line.folded)]
    issuer = signers[0] if signers else ""
    return DocumentStatus(
        document=document.id, kind=kind, number="", date=date.value, year=int(date.value[:4]) if date.value else None,
        about="", institution=issuer, force=Force.UNKNOWN, issuer=relation(issuer, assessed),
        citations=_citations(document, passages, date.lines[:2]),
        reason="Halaman depan (judul dan nomor) tidak ada atau tidak terbaca; periksa berkas aslinya.",
    )  # fmt: skip


def _date(lines: Sequence[Printed], front: Sequence[Printed], head: Head) -> Found:
    if not head.legal:
        signed = facts.enacted(lines) if head.kind is _K.LAINNYA else Found()
        return signed if signed.value else facts.paper_date(lines, front, head.kind)
    if head.annex and head.at is not None:
        for line in front[head.at : head.at + 8]:
            if line.folded.startswith("TANGGAL") and (written := facts.read_date(line.text)):
                return Found(written, (line,))
    found = facts.enacted(lines)
    if not found.lines and head.kind is _K.SURAT_EDARAN:
        return facts.paper_date(lines, front, head.kind)
    return found


def _institution(front: Sequence[Printed], head: Head, office: Found, date: Found, assessed: str) -> str:
    """Give who issued the paper: from its head, else from its letterhead or cover."""
    if office.value and (inner(office.value) or team(office.value)):
        return _body(front, assessed, team(office.value)) or institution_of(office.value)
    if office.value:
        return _agreed(front, _in_full(front, institution_of(office.value)))
    if not head.legal and (outside := _outside(front, head)):
        return outside
    if not head.legal and any(line.text.startswith("Jakarta,") for line in date.lines):
        ministry = ministry_in(" ".join(line.text for line in front))
        if ministry and "jakarta" not in assessed.casefold():
            return ministry
    name = letterhead([line.folded for line in front if line.row <= 20 and titled(line.text)][:60])
    if head.legal and not name and head.at is not None:
        above = [institution_of(line.folded) for line in front[: head.at] if region(institution_of(line.folded))]
        name = above[0] if above else ""
    return name


def _in_full(front: Sequence[Printed], name: str) -> str:
    """Give the name of a body whose head is only called "Kepala Badan" as its other first lines write it."""
    if name.upper() not in _BARE:
        return name
    names = [institution_of(line.folded) for line in front if titled(line.text)]
    full = [other for other in names if other.upper().startswith(f"{name.upper()} ")]
    return full[0] if full else ""


def _by_its_words(front: Sequence[Printed], head: Head, assessed: str) -> str:
    """Give the assessed institution where the words of a paper without letterhead point to it; else empty."""
    text = "\n".join(line.text for line in front)
    name = named_most(text, assessed)
    if name or head.kind is _K.BERITA:
        return name
    first = [line for line in front if line.page == front[0].page]
    ends = "\n".join(line.text for line in (*first[:_FRONT_ROWS], first[-1], *front[-_FRONT_ROWS:])) if first else ""
    return by_office(ends, text, assessed)


def _outside(front: Sequence[Printed], head: Head) -> str:
    """Give the firm or newspaper that issued a paper; empty where no such name heads or foots its first page."""
    first = [line.text for line in front if line.page == front[0].page]
    if not first:
        return ""
    name = firm(first[:_FRONT_ROWS], first[-1])
    return name or (proper(masthead(first[:4])) if head.kind is _K.BERITA else "")


def _body(front: Sequence[Printed], assessed: str, of_team: bool) -> str:
    """Give the institution whose inner office or team issued a paper: by its letterhead, else the one assessed."""
    name = letterhead([line.folded for line in front if line.row <= 20 and titled(line.text)][:60])
    if name and not inner(name.upper()):
        return name
    return "" if region(assessed) and not of_team else named_most(" ".join(line.text for line in front), assessed)


def _named_in_title(about: str) -> str:
    """Give the issuer that a title names: "Pedoman Menteri X ..."; empty if it names none."""
    match = re.match(
        r"(?:pedoman|panduan|petunjuk \w+|modul|instruksi) "
        r"(?P<office>(?:menteri|kepala (?:badan|lembaga)|presiden)\b.*)",
        about,
        re.IGNORECASE,
    )
    return institution_of(match["office"].upper()) if match else ""


def _agreed(front: Sequence[Printed], read: str) -> str:
    """Correct a name that the scan damaged in one line by the lines that agree on another spelling."""
    names = [institution_of(line.folded) for line in front if line.scanned and re.match(_HEAD_OF_REGION, line.folded)]
    kind = read.partition(" ")[0]
    rivals = sorted({name for name in names if name.startswith(kind)}, key=lambda name: (-names.count(name), name))
    return rivals[0] if rivals and names.count(rivals[0]) >= 2 and read not in names else read


def _year(front: Sequence[Printed], head: Head, number: Found, date: Found) -> int | None:
    """Give the year of the paper itself: its number line, date or title; never one that it only cites."""
    dated = int(date.value[:4]) if date.value else None
    line = number.lines[0].text if number.lines else ""
    numbered = year_in(re.sub(r"^.*?(?=TAHUN|/)", "", line, flags=re.IGNORECASE)) if line else None
    in_title = facts.title_year(front, head)
    if head.legal:
        written = [year for each in date.lines if (year := year_in(each.text))]
        return numbered or dated or year_in(line) or (written[0] if written else facts.draft_year(front, head))
    if head.kind is _K.RENCANA and dated and facts.of_many_years(front, head):
        return dated  # the plan for 2022-2026 is a paper of the year in which it was signed
    if head.kind is _K.LAPORAN and number.value and numbered:
        return numbered  # a report on last year is a paper of the year in which it was filed
    if head.kind in _TITLE_FIRST:
        return in_title or numbered or dated
    return dated or numbered or in_title or facts.foot_year(front)


def _citations(document: Document, passages: Sequence[Passage], lines: Sequence[Printed]) -> tuple[Citation, ...]:
    """Cite lines verbatim, each with the address of the passage that it stands in."""
    places = {(run.page, run.start): passage.address.label() for passage in passages for run in passage.runs}
    unique = dict.fromkeys((line.page, line.start, line.end) for line in lines)
    return tuple(
        document.cite((Span(page=page, start=start, end=end),), places.get((page, start), ""))
        for page, start, end in unique
    )


def settle(statuses: Sequence[DocumentStatus]) -> tuple[DocumentStatus, ...]:
    """Apply the revocations that the papers of one submission pronounce on each other; order is kept."""
    settled = list(statuses)
    for revoking in statuses:
        if revoking.force is not Force.ENACTED:
            continue
        for reference in revoking.revokes:
            for place, status in enumerate(statuses):
                if status.document != revoking.document and _is(status, reference, revoking):
                    settled[place] = _revoked(settled[place], reference, revoking)
    return tuple(settled)


def _is(status: DocumentStatus, reference: Reference, revoking: DocumentStatus) -> bool:
    """Tell whether a paper is the one that another names: family, number, year and issuer must agree."""
    if status.kind is not reference.kind or status.force not in (Force.ENACTED, Force.UNKNOWN, Force.REVOKED):
        return False
    same_number = status.number.casefold() == reference.number.casefold() and bool(status.number)
    same_year = reference.year is None or status.year == reference.year
    if not same_number or not same_year or (reference.year is None and "/" not in reference.number):
        return False
    ours, theirs = region(revoking.institution), region(status.institution)
    same_issuer = (
        ours.replace(" ", "") == theirs.replace(" ", "")
        if ours or theirs
        else revoking.institution == status.institution
    )
    return same_issuer and _family(reference.title) == _family(" ".join(c.quote for c in status.citations[:1]))


def _family(title: str) -> str:
    """Tell an act of the council (Peraturan Daerah) from one of the head of the region."""
    return "daerah" if re.search(r"\bperaturan\s+daerah\b", title, re.IGNORECASE) else ""


def _revoked(status: DocumentStatus, reference: Reference, revoking: DocumentStatus) -> DocumentStatus:
    named = f"Nomor {revoking.number}" + (
        f" Tahun {revoking.year}" if revoking.year and "/" not in revoking.number else ""
    )
    quotes = tuple(
        citation for citation in revoking.citations
        if reference.number in re.sub(r"\s+", "", citation.quote) and re.search(r"(?i)nomor", citation.quote)
    )  # fmt: skip
    reason = f"Dicabut dan dinyatakan tidak berlaku oleh {revoking.kind.value} {named} yang ada dalam berkas ini."
    return replace(status, force=Force.REVOKED, reason=reason, citations=status.citations + quotes[-1:])
