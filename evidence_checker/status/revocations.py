"""Passages that revoke other papers to references of those papers."""

import re
from collections.abc import Sequence

from evidence_checker.model import DocumentKind, Passage, Reference, Role
from evidence_checker.status.front import year_in

_REVOKED = re.compile(r"\bdi\s?cabut\b|\b(?:di)?nyatakan\s+tidak\s+berlaku\b|\btidak\s+berlaku\s+lagi\b", re.IGNORECASE)
_STAYS = re.compile(r"\b(?:masih|tetap)\s+berlaku\b|\bsepanjang\s+tidak\s+bertentangan\b", re.IGNORECASE)
_PARTLY = re.compile(
    r"\b(?:Pasal\s+\d+\w?|ayat\s+\(\d+\)|B(?:ab|AB)\s+[IVX]+|Bagian\s+(?!dari\b)\w+|[Dd]iktum\s+\w+|Lampiran\s*[IVX]*|"
    r"ketentuan\s+mengenai)\b[^;.]{0,60}$"
)
_REFERENCE = re.compile(
    r"\b(?P<kind>Peraturan|Keputusan|Instruksi|Surat\s+Edaran)\s+(?P<office>(?:(?!\b(?:Peraturan|Keputusan|Instruksi|Surat\s+Edaran|ini)\b)[^;:()]){1,120}?)\s*"
    r"\b(?:Nomor|No\.)\s*:?\s*(?P<number>[A-Za-z0-9][\w./\-]*(?:\s*/\s*[\w.\-]+)*)"
    r"(?:\s+Tahun\s+(?P<year>\S{4}))?(?:\s+tanggal\s+[\w\s]{6,20}?)?(?:\s*,?\s*tentang\s+(?P<about>[^;(]{3,300}))?"
)
_KINDS = {
    "peraturan": DocumentKind.PERATURAN, "keputusan": DocumentKind.KEPUTUSAN, "instruksi": DocumentKind.INSTRUKSI,
    "surat edaran": DocumentKind.SURAT_EDARAN,
}  # fmt: skip


def revocations(passages: Sequence[Passage]) -> tuple[tuple[Reference, Passage, int, int], ...]:
    """Give each paper that a norm revokes whole, with the passage and the range of the words that name it."""
    found: list[tuple[Reference, Passage, int, int]] = []
    for group in _provisions(passages):
        text = " ".join(passage.text for passage in group)
        if not _REVOKED.search(text):
            continue
        for passage in group:
            if _STAYS.search(passage.text) and not _REVOKED.search(passage.text):
                continue
            found.extend(_named(passage))
    return tuple(found)


def _provisions(passages: Sequence[Passage]) -> list[list[Passage]]:
    """Group the norms of one article (ayat by ayat) or one diktum: a list and its lead-in stand together."""
    groups: dict[tuple[str, str, str], list[Passage]] = {}
    for passage in passages:
        place = passage.address
        if passage.role is Role.NORM and (place.pasal or place.diktum):
            groups.setdefault((place.pasal, place.ayat, place.diktum), []).append(passage)
    return list(groups.values())


def _named(passage: Passage) -> list[tuple[Reference, Passage, int, int]]:
    found = []
    for match in _REFERENCE.finditer(passage.text):
        before = passage.text[: match.start()]
        if _PARTLY.search(before) or re.search(r"(?:berdasarkan|sesuai dengan|dimaksud dalam)\s+$", before):
            continue
        number = re.sub(r"\s+", "", match["number"]).rstrip(".,")
        year = year_in(match["year"] or "") or year_in(number.rsplit("/", 1)[-1])
        about = re.split(r"\s*,?\s*(?:sebagaimana|di\s?cabut|dinyatakan|beserta)\b", match["about"] or "")[0].strip(
            " ,."
        )
        kind = _KINDS[re.sub(r"\s+", " ", match["kind"].casefold())]
        title = f"{match['kind']} {match['office'].strip()} Nomor {number}"
        if year and match["year"]:
            title += f" Tahun {year}"
        if about:
            title += f" tentang {about}"
        found.append((Reference(kind=kind, number=number, year=year, title=title), passage, match.start(), match.end()))
    return found
