"""Lines to the tree of a legal or other paper, written down as passages with addresses and lead-ins."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from statistics import median

from evidence_checker.model import Address, Passage, Role
from evidence_checker.passages import markers as mark
from evidence_checker.passages.cleaning import Flow, flow, parts
from evidence_checker.passages.lines import Line
from evidence_checker.passages.markers import Marker
from evidence_checker.passages.tables import table_rows

_BAB, _BAGIAN, _PARAGRAF, _PASAL, _DIKTUM, _TEXT, _ITEM = 10, 20, 30, 40, 45, 50, 60
_PROSE, _BODY = 8, 4  # words of a line of running text; such lines that make a letter's body
_PARAGRAPH_LINES = 30  # text that runs on longer without an end is a table that could not be read as one
_ENDS = re.compile(r"[.;:!?][)\"”’]?$|[;,]?\s*\b(?:dan/atau|dan|atau)$|\bdan\s*;$")
_HANGS = re.compile(
    r"(?:\b(?:ayat|Pasal|pasal|huruf|angka|Nomor|nomor|dalam|pada|dengan|dimaksud|ketentuan|oleh|dari|Tahun|tahun|"
    r"untuk|sampai|tentang|Bab|BAB|Lampiran|diktum|yang|di|ke|jo\.?)|,|\b(?:ayat|Pasal)\s[^;.]{0,40}\b(?:dan|atau))$"
)
_FINISHED = re.compile(r"[.;:!?][)\"”’]?$")
# "Pusat Data Nasional adalah kumpulan pusat data ...": in a legal paper this says what a thing is, wherever it stands.
_SAYS_WHAT = re.compile(
    r"(?:[A-Z][\w/-]*\s+){1,7}(?:\([\w ]+\)\s+)?adalah\s+(?:kumpulan|sekumpulan|sistem|kegiatan|rangkaian|proses|"
    r"perangkat(?! daerah)|tempat|fasilitas|kerangka|upaya|segala|suatu|keseluruhan|media|gambaran)\b"
)
_DEFINES = re.compile(
    r"(?:(?:di\s?)?dalam\s.{3,90}?,?\s*)?yang\s+di\s?maksud(?:kan)?\s+(?:dengan|dalam\s.{3,60}\sini\s+dengan)\b",
    re.IGNORECASE,
)
_LIST_GOES_ON = re.compile(r";\s*(?:dan/atau|dan|atau)?$")
_AMENDS = re.compile(r"\b(?:di\s?ubah|di\s?hapus|di\s?sisip(?:i|kan)|di\s?tambah(?:kan)?|berbunyi)\b")
_ANNEX_HEAD = re.compile(
    r"^(?:NOMOR|TANGGAL|TENTANG|TAHUN|PERATURAN|KEPUTUSAN|Nomor|Tanggal|Tentang|Peraturan|Keputusan)\b",
    re.IGNORECASE,
)
_SIGNER = re.compile(
    r"^(?:a\.?\s?n\.?\s.*|(?:(?:Plt|Pj|PLT|PJ|Plh)\.?\s*)?(?:BUPATI|WALI\s?KOTA|GUBERNUR|MENTERI|KEPALA|SEKRETARIS|INSPEKTUR|"
    r"DIREKTUR|KETUA|PRESIDEN|CAMAT|DEPUTI|PENJABAT)\b[A-Z ]*),$"
)
_MEANS = re.compile(r"\b(?:adalah|ialah|merupakan|yang\s+selanjutnya\s+(?:di\s?sebut|di\s?singkat))\b")
_TERMS = re.compile(r"^(?:KETENTUAN UMUM|PENGERTIAN|DEFINISI|DAFTAR ISTILAH|ISTILAH|BATASAN)", re.IGNORECASE)
_ORDERS = re.compile(r"\b(?:SURAT EDARAN|INSTRUKSI (?:BUPATI|WALI|GUBERNUR|MENTERI|PRESIDEN|SEKRETARIS|KEPALA))")


_STRUCTURAL = (
    mark.BAB, mark.BAGIAN, mark.PARAGRAF, mark.PASAL, mark.PASAL_RUN_IN, mark.CLOSING, mark.LABEL,
)  # fmt: skip


@dataclass(slots=True)
class _Open:
    """A chapter, article, paragraph or list item that may lead in to what follows."""

    rank: int
    style: str = ""
    value: int = 0
    shown: str = ""
    x0: float = 0.0
    index: int | None = None


@dataclass(slots=True)
class _Block:
    """Lines collected for the passages being written."""

    lines: list[Line]
    skip: int
    role: Role
    address: Address
    leads: tuple[int, ...]
    opened: _Open | None = None


@dataclass(slots=True)
class _Builder:
    """Walks over the lines once; see `grow`."""

    lines: Sequence[Line]
    passages: list[Passage] = field(default_factory=list)
    stack: list[_Open] = field(default_factory=list)
    block: _Block | None = None
    address: Address = field(default_factory=Address)
    role: Role = Role.TITLE
    legal: bool = False
    opening: bool = False
    defining: bool = False
    defines_in: str = ""
    diktum: int = 0
    pasal: int = 0
    contents_page: int = 0
    closed_on: int = 0
    pitch: float = 0.0
    right: float = 0.0
    heads: dict[int, int] = field(default_factory=dict)

    # --- writing -----------------------------------------------------------------------------------------

    def flush(self) -> None:
        """Write the collected lines down as one or more passages."""
        block, self.block = self.block, None
        if block is None:
            return
        for part in parts(flow(block.lines, block.skip)):
            if self.write(part, block.role, block.address, block.leads) and block.opened is not None:
                block.opened.index = len(self.passages) - 1

    def write(self, part: Flow, role: Role, address: Address, leads: tuple[int, ...]) -> bool:
        """Write one passage down and say so; text without a letter or digit is none."""
        if not any(char.isalnum() for char in part.text):
            return False
        self.passages.append(
            Passage(
                index=len(self.passages),
                text=part.text,
                runs=part.runs,
                address=address,
                role=role,
                lead_ins=leads,
            )
        )
        return True

    def begin(self, line: Line, role: Role, opened: _Open | None = None, skip: int = 0) -> None:
        """Start a new passage with this line, under all that is open."""
        self.flush()
        leads = tuple(o.index for o in self.stack if o.index is not None)
        if opened is not None:
            self.stack.append(opened)
        self.block = _Block([line], skip, role, self.placed(), tuple(dict.fromkeys(leads)), opened)

    def join(self, line: Line) -> None:
        """Add the line to the passage being written."""
        if self.block is None:
            self.begin(line, self.role)
        else:
            self.block.lines.append(line)

    def close(self, rank: int) -> None:
        """Close everything open at this rank or below it."""
        self.flush()
        self.stack = [o for o in self.stack if o.rank < rank]

    def placed(self) -> Address:
        """Give the address here: the running one with the open ayat, huruf and angka."""
        ayat = ""
        steps: list[_Open] = []
        for o in self.stack[self.article_place() :]:
            if o.rank < _ITEM or o.style == "-" or not o.shown:
                continue
            if o.style == "ayat" and not steps and (self.address.pasal or not self.legal):
                ayat = o.shown
            else:
                steps.append(o)
        huruf = ""
        if steps and steps[0].shown.isalpha():
            huruf = steps.pop(0).shown
        angka = " ".join(
            (o.shown if not number else f"{'huruf' if o.shown.isalpha() else 'angka'} {o.shown}")
            if number or not o.shown.isalpha()
            else f"huruf {o.shown}"
            for number, o in enumerate(steps)
        )
        return replace(self.address, ayat=ayat, huruf=huruf, angka=angka)

    def article_place(self) -> int:
        """Give the place in the stack after the innermost open article, 0 if none is open."""
        places = [place for place, o in enumerate(self.stack, start=1) if o.style == "pasal"]
        return places[-1] if places else 0

    # --- the walk ----------------------------------------------------------------------------------------

    def before(self, at: int) -> str:
        """Give the text of the line before, empty at the start."""
        return self.lines[at - 1].text if at else ""

    def walk(self) -> None:
        """Take every line in turn: the first reading that accepts it has it."""
        readings = (
            self.contents, self.part, self.chapter, self.named_part, self.article, self.preamble, self.decree,
            self.closing, self.table, self.item, self.heading,
        )  # fmt: skip
        at = 0
        while at < len(self.lines):
            taken = 0
            self.leave_closing(at)
            for reading in readings:
                taken = reading(at)
                if taken:
                    break
            if not taken:
                self.text(at)
                taken = 1
            at += taken
        self.flush()

    def leave_closing(self, at: int) -> None:
        """Take up the text again on a page after the closing: an annex without a name in a legal paper."""
        line = self.lines[at]
        if self.role is not Role.SIGNATURE or line.page <= self.closed_on or mark.CLOSING.match(line.text):
            return
        prose = len(line.text.split()) >= 7 and not line.text.isupper()
        opens = prose or bool(mark.TABLE_HEAD.match(line.text)) or line.page > self.closed_on + 1
        if self.legal and not opens:
            return
        part = self.address.part if self.in_annex() else ("Lampiran" if self.legal else "")
        self.restart(part, Role.NARRATIVE)
        self.role = self.body_role()

    def contents(self, at: int) -> int:
        """Take a table of contents: each of its lines is a passage."""
        line = self.lines[at]
        if mark.CONTENTS.match(line.text):
            self.contents_page = line.page
        elif self.contents_page and line.page > self.contents_page:
            self.contents_page = line.page if self.leaders(line.page) else 0
        led = bool(mark.LEADER.search(line.text)) and self.leaders(line.page)
        if line.page != self.contents_page and not led:
            return 0
        if self.contents_page == line.page or led:
            self.flush()
            self.write(flow([line]), Role.CONTENTS, Address(heading="Daftar Isi"), ())
            return 1
        return 0

    def leaders(self, page: int) -> bool:
        """Tell whether the page has at least three lines with dot leaders."""
        return self.heads.get(page, 0) >= 3

    def part(self, at: int) -> int:
        """Begin an annex or the elucidation."""
        line = self.lines[at]
        if mark.EXPLANATION.match(line.text) and self.legal:
            self.restart("Penjelasan", Role.NARRATIVE)
            self.begin(line, Role.TITLE)
            return 1
        first = at == 0 or self.lines[at - 1].page != line.page
        name = mark.annex(line.text, first)
        if name is None or (_HANGS.search(self.before(at)) and not first):
            return 0
        self.restart(name, Role.ANNEX)
        self.begin(line, Role.TITLE)
        taken = 1
        while at + taken < len(self.lines) and taken < 9 and self.annex_head(self.lines[at + taken], line):
            self.join(self.lines[at + taken])
            taken += 1
        return taken

    @staticmethod
    def annex_head(line: Line, first: Line) -> bool:
        """Tell whether the line still says which regulation the annex belongs to."""
        if line.page != first.page:
            return False
        if _ANNEX_HEAD.match(line.text):
            return True
        return line.placed and line.text.isupper() and line.x0 > max(first.x0 - 6, 0.35 * line.page_width)

    def restart(self, part: str, role: Role) -> None:
        """Leave the part of the paper that was running: nothing in it leads in any more."""
        self.close(0)
        self.address = Address(part=part)
        self.role, self.defining, self.defines_in, self.pasal, self.diktum = role, False, "", 0, 0

    def chapter(self, at: int) -> int:
        """Take BAB, Bagian, Paragraf: the heading's lines with the title below become one passage."""
        line = self.lines[at]
        for rank, name, pattern in (
            (_BAB, "bab", mark.BAB), (_BAB, "bab", mark.BAB_MIXED),
            (_BAGIAN, "bagian", mark.BAGIAN), (_PARAGRAF, "", mark.PARAGRAF),
        ):  # fmt: skip
            match = pattern.match(line.text)
            if match is None or (rank != _BAB and _HANGS.search(self.before(at))):
                continue
            if rank == _BAB and match.groupdict().get("title", "") and not match["title"].isupper():
                continue
            self.close(rank)
            number = (
                re.sub(r"[l1|]", "I", match["number"])
                if rank == _BAB and not match["number"].isdigit()
                else match["number"]
            )
            self.enter(rank, name, number)
            self.begin(line, Role.TITLE, _Open(rank))
            taken = self.title(at, rank)
            words = flow(self.lines[at : at + taken]).text
            self.defining = bool(_TERMS.match(re.sub(r"^\S+\s+\S+\s*", "", words))) if rank == _BAB else self.defining
            return taken
        return 0

    def named_part(self, at: int) -> int:
        """Take "Bab 2. Cara kerja", "Bagian II - Layanan" or "Prakata" as a heading where the paper has no articles."""
        line = self.lines[at]
        if (self.legal and not self.in_annex()) or self.role is Role.SIGNATURE:
            return 0
        match = mark.NAMED_PART.match(line.text)
        named = match is not None and self.looks_like_title(at, match["title"], next_in_line=True)
        if not named and not mark.FOREWORD.match(line.text):
            return 0
        self.head(line, _BAB if named else _BAGIAN + 5, line.text)  # any heading ends a foreword
        return 1

    def enter(self, rank: int, name: str, number: str) -> None:
        """Set the running address at the start of a chapter or section; what lay below it ends."""
        if self.role in (Role.RECITAL, Role.SIGNATURE) or (self.role is Role.TITLE and rank <= _PASAL):
            self.role = self.body_role()
        cleared = Address(part=self.address.part if self.in_annex() else "")
        if rank > _BAB:
            cleared = replace(cleared, bab=self.address.bab)
        if rank > _BAGIAN:
            cleared = replace(cleared, bagian=self.address.bagian)
        if name:
            cleared = replace(cleared, **{name: number})
        self.address = cleared

    def in_annex(self) -> bool:
        """Tell whether an annex or the elucidation runs."""
        return self.address.part.startswith(("Lampiran", "Penjelasan"))

    def body_role(self) -> Role:
        """Give the role of plain text here."""
        if self.address.part.startswith("Lampiran"):
            return Role.ANNEX
        if self.address.part == "Penjelasan":
            return Role.NARRATIVE
        return Role.NORM if self.legal else Role.NARRATIVE

    def title(self, at: int, rank: int) -> int:
        """Join the title lines below a heading; give how many lines the heading has in all."""
        taken = 1
        while at + taken < len(self.lines) and taken < 6:
            line = self.lines[at + taken]
            if self.structural(line.text) or mark.markers(line.text) or len(line.text.split()) > 14:
                break
            capital = line.text.upper() == line.text
            if rank == _BAB and not capital and (taken > 1 or not self.short(line) or _FINISHED.search(line.text)):
                break
            if rank != _BAB and (_FINISHED.search(line.text) or not self.article_follows(at + taken)):
                break
            self.join(line)
            taken += 1
        return taken

    def article_follows(self, at: int) -> bool:
        """Tell whether an article or a section heading stands within the next lines."""
        return any(self.structural(line.text) for line in self.lines[at + 1 : at + 5])

    @staticmethod
    def structural(text: str) -> bool:
        """Tell whether the line opens a chapter, section, article or closing."""
        return any(pattern.match(text) for pattern in _STRUCTURAL)

    def article(self, at: int) -> int:
        """Take a Pasal heading; "Pasal 7" at the start of a line inside a sentence is none."""
        line = self.lines[at]
        match = mark.PASAL.match(line.text)
        run_in = mark.PASAL_RUN_IN.match(line.text) if match is None else None
        found = match or run_in
        if found is None:
            return 0
        number = found["number"].replace(" ", "")
        if not self.opens_article(at, number, run_in is not None):
            return 0
        changing = self.amended_item(number)
        if changing is None:
            self.close(_PASAL)
            self.legal = True
        else:
            self.flush()
            self.stack = self.stack[: changing + 1]
        self.enter(_PASAL, "pasal", number)
        self.pasal = int(re.sub(r"\D", "", number) or 0)
        self.begin(line, Role.TITLE, _Open(_PASAL if changing is None else _ITEM - 1, style="pasal", shown=number))
        if run_in is not None and self.block is not None:
            rest = replace(line, start=line.start + run_in.end(), text=line.text[run_in.end() :])
            self.block.lines = [replace(line, end=line.start + run_in.end(), text=line.text[: run_in.end()].rstrip())]
            self.open_item(rest, mark.markers(rest.text)[0], at)
        return 1

    def amended_item(self, number: str) -> int | None:
        """Give the place in the stack of "1. Ketentuan Pasal 5 diubah ..." that this article is quoted by."""
        if not number[:1].isdigit():
            return None
        roman = [o for o in self.stack if o.rank == _PASAL and o.style == "pasal" and o.shown == "I"]
        for place in range(len(self.stack) - 1, -1, -1):
            if roman and self.stack[place].style == "1.":
                return place
        return None

    def opens_article(self, at: int, number: str, run_in: bool) -> bool:
        """Tell a heading from a reference that a line break set at the start of a line."""
        before = self.before(at)
        if _HANGS.search(before):
            return False
        digits = re.sub(r"\D", "", number)
        expected = bool(digits) and int(digits) in (self.pasal, self.pasal + 1)
        if run_in:
            return expected and bool(_FINISHED.search(before) or before.isupper())
        after = self.lines[at + 1].text if at + 1 < len(self.lines) else ""
        if re.match(r"^(?:ayat|huruf|dan|sampai|,)\b", after):
            return False
        ended = not before or bool(_FINISHED.search(before)) or self.heading_before()
        return ended or expected

    def heading_before(self) -> bool:
        """Tell whether a heading stands just above."""
        if self.block is None:
            return bool(self.passages) and self.passages[-1].role is Role.TITLE
        return self.block.role is Role.TITLE

    def preamble(self, at: int) -> int:
        """Menimbang, Mengingat, Memperhatikan, MEMUTUSKAN, Menetapkan."""
        line = self.lines[at]
        label = mark.LABEL.match(line.text)
        if label is not None and not self.in_annex() and not self.address.pasal and self.labels(line, label.end()):
            self.restart(_label(label["label"]), Role.RECITAL)
            self.legal = True
            self.labelled(line, label.end(), at)
            return 1
        if mark.DECIDES.match(line.text) and not self.in_annex():
            self.restart("Memutuskan", self.role)
            self.legal, self.role = True, Role.NORM
            self.begin(line, Role.TITLE)
            return 1
        match = mark.ESTABLISHES.match(line.text) if not self.in_annex() and not self.address.pasal else None
        if match is None or self.address.diktum:
            return 0
        self.restart("Menetapkan", Role.NORM)
        self.legal = True
        self.begin(line, Role.TITLE)
        return 1

    @staticmethod
    def labels(line: Line, length: int) -> bool:
        """Tell a label from a verb: a colon, "bahwa", a list or nothing stands beside it."""
        rest = line.text[length:]
        return ":" in line.text[:length] or not rest or bool(re.match(r"bahwa\b|[Uu]ndang|\w{1,2}[.)]\s|[A-Z]", rest))

    def labelled(self, line: Line, length: int, at: int) -> None:
        """Begin the text that stands beside a label: `Menimbang : a. bahwa ...`."""
        rest = replace(line, start=line.start + length, text=line.text[length:])
        found = mark.markers(rest.text)
        if found:
            head = replace(line, end=line.start + length, text=line.text[:length].rstrip(" :;."))
            self.write(flow([head]), Role.TITLE, self.address, ())
            self.open_item(rest, found[0], at)
        else:
            self.begin(line, Role.RECITAL, _Open(_TEXT, x0=line.x0))

    def decree(self, at: int) -> int:
        """Take the ordered points of a decree: KESATU, KEDUA, ..."""
        line = self.lines[at]
        if (
            not self.legal
            or self.address.pasal
            or self.in_annex()
            or self.address.part not in ("Memutuskan", "Menetapkan", "")
        ):
            return 0
        text = re.sub(r"^Menetapkan\s*[:;]?\s*(?=KESATU|PERTAMA)", "", line.text)
        found = mark.diktum(text, self.diktum, after_stop=bool(_FINISHED.search(self.before(at))))
        if found is None:
            return 0
        name, self.diktum, length = found
        self.close(0)
        self.address, self.role = Address(diktum=name), Role.NORM
        skip = len(line.text) - len(text) + length
        rest = replace(line, start=line.start + skip, text=line.text[skip:].lstrip())
        inner = mark.markers(rest.text)
        if inner and inner[0].value == 1:
            self.write(flow([replace(line, text=line.text[:skip].rstrip())]), Role.TITLE, self.address, ())
            self.open_item(replace(rest, start=line.start + line.text.index(rest.text, skip)), inner[0], at)
        else:
            self.begin(line, Role.NORM, _Open(_DIKTUM, x0=line.x0))
        return 1

    def closing(self, at: int) -> int:
        """Enactment, promulgation, signatures: until an annex, an elucidation or a new chapter."""
        line = self.lines[at]
        signer = self.role is not Role.TITLE and self.role is not Role.RECITAL and _SIGNER.match(line.text)
        if (
            not signer
            and not mark.CLOSING.match(line.text)
            and not (
                mark.PLACE_DATE.match(line.text) and not _HANGS.search(self.before(at)) and self.role is not Role.TITLE
            )
        ):
            return 0
        if (self.role is Role.SIGNATURE and signer) or (not self.legal and not signer and self.at_head(at)):
            return 0
        if _HANGS.search(self.before(at)) and not line.text.startswith(("Ditetapkan", "Diundangkan", "DITETAPKAN")):
            return 0
        self.close(0)
        part = self.address.part if self.in_annex() else "Penutup"
        self.address = Address(part=part)
        self.role = Role.SIGNATURE
        self.closed_on = line.page
        self.begin(line, Role.SIGNATURE)
        return 1

    def at_head(self, at: int) -> bool:
        """Tell whether a place and date stand at the head of a letter: what it says follows on the same page."""
        page = self.lines[at].page
        below = (line for line in self.lines[at + 1 :] if line.page == page)
        return sum(len(line.text.split()) >= _PROSE for line in below) >= _BODY

    def table(self, at: int) -> int:
        """Take a table: caption and head lead in to the rows, one passage each."""
        if self.role in (Role.RECITAL, Role.TITLE) or (self.role is Role.NORM and not self.in_annex()):
            return 0
        found = table_rows(self.lines, at)
        if found is None:
            return 0
        self.flush()
        self.stack = [o for o in self.stack if not (o.rank >= _ITEM and 0 < self.lines[at].x0 < o.x0 + 6)]
        name = self.table_name()
        leads = tuple(o.index for o in self.stack if o.index is not None)
        place = self.placed()
        if found.head:
            self.write(flow(found.head), Role.TABLE, replace(place, row=f"{name} kepala"), leads)
            leads = (*leads, len(self.passages) - 1)
        for position, row in enumerate(found.rows, start=1):
            number = mark.ROW.match(row[0].text) if found.numbered else None
            shown = number["number"] if number else str(position)
            self.write(flow(row), Role.TABLE, replace(place, row=f"{name} baris {shown}"), leads)
        return found.taken

    def table_name(self) -> str:
        """Give the name of the table by the caption just above it: `Tabel 2`; `Tabel` without one."""
        caption = mark.CAPTION.match(self.passages[-1].text) if self.passages else None
        return f"Tabel {caption['number']}" if caption and caption["kind"].casefold() == "tabel" else "Tabel"

    def item(self, at: int) -> int:
        """Take an ayat or a list item."""
        line = self.lines[at]
        if self.address.part == "Penjelasan" and (explained := mark.EXPLAINED.match(line.text)):
            return self.explain(at, explained["kind"], explained["shown"])
        found = mark.markers(line.text)
        if not found or self.role is Role.SIGNATURE or (self.role is Role.TITLE and self.opening):
            return 0
        chosen = self.choose(found, at)
        if chosen is None:
            return 0
        marker, keep = chosen
        if self.numbered_heading(at, marker):
            return 1
        self.flush()
        self.role = self.body_role() if self.role is Role.TITLE else self.role
        self.stack = self.stack[:keep]
        article = self.article_place()
        if article:
            self.address = replace(self.address, pasal=self.stack[article - 1].shown)
        self.open_item(line, marker, at)
        return 1

    def explain(self, at: int, kind: str, shown: str) -> int:
        """Begin the elucidation of an ayat, huruf or angka; its text follows below the bare name."""
        style = {"Ayat": "ayat", "Huruf": "a.", "Angka": "1."}[kind]
        self.flush()
        inside = self.article_place()
        same = [place for place, o in enumerate(self.stack) if place >= inside and o.style == style]
        if style == "ayat":
            self.stack = self.stack[:inside]
        elif same:
            self.stack = self.stack[: same[0]]
        after = self.lines[at + 1].text if at + 1 < len(self.lines) else ""
        role = Role.DEFINITION if _DEFINES.match(after) else Role.NARRATIVE
        self.begin_item(self.lines[at], role, _Open(_ITEM, style, 1, shown, self.lines[at].x0))
        return 1

    def choose(self, found: Sequence[Marker], at: int) -> tuple[Marker, int] | None:
        """Choose the reading of a marker and how much of the stack stays open; None for running text."""
        before = self.before(at)
        amending = self.amending(found[0], at)
        if amending is not None:
            return found[0], amending
        if found[0].style in ("ayat", "(a)") and _HANGS.search(before):
            return None
        for place in range(len(self.stack) - 1, -1, -1):
            for marker in found:
                if self.follows(self.stack[place], marker):
                    return marker, place
        hangs = bool(_HANGS.search(before)) and not before.endswith(",")
        for marker in found:
            if marker.value == 1 and not hangs:
                return marker, self.level(marker, self.lines[at])
        return self.out_of_turn(found, at)

    def out_of_turn(self, found: Sequence[Marker], at: int) -> tuple[Marker, int] | None:
        """Take a marker whose predecessor was lost, if the text before it is over."""
        before = self.before(at)
        counted = self.counted(found[0], at)
        if not (_ENDS.search(before) or at == 0 or self.block is None or counted):
            return None
        for marker in found:
            for place in range(len(self.stack) - 1, -1, -1):
                o = self.stack[place]
                if o.style == marker.style and o.value < marker.value <= o.value + 4:
                    return marker, place
        listed = found[0].style not in ("-", "(a)") and found[0].value <= 60
        if listed and (_FINISHED.search(before) or counted):
            return found[0], self.level(found[0], self.lines[at])
        return None

    def counted(self, marker: Marker, at: int) -> bool:
        """Tell whether a line just above carries the number before this one."""
        return any(
            other.style == marker.style and other.value == marker.value - 1
            for line in self.lines[max(0, at - 4) : at]
            for other in mark.markers(line.text)
        )

    def amending(self, marker: Marker, at: int) -> int | None:
        """Give the place of the list that amends articles, if this line is its next item."""
        if marker.style != "1." or not _AMENDS.search(self.sight(at)):
            return None
        for place, o in enumerate(self.stack[:-1]):
            if o.style == "pasal" and o.shown == "I":
                outer = next((p for p in range(place + 1, len(self.stack)) if self.stack[p].style == "1."), None)
                if outer is not None and self.stack[outer].value < marker.value:
                    return outer
        return None

    def sight(self, at: int) -> str:
        """Give the line with the one below it, for words that a line break parts."""
        return " ".join(line.text for line in self.lines[at : at + 2])

    @staticmethod
    def follows(o: _Open, marker: Marker) -> bool:
        """Tell whether the marker is the next one in the list of an open item."""
        if o.style != marker.style:
            return False
        if marker.style == "decimal":
            same = o.shown.rsplit(".", 1)[0] == marker.shown.rsplit(".", 1)[0]
            return same and marker.value == o.value + 1
        return marker.style == "-" or marker.value == o.value + 1

    def level(self, marker: Marker, line: Line) -> int:
        """Give how much of the stack stays open under the first item of a new list."""
        inside = self.article_place()
        for place, o in enumerate(self.stack):
            if o.rank < _ITEM or place < inside:
                continue
            if o.style == marker.style:
                return place
            if marker.style == "ayat" and self.address.pasal:
                return place
            if line.placed and o.x0 and line.x0 < o.x0 - 6 and self.stack[-1].style != "-":
                return place
        return len(self.stack)

    def open_item(self, line: Line, marker: Marker, at: int) -> None:
        """Begin an ayat or a list item with this line."""
        inside = self.article_place()
        if marker.style == "ayat" and inside:
            self.stack = self.stack[:inside] + [o for o in self.stack[inside:] if o.rank != _TEXT]
        role = self.item_role(marker, at)
        self.begin_item(line, role, _Open(_ITEM, marker.style, marker.value, marker.shown, line.x0))

    def begin_item(self, line: Line, role: Role, opened: _Open) -> None:
        """Start an item: its own number belongs to its address."""
        self.flush()
        leads = tuple(dict.fromkeys(o.index for o in self.stack if o.index is not None))
        self.stack.append(opened)
        self.block = _Block([line], 0, role, self.placed(), leads, opened)

    def item_role(self, marker: Marker, at: int) -> Role:
        """Give the role of a list item here: an item under "yang dimaksud dengan" defines."""
        if self.role not in (Role.NORM, Role.ANNEX, Role.NARRATIVE):
            return self.role
        lost = bool(self.defines_in) and self.defines_in == self.address.pasal and marker.style != "ayat"
        listed = self.defining and marker.style != "ayat" and self.address.pasal in ("", "1")
        sight = self.sight(at)
        said = sight.partition(marker.shown)[2].lstrip(".) ")
        opens = _DEFINES.match(said) or (self.legal and _SAYS_WHAT.match(said))
        if self.under_definition() or lost or opens or (listed and _MEANS.search(sight)):
            return Role.DEFINITION
        return self.role

    def under_definition(self) -> bool:
        """Tell whether a lead-in says "yang dimaksud dengan"."""
        return any(
            o.index is not None and o.rank >= _DIKTUM and o.rank < _ITEM + 1
            and self.passages[o.index].role is Role.DEFINITION
            for o in self.stack
        )  # fmt: skip

    def numbered_heading(self, at: int, marker: Marker) -> bool:
        """Take `1.2 Latar belakang` or `A. Pendahuluan` as a heading where the paper has no articles."""
        line = self.lines[at]
        if (self.legal and not self.in_annex()) or marker.style not in ("decimal", "A.", "I.", "1."):
            return False
        title = line.text[marker.length :]
        if not self.looks_like_title(at, title, next_in_line=self.next_heading(marker)):
            return False
        depth = {"I.": 1, "A.": 2, "1.": 4}.get(marker.style, 4 + marker.shown.count("."))
        self.head(line, _BAB + 1 + depth, title, marker)
        return True

    def next_heading(self, marker: Marker) -> bool:
        """Tell whether the heading that is open carries the number before this one: "3. ..." for "4. ..."."""
        return any(
            o.style == marker.style and o.value == marker.value - 1 and self.passages[o.index].role is Role.TITLE
            for o in self.stack
            if o.index is not None and o.index < len(self.passages)
        )

    def looks_like_title(self, at: int, title: str, *, next_in_line: bool = False) -> bool:
        """Tell a heading from a list item: short, not ended, and a new paragraph or list follows.

        `next_in_line`: it carries the number after the open heading's, so it may be as long as the line.
        """
        line = self.lines[at]
        if len(title.split()) > 12 or _ENDS.search(title) or title.endswith((",", "-", "/")) or not title[:1].isupper():
            return False
        if not (next_in_line or self.short(line) or title.isupper()):
            return False
        if at + 1 >= len(self.lines):
            return False
        after = self.lines[at + 1].text
        following = mark.markers(after)
        own = mark.markers(line.text)
        if following and own and any(self.same_list(a, b) for a in own for b in following):
            return False
        if mark.ROW.match(after) and not following:
            return title.isupper()
        return after[:1].isupper() or bool(following) or after[:1] in '"“('

    @staticmethod
    def same_list(one: Marker, other: Marker) -> bool:
        """Tell whether two markers follow each other in one list."""
        return one.style == other.style and other.value == one.value + 1

    def head(self, line: Line, rank: int, title: str, marker: Marker | None = None, more: Sequence[Line] = ()) -> None:
        """Write a heading of a paper without articles; it leads in to what follows."""
        self.close(rank)
        if self.role in (Role.TITLE, Role.SIGNATURE, Role.RECITAL):
            self.role = self.body_role()
        shown = " ".join((title, *(other.text for other in more)))
        self.address = Address(part=self.address.part, bab=self.address.bab, heading=shown.strip(" :")[:80])
        opened = _Open(rank, marker.style, marker.value, marker.shown, line.x0) if marker else _Open(rank, x0=line.x0)
        self.begin(line, Role.TITLE, opened)
        for other in more:
            self.join(other)
        self.flush()
        self.defining = bool(_TERMS.match(title))

    def heading(self, at: int) -> int:
        """Take an unnumbered heading: a short line, all capitals or set off, that no sentence runs through."""
        line = self.lines[at]
        if self.role is Role.TITLE and (self.opening or not self.title_ended(at)):
            return 0
        if (self.legal and not self.in_annex()) or self.role is Role.SIGNATURE:
            return 0
        capital = line.text.isupper() and 1 <= len(line.text.split()) <= 14 and len(line.text) > 3
        before = self.before(at)
        if not capital and not (
            len(line.text.split()) <= 6
            and (at == 0 or _FINISHED.search(before) or self.block is None or line.gap > 0.9)
            and self.looks_like_title(at, line.text)
        ):
            return 0
        if mark.CAPTION.match(line.text) or mark.KEY_VALUE.match(line.text):
            return 0
        if capital and self.block is not None and not self.ended(at):
            return 0
        taken = self.capital_lines(at) if capital else 1
        self.head(line, _BAGIAN + (0 if capital else 5), line.text, more=self.lines[at + 1 : at + taken])
        return taken

    def capital_lines(self, at: int) -> int:
        """Give how many lines a heading in capitals runs over."""
        taken = 1
        while at + taken < len(self.lines) and taken < 5:
            line = self.lines[at + taken]
            near = line.page == self.lines[at].page and line.gap < 1.6
            opens = self.structural(line.text) or mark.markers(line.text) or mark.CONTENTS.match(line.text)
            if not near or not line.text.isupper() or opens or mark.annex(line.text, False) or not line.placed:
                break
            taken += 1
        return taken

    def title_ended(self, at: int) -> bool:
        """Tell whether the title block of a paper without recitals is over."""
        line = self.lines[at]
        return bool(mark.KEY_VALUE.match(line.text)) or not (line.text.isupper())

    def short(self, line: Line) -> bool:
        """Tell whether the line ends well before the right margin; by its length where places are unknown."""
        if line.placed and self.right:
            return line.x1 < self.right - 0.12 * (line.page_width or self.right)
        return len(line.text) < 60

    def ended(self, at: int) -> bool:
        """Tell whether the line before closes a sentence or stands short of the margin."""
        if not at:
            return True
        previous = self.lines[at - 1]
        return bool(_FINISHED.search(previous.text)) or self.short(previous)

    # --- running text ------------------------------------------------------------------------------------

    def text(self, at: int) -> None:
        """Take a line of running text: it carries the passage on, or starts the next paragraph."""
        line = self.lines[at]
        if self.role is Role.TITLE:
            self.title_text(at)
            return
        if self.role is Role.SIGNATURE:
            if self.signs_on(line):
                self.join(line)
            else:
                self.begin(line, Role.SIGNATURE)
            return
        if self.block is not None and self.address.part == "Menetapkan" and line.text.isupper():
            self.join(line)
            return
        if self.block is None or self.block.role is Role.TITLE or self.breaks(at):
            if not self.lost_item(at):
                self.paragraph(line, at)
            return
        self.join(line)

    def signs_on(self, line: Line) -> bool:
        """Tell whether a line of the closing carries on the one above it."""
        if self.block is None:
            return False
        so_far = self.block.lines[-1].text
        if _FINISHED.search(so_far):
            return False
        return (
            line.text[:1].islower()
            or line.text.startswith("Pada tanggal")
            or self.block.lines[0].text.startswith("Agar ")
        )

    def title_text(self, at: int) -> None:
        """Take a line of a title block; running text after it ends the block."""
        line = self.lines[at]
        prose = not self.opening and not line.text.isupper() and len(line.text.split()) >= 8
        pair = mark.KEY_VALUE.match(line.text) and not self.in_annex() and not self.opening
        if prose or pair:
            self.role = self.body_role()
            self.paragraph(line, at)
        elif self.block is not None and self.block.role is Role.TITLE and self.titles_join(at):
            self.join(line)
        else:
            self.begin(line, Role.TITLE)

    def titles_join(self, at: int) -> bool:
        """Tell whether two title lines are one: both capitals, and neither is the number or TENTANG."""
        line, before = self.lines[at].text, self.before(at)
        alone = re.compile(r"^(?:NOMOR|TENTANG|DENGAN RAHMAT|TAHUN\b|NO\b|LAMPIRAN)", re.IGNORECASE)
        return line.isupper() == before.isupper() and not alone.match(line) and not alone.match(before)

    def lost_item(self, at: int) -> bool:
        """Take a line after "...;" as the next list item where a scan lost its letter or number."""
        o = self.block.opened if self.block is not None else None
        if o is None or o.rank < _ITEM or o.style in ("-", "decimal") or o not in self.stack:
            return False
        if not _LIST_GOES_ON.search(self.before(at)):
            return False
        role = self.block.role if self.block is not None else self.role
        self.flush()
        self.stack = self.stack[: self.stack.index(o)]
        self.begin_item(self.lines[at], role, _Open(_ITEM, o.style, o.value + 1, "", o.x0))
        return True

    def paragraph(self, line: Line, at: int) -> None:
        """Begin a paragraph at the level where its left edge puts it."""
        self.flush()
        inside = self.article_place()
        kept = list(self.stack[:inside])
        for o in self.stack[inside:]:
            if o.rank == _TEXT or (o.rank >= _ITEM and (not line.placed or line.x0 < o.x0 + 6)):
                break
            kept.append(o)
        self.stack = kept
        role = self.body_role() if self.role is Role.TITLE else self.role
        if role in (Role.NORM, Role.ANNEX, Role.NARRATIVE):
            if _DEFINES.match(self.sight(at)):
                self.defines_in = self.address.pasal
                role = Role.DEFINITION
            elif self.defines_in and self.defines_in == self.address.pasal:
                role = Role.DEFINITION  # a definition whose number a scan lost
            elif self.legal and _SAYS_WHAT.match(self.sight(at)):
                role = Role.DEFINITION
        self.begin(line, role, _Open(_TEXT, x0=line.x0))

    def breaks(self, at: int) -> bool:
        """Tell whether a new paragraph begins at this line."""
        line, previous = self.lines[at], self.lines[at - 1]
        if self.block is None or not 0 < len(self.block.lines) < _PARAGRAPH_LINES:
            return True
        if mark.CAPTION.match(line.text) or mark.CAPTION.match(self.block.lines[0].text):
            return self.ended(at)
        pair = mark.KEY_VALUE.match(self.block.lines[0].text) and 0 < line.x0 < self.block.lines[0].x0 + 6
        if not self.legal and (pair or mark.KEY_VALUE.match(line.text)):
            return True
        if not _FINISHED.search(previous.text) or line.text[:1].islower():
            return line.gap > 1.6 and not self.legal and line.text[:1].isupper()
        if self.block.opened is not None and self.block.opened.rank >= _ITEM:
            return line.placed and line.x0 < self.block.opened.x0 + 6 and not previous.text.endswith(":")
        return self.short(previous) or line.gap > 0.9


def _label(label: str) -> str:
    folded = label.casefold().replace("rn", "m")
    for name in ("Menimbang", "Mengingat", "Memperhatikan", "Membaca", "Mendengar"):
        if folded[:5] == name.casefold()[:5]:
            return name
    return label


def grow(lines: Sequence[Line]) -> tuple[Passage, ...]:
    """Give the passages of a paper's lines, in order; runs in linear time."""
    builder = _Builder(lines)
    for line in lines:
        if mark.LEADER.search(line.text):
            builder.heads[line.page] = builder.heads.get(line.page, 0) + 1
    edges = sorted(line.x1 for line in lines if line.placed)
    width = max((line.page_width for line in lines), default=0.0)
    builder.right = max(edges[int(0.9 * (len(edges) - 1))], 0.55 * width) if edges else 0.0
    gaps = [line.gap for line in lines if line.gap]
    builder.pitch = median(gaps) if gaps else 0.0
    builder.legal = any(_ORDERS.search(line.text) for line in lines[:12])
    builder.opening = any(mark.LABEL.match(line.text) or mark.DECIDES.match(line.text) for line in lines[:60])
    builder.walk()
    return tuple(builder.passages)
