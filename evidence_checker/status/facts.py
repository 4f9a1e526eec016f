"""Front and end lines to number, date, year, about and office; blank or illegible fields stay empty."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from evidence_checker.model import DocumentKind
from evidence_checker.status.front import Printed, digits, titled, year_in
from evidence_checker.status.issuers import proper
from evidence_checker.status.kinds import LEGAL_HEAD, Head

MONTHS = (
    "januari", "februari", "maret", "april", "mei", "juni",
    "juli", "agustus", "september", "oktober", "november", "desember",
)  # fmt: skip
_MONTH_WORDS = {name: number for number, name in enumerate(MONTHS, start=1)} | {
    "pebruari": 2, "nopember": 11, "jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "agu": 8, "agt": 8,
    "ags": 8, "sep": 9, "sept": 9, "okt": 10, "nov": 11, "nop": 11, "des": 12,
}  # fmt: skip
_DAY = r"[0-3lIOo]?[0-9OolI]"
_YEAR_DIGITS = r"[12lIZz][09OoDQ][0-9OolIDQzZ|]{2}"
_YEAR = rf"(?P<year>{_YEAR_DIGITS})"
_DATE = re.compile(
    rf"(?<![\w/])(?P<day>{_DAY})\s*[-.]?\s*(?P<month>[A-Za-z]{{3,10}})\s*[-.,]?\s*{_YEAR}(?!\w)|"
    rf"(?<![\w/])(?P<day2>{_DAY})\s*[-/.]\s*(?P<month2>[01]?[0-9OolI])\s*[-/.]\s*(?P<year2>{_YEAR_DIGITS})(?!\w)"
)
_ISO_DATE = re.compile(r"(?<![\w/.-])(?:19|20)\d{2}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?![\w/-])")
_MONTH_YEAR = re.compile(rf"(?<!\w)(?P<month>[A-Za-z]{{3,10}})\s+{_YEAR}(?!\w)")
NUMBER_LINE = re.compile(
    r"^(?:NOM[O0Q]R|NOMCR|NO\b\.?)(?:\s+(?:SURAT|SOP|DOKUMEN|AGENDA))?[\s:;.=`'’~]*(?P<rest>.*)$", re.IGNORECASE
)
_NAMES_ANOTHER = re.compile(r"\b(?:PERATURAN|KEPUTUSAN|INSTRUKSI|UNDANG)\b")
_PLAIN_NUMBER = re.compile(r"^(?P<number>\d{1,4}[A-Z]?)\s*TAHUN\b")
# a scan may part the digits of a number ("005/61 1/Setda/2024"); what may follow: a bracket, a date, place and date
_SLASHED = re.compile(
    r"^(?P<number>[A-Za-z0-9][\w.\-]*(?:\s*/\s*[\w.\-]+(?:\s\d{1,3}(?=\s*/))?)+)"
    r"\s*(?:$|[(,;]|(?:tanggal|tgl)\b|[A-Z][A-Za-z ]{2,30},?\s*\d{1,2}\s[A-Z])",
    re.IGNORECASE,
)
_SLASHED_ANYWHERE = re.compile(r"(?<![\w/])\d[\w.\-]*(?:/[\w.\-]+){1,6}/(?:19|20)\d{2}(?!\w)")
_BLANK_PART = re.compile(r"(?:^|/)\s*[.…_]{3,}\s*/")
_ROMAN_MONTH = re.compile(r"(?<=/)(?=[1l|!]*[IVX])[IVX1l|!]{1,4}(?=/(?:19|20)\d{2}$)")
_BLANK = re.compile(r"^[\s.…_\-–/:]*$")
# "Ditetapkaprtli Lembayung", "Ci tetapkan di Arunika": what a stamp leaves of the words on a scan
_DAMAGED = re.compile(r"^D[I1L]TETAPK\w{1,6}\b|^\W?\w{1,3}\W? ?TETAPKAN D[I1L]\b")
ENACTED_AT = re.compile(r"^(?:D[I1L]TETAPKAN|D[I1L]KELUARKAN|D[I1L]SAHKAN)\s+D[I1L]\b")
DRAFT_MARK = re.compile(
    r"^\W*(?:RANCANGAN|RAPER(?:DA|BUP|WALI|GUB)|DRA?F(?:T)?|KONSEP)"
    r"(?:\W*$|\s+[-–(]|\s+(?:PERATURAN|KEPUTUSAN|SURAT EDARAN|INSTRUKSI|AWAL|AKHIR|FINAL|\d))"
)
_ANNEXED = re.compile(
    r"^LAMPIRAN\s+(?:[IVX]+\s+)?(?:PERATURAN|KEPUTUSAN)\b.*?\bNOMOR\s*:?\s*(?P<rest>.*)$", re.IGNORECASE
)
_ON_DATE = re.compile(
    r"P\s?ADA\s?(?:(?:TANGGAL|TGL)\s*[:;]?\s*|(?=\d{1,2}\s[A-Z][a-z]+\s\d{4}$))(?P<rest>.*)$", re.IGNORECASE
)
_PLACE_DATE = re.compile(r"^[A-Z][A-Za-z .]{2,30},\s*(?:tanggal\s+)?(?P<date>\d{0,2}\s*[A-Za-z]{3,10}\s+\d{4})\.?$")
_PASSED = re.compile(r"^(?:DISAHKAN|DITETAPKAN|DIUNDANGKAN)\b")  # under the title of a plan or a book
_BY_THE_HEAD = re.compile(
    r"\b(?:KEPUTUSAN|PERATURAN|BUPATI|WALI ?KOTA|GUBERNUR|MENTERI|KEPALA (?:BADAN|LEMBAGA)(?! [A-Z]))\b"
)
_BY_DECREE = re.compile(
    r"\b(?:[Bb]uku|[Dd]okumen|[Nn]askah|[Pp]eta|[Aa]rsitektur|[Rr]encana) ini (?:telah )?(?:disahkan|ditetapkan) "
    r"(?:dengan|lewat|melalui|berdasarkan) (?:Surat )?(?:Keputusan|Peraturan)\b"
)
_TITLE_ROWS = 8
_SECTION = re.compile(r"^(?:\d{1,2}|[IVX]{1,4}|[A-H])\.\s+[A-Z]|^(?:BAB|Bab|Bagian)\s+[IVX\dA-H]+\b")
_POSTS = r"(?:BUPATI|WALI\s?KOTA|GUBERNUR|MENTERI|PRESIDEN|KEPALA|SEKRETARIS|INSPEKTUR|KETUA|DIREKTUR|REKTOR|CAMAT)\b"
_SIGNER = re.compile(rf"^(?:A\.?\s?N\.?\s|(?:PLT|PJ|PLH)\.?\s)?{_POSTS}")
_AFTER_TITLE = re.compile(
    r"^(?:DENGAN RAHMAT|D[I1L]TETAPKAN|MENIMBANG|MENGINGAT|MEMPERHATIKAN|MEMBACA|M.{1,3}UTUSKAN|LAMPIRAN|BAB [IVX]+\b|"
    rf"YTH\b|KEPADA\b|JAKARTA\b|{_POSTS}.*,$)"
)
_LABELLED_DATE = re.compile(
    r"\b(?:HARI\s*[/,]\s*TANGGAL|TANGGAL(?: (?:PENGESAHAN|PEMBUATAN|EFEKTIF|DITETAPKAN|TERBIT|RAPAT))?|"
    r"TGL\.? ?(?:PENGESAHAN|PEMBUATAN|EFEKTIF)?)\s*[:.]\s*(?P<rest>.*)$"
)


@dataclass(frozen=True, slots=True)
class Found:
    """A value and the lines it was read from; `blank` where the field stands there empty."""

    value: str = ""
    lines: tuple[Printed, ...] = ()
    blank: bool = False
    illegible: bool = False


def read_date(text: str) -> str:
    """Read the first date in the text: `YYYY-MM-DD`, `YYYY-MM` where there is no day, else empty."""
    if iso := _ISO_DATE.search(text):
        return iso.group()
    for match in _DATE.finditer(text):
        word = match["month"]
        month = _MONTH_WORDS.get(word.casefold(), 0) or _near_month(word) if word else int(digits(match["month2"]))
        day, year = digits(match["day"] or match["day2"]), digits(match["year"] or match["year2"])
        if 1 <= month <= 12 and day.isdigit() and 1 <= int(day) <= 31 and 1945 <= int(year) <= 2099:
            return f"{year}-{month:02d}-{int(day):02d}"
    for match in _MONTH_YEAR.finditer(text):
        month, year = _MONTH_WORDS.get(match["month"].casefold(), 0), digits(match["year"])
        if month and year.isdigit() and 1945 <= int(year) <= 2099:
            return f"{year}-{month:02d}"
    return ""


def _near_month(word: str) -> int:
    """Read a month whose name a scan damaged in one letter; 0 if none is near or two are."""
    folded = word.casefold()
    near = [
        number
        for name, number in _MONTH_WORDS.items()
        if len(name) > 4 and len(name) == len(folded) and sum(a != b for a, b in zip(name, folded, strict=True)) == 1
    ]
    return near[0] if len(near) == 1 else 0


def number(front: Sequence[Printed], head: Head) -> Found:
    """Read the paper's own number: for a regulation the bare number, else the whole of it without blanks."""
    if annexed := annexed_to(front, head):
        return annexed
    if head.at is None:
        return _loose_number(front, head)
    legal = head.legal
    near = range(head.at, min(head.at + 9, len(front)))
    for at in near:
        line = front[at]
        if at > head.at and line.folded.startswith(("TENTANG", "MENIMBANG")) and not head.annex:
            break
        if not legal and at > head.at and _SECTION.match(line.text):
            break  # what follows is prose, and the numbers in it are those of other papers
        if not legal and at > head.at and _waits_for_number(front[at - 1]):
            continue
        match = NUMBER_LINE.match(line.text) or (
            re.search(r"\bNOMOR\s*[:.]?\s*(?P<rest>.*)$", line.text) if at == head.at and legal else None
        )
        if match and ((found := _number(line, match["rest"], legal)).value or legal):
            return found  # in other papers "No" may head a table
    return Found() if legal else _titled_number(front, head) or _loose_number(front, head)


def annexed_to(front: Sequence[Printed], head: Head) -> Found | None:
    """Read the number of the decree to which a map or plan is annexed, from the line under its title."""
    if head.kind not in (DocumentKind.LAINNYA, DocumentKind.RENCANA):
        return None
    for line in front[:_TITLE_ROWS]:
        match = _ANNEXED.match(line.text)
        if match and line.page == front[0].page:
            found = _number(line, match["rest"], legal=True)
            return found if found.value else None
    return None


def passed(front: Sequence[Printed], head: Head) -> Printed | None:
    """Find the words that put a plan or book in force: "Buku ini ditetapkan dengan Keputusan", "Disahkan Bupati"."""
    if head.kind not in (DocumentKind.LAINNYA, DocumentKind.RENCANA):
        return None
    for line in front[:_TITLE_ROWS]:
        if _PASSED.match(line.folded) and _BY_THE_HEAD.search(line.folded):
            return line
    for line, below in pairwise(front):
        if _BY_DECREE.search(f"{line.text} {below.text}"):
            return line
    return None


def _waits_for_number(above: Printed) -> bool:
    """Tell whether a line names another paper whose number may stand on the next line."""
    return bool(_NAMES_ANOTHER.search(above.folded)) and not re.search(r"\bNOMOR\b.*\d", above.folded)


def _titled_number(front: Sequence[Printed], head: Head) -> Found | None:
    """Read the number of a report that stands in its title: "Laporan Biro Umum Nomor LAP-7/BU/2024"."""
    assert head.at is not None
    for line in front[head.at : head.at + 3]:
        match = re.match(r"^LAPORAN\b.*?\bNOMOR\s*:?\s*(?P<rest>.*)$", line.text, re.IGNORECASE)
        if match and not _NAMES_ANOTHER.search(line.folded):
            found = _number(line, match["rest"], legal=False)
            return found if "/" in found.value else None
    return None


def _number(line: Printed, rest: str, legal: bool) -> Found:
    """Read what stands after NOMOR."""
    text = re.sub(r"\bTENTANG\b.*$", "", rest, flags=re.IGNORECASE).strip(" :.")
    bare = re.sub(r"\bTAHUN\b.*$", "", text, flags=re.IGNORECASE).strip(" .…_-:")
    bare = _clear(bare, scanned=line.scanned)
    if _BLANK.match(bare) or _BLANK_PART.search(bare):
        return Found(lines=(line,), blank=True)
    plain = _PLAIN_NUMBER.match(_mended(text).replace("Tahun", "TAHUN").replace("tahun", "TAHUN"))
    if plain and legal:
        return Found(plain["number"], (line,))
    whole = re.sub(r"\s+", "", bare)
    slashed = _SLASHED.match(bare)
    if slashed and re.search(r"/\s*(?=\d*[A-Za-z])[12]\w{3}$", slashed["number"]):
        return Found(lines=(line,), illegible=True)  # a year that the scan damaged: the rest is no surer
    if slashed:
        return Found(re.sub(r"\s+", "", slashed["number"]).rstrip("-."), (line,))
    if whole.isdigit() and len(whole) <= 4:
        alone = re.fullmatch(r"\d+\s+TAHUN\s+\d{4}", text, re.IGNORECASE) and line.folded.startswith("NOMOR")
        return Found(whole, (line,)) if legal or alone else Found()
    if re.fullmatch(r"\d[\w.\-]*\d[\w.\-]*", whole) and legal:
        return Found(whole, (line,))
    written = sum(char.isalnum() for char in bare) >= 3  # less is a speck of the scanner, not handwriting
    return Found(lines=(line,), illegible=written, blank=not written)


def _clear(number: str, *, scanned: bool) -> str:
    """Write the strokes of a number alike, and mend what a scan does to them: `V1` for a month, `KOMINF0`."""
    number = re.sub(r"\s?[/\u2044\u2215](?:\s?[/\u2044\u2215])*\s?", "/", number)
    if not scanned:
        return number
    number = _ROMAN_MONTH.sub(lambda match: re.sub(r"[1l|!]", "I", match.group()), number)
    return re.sub(r"(?<=[A-Z]{4})0(?=/|$|[A-Z])", "O", number)


def _mended(text: str) -> str:
    """Give the text with the first word's letters read as digits where it looks like a damaged number."""
    first, _, rest = text.partition(" ")
    value = digits(first)
    return f"{value} {rest}" if value.isdigit() and first[:1].isdigit() and first[-1] not in "BSDQZ" else text


def _loose_number(front: Sequence[Printed], head: Head) -> Found:
    """Read a number from the head of a letter, report or procedure."""
    pages = _head_pages(front, head)
    if head.kind in (DocumentKind.NOTULENSI, DocumentKind.BERITA, DocumentKind.PAPARAN, DocumentKind.RENCANA):
        limit = 6
    else:
        limit = 16
    for above, line in zip((None, *front), front, strict=False):
        if line.page in pages and line.row <= limit:
            if above is not None and above.page == line.page and _waits_for_number(above):
                continue
            match = NUMBER_LINE.match(line.text)
            if match and (found := _number(line, match["rest"], legal=False)).value and "/" in found.value:
                return found
            if head.kind is DocumentKind.SOP and (slashed := _SLASHED_ANYWHERE.search(line.text)):
                return Found(slashed.group(), (line,))
    return Found()


def _head_pages(front: Sequence[Printed], head: Head) -> tuple[int, ...]:
    """Give the page that names the paper, and the next one where the first is only a cover."""
    if not front:
        return ()
    page = front[head.at].page if head.at is not None else front[0].page
    cover = sum(line.page == page for line in front) <= 12
    return (page, page + 1) if cover else (page,)


def about(front: Sequence[Printed], head: Head) -> Found:
    """Read what the paper is about: after TENTANG, or its title."""
    if head.at is None:
        return Found()
    if not head.legal:
        return _title(front, head.at)
    for at in range(head.at, min(head.at + 10, len(front))):
        match = re.match(r"^(?:.*\b)?TENTANG\b\s*[:.]?\s*(?P<rest>.*)$", front[at].folded)
        if match is None:
            continue
        taken, words = [front[at]], [match["rest"]] if match["rest"] else []
        for line in front[at + 1 : at + 10]:
            if (
                line.folded in words
                or _AFTER_TITLE.match(line.folded)
                or line.page != front[at].page
                or NUMBER_LINE.match(line.text)
            ):
                break
            taken.append(line)
            words.append(line.folded)
            if line.text.endswith("."):
                break
        return Found(proper(" ".join(words)), tuple(taken))
    return Found()


def _title(front: Sequence[Printed], at: int) -> Found:
    """Take the title line and those below it that are set like it."""
    taken = [front[at]]
    capital = front[at].text.isupper()
    for line in front[at + 1 : at + 5]:
        if line.page != front[at].page or NUMBER_LINE.match(line.text) or re.search(r":|^\W|\.$", line.text):
            break
        if _AFTER_TITLE.match(line.folded) or not capital or not line.text.isupper():
            break
        taken.append(line)
    subject = re.sub(r"^(?:HAL|PERIHAL)\b\s*[:.]?\s*", "", " ".join(line.text for line in taken), flags=re.IGNORECASE)
    return Found(proper(subject) if capital else subject, tuple(taken))


def enacted(lines: Sequence[Printed]) -> Found:
    """Read the date after "Ditetapkan di ... pada tanggal ..."; blank where nothing is filled in."""
    for at, line in enumerate(lines):
        damaged = line.scanned and _DAMAGED.match(line.folded) and len(line.text.split()) <= 5
        if not damaged and not ENACTED_AT.match(line.folded) and not re.search(r"\bDITETAPKAN DI\b", line.folded):
            continue
        if len(date := read_date(line.text.rpartition(",")[2])) == 10:
            return Found(date, (line,))  # "Ditetapkan di Arunika, 3 Mei 2021"
        for other in lines[at : at + 3]:
            match = _ON_DATE.search(other.text)
            if match is None and line.scanned and len(date := read_date(other.text)) == 10:
                return Found(date, (line, other))
            if match is None:
                continue
            after = lines[lines.index(other) + 1 : lines.index(other) + 2]
            found = read_date(match["rest"]) or (
                read_date(after[0].text) if after and not _SIGNER.match(after[0].folded) else ""
            )
            exact = len(found) == 10
            if exact:
                return Found(found, (line, other))
            empty = bool(_BLANK.match(re.sub(r"(?:19|20)\d{2}|[A-Za-z]{3,9}", "", match["rest"]))) and not re.search(
                r"\d{1,2}\s*\D", match["rest"]
            )
            return Found(
                found,
                (line, other),
                blank=empty and not _garbled(match["rest"]),
                illegible=not empty or _garbled(match["rest"]),
            )
        return Found(lines=(line,), blank=not line.scanned)
    return _signed(lines)


def _garbled(text: str) -> bool:
    """Tell handwriting that was read as noise from a field left empty: words that name no month."""
    words = [
        word
        for word in re.findall(r"[A-Za-z]{3,}", text)
        if word.casefold() not in _MONTH_WORDS and word.casefold() != "tahun"
    ]
    return bool(words)


def _signed(lines: Sequence[Printed]) -> Found:
    """Read "Wates, 24 Desember 2013" above the head of a region or an office."""
    for at in range(len(lines) - 1, -1, -1):
        match = _PLACE_DATE.match(lines[at].text)
        date = read_date(match["date"]) if match else ""
        if not date and lines[at].scanned and (stamped := _ON_DATE.match(lines[at].text)):
            date = read_date(stamped["rest"])
        if date and any(_SIGNER.search(other.folded) for other in lines[at + 1 : at + 4]):
            return Found(date, (lines[at],))
    return Found()


def paper_date(lines: Sequence[Printed], front: Sequence[Printed], kind: DocumentKind) -> Found:
    """Read the date of a paper that is not enacted."""
    for line in front[:40]:
        match = _LABELLED_DATE.search(line.folded)
        if match and (found := read_date(match["rest"])):
            return Found(found, (line,))
    first = [line for line in front if front and line.page == front[0].page]
    under_title = first[:_TITLE_ROWS]
    if passed := _first_date([line for line in under_title if _PASSED.match(line.folded)]):
        return passed
    if kind in (DocumentKind.SURAT, DocumentKind.UNDANGAN, DocumentKind.SURAT_EDARAN):
        for line in first:
            match = re.search(
                r"(?:^|\s)[A-Z][A-Za-z ]{2,30},\s*(?:tanggal\s+)?(?P<date>\d{1,2}\s+\w+\s+\d{4})\.?$", line.text
            )
            if match and (found := read_date(match["date"])):
                return Found(found, (line,))
    for line in reversed(lines):
        match = _PLACE_DATE.match(line.text)
        if match and (found := read_date(match["date"])):
            return Found(found, (line,))
    found_there = _first_date([line for line in under_title if titled(line.text) and _DATE.search(line.text)])
    if found_there:  # "WARAS 3.4 (2 September 2024)"
        return found_there
    short = _first_date([line for line in front[:60] if len(line.text.split()) <= 9])
    return short or (_first_date(first[:15]) if kind is DocumentKind.BERITA else None) or Found()


def _first_date(lines: Sequence[Printed]) -> Found | None:
    """Read the date of the first of these lines that has one."""
    return next((Found(date, (line,)) for line in lines if (date := read_date(line.text))), None)


def title_year(front: Sequence[Printed], head: Head) -> int | None:
    """Read the year in the title or on the cover: not that of a regulation named in it."""
    begun = {line.page: line.row for line in reversed(front) if _SECTION.match(line.text)}
    cover = [
        line
        for line in front
        if line.row < begun.get(line.page, line.row + 1)
        and line.row <= 14
        and (titled(line.text) or re.fullmatch(r"\d{4}(?:\s*[-–/]\s*\d{4})?", line.text))
    ]
    if head.at is None:
        return _year_of([line for line in cover if head.kind is not DocumentKind.PAPARAN or line.page == front[0].page])
    title = [line for line in _title_lines(front, head.at) if titled(line.text)]
    if head.kind is DocumentKind.LAPORAN and (year := _last_of_period(title)):
        return year
    return _year_of(title) or _year_of([line for line in cover if line.page <= front[head.at].page + 1])


def _title_lines(front: Sequence[Printed], at: int) -> list[Printed]:
    """Give the title and the lines near it, up to the first heading of a section."""
    taken = [front[at]]
    for line in front[at + 1 : at + 6]:
        if line.page == front[at].page and _SECTION.match(line.text):
            break
        taken.append(line)
    return taken


def _last_of_period(lines: Sequence[Printed]) -> int | None:
    """Read the year in which the period of a report ends: "Juli 2021 - Agustus 2022", "TAHUN 2022 DAN 2023"."""
    match = re.search(
        r"\b(?:19|20)\d{2}\s*(?:-|–|/|DAN|S\.?/?D\.?|SAMPAI(?: DENGAN)?)\s*(?:[A-Z]{3,9}\s+)?"
        r"(?P<year>(?:19|20)\d{2})\b",
        " | ".join(line.folded for line in lines),
    )
    return year_in(match["year"]) if match else None


def of_many_years(front: Sequence[Printed], head: Head) -> bool:
    """Tell whether the title of a plan names a span of years: "TAHUN 2022-2026"."""
    title = _title_lines(front, head.at) if head.at is not None else []
    return any(re.search(r"\b(?:19|20)\d{2}\s*[-–]\s*(?:19|20)\d{2}\b", line.text) for line in title[:3])


def draft_year(front: Sequence[Printed], head: Head) -> int | None:
    """Read the year in the draft mark above the head: "RANCANGAN - hasil harmonisasi 14 Oktober 2024"."""
    years = [year_in(line.text) for line in front[: head.at] if DRAFT_MARK.match(line.folded)]
    return next((year for year in years if year), None)


def foot_year(front: Sequence[Printed]) -> int | None:
    """Read the year in the running foot of the first page: "Manual Portal Cuti 2022 hlm. 1"."""
    first = [line for line in front if line.page == front[0].page]
    match = re.match(r"^(?P<name>.*\w)\W*\s(?:hlm\.?|hal\.?|halaman|[-|/])\s*1$", first[-1].text) if first else None
    return year_in(match["name"]) if match else None


def _year_of(lines: Sequence[Printed]) -> int | None:
    """Read the first year in title lines, after TAHUN before one that stands alone."""
    text = " | ".join(line.folded for line in lines)
    text = re.sub(r"\bNO(?:MOR|\.)?\s*[:.]?\s*\S+\s+TAHUN[\s|]+\d{4}", " ", text)
    for pattern in (
        rf"\b(?:TAHUN(?: ANGGARAN| BUKU)?|TA\.?|SEMESTER [IV12]+|TRIWULAN [IV1-4]+)\s*[:.]?[\s|]*{_YEAR}\b",
        rf"(?:^|\| ){_YEAR}(?= \||$)",
        r"(?<![\w/.])(?P<year>(?:19|20)\d{2})(?![\w/])",
    ):
        match = re.search(pattern, text)
        if match and (year := year_in(match["year"])):
            return year
    return None


def office(front: Sequence[Printed], head: Head) -> Found:
    """Read the office that issued a legal paper from its head: the words up to NOMOR or TENTANG."""
    if head.at is None or not head.legal:
        return Found()
    taken: list[Printed] = []
    words: list[str] = []
    for line in front[head.at : head.at + 5]:
        if taken and re.match(r"^(?:NOM[O0]R|NO\b|TENTANG|TANGGAL|TAHUN)\b", line.folded):
            break
        taken.append(line)
        words.append(re.sub(r"\s*\b(?:NOM[O0]R|TENTANG|TAHUN)\b.*$", "", line.folded))
        if re.search(r"\b(?:NOM[O0]R|TENTANG)\b", line.folded):
            break
    joined = re.sub(r"^LAMPIRAN(?:\s+[IVXL\d]+)?\s*[:.]?\s*", "", " ".join(words))
    match = LEGAL_HEAD.match(joined)
    name = (match["office"] or "") if match else ""
    return Found(name, tuple(taken))
