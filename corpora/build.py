"""Readable sources of made-up papers to PDF files: the same bytes each run.

    python corpora/build.py [SLUG...]      build the papers of these submissions (all without a slug)
    python corpora/build.py --check        build nothing; tell which expected quotes are not on their page

A submission is a folder of `submissions/` or `trials/` with `submission.yaml` (what each paper is), `papers/NAME.txt` (sources),
`papers/NAME.pdf` (built from them) and `expected.yaml` (what a careful assessor reads in them). The source format is
in README.md beside this file.
"""

import io
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pypdfium2
import yaml
from PIL import Image, ImageFilter
from reportlab import rl_config
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    HRFlowable,
    KeepTogether,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
    TableStyle,
)

rl_config.invariant = 1
rl_config.useA85 = 0

HERE = Path(__file__).resolve().parent
FOLDERS = (HERE / "submissions", HERE / "trials")

_MARGIN = 62.0
_FONTS = {
    "times": ("Times-Roman", "Times-Bold"),
    "helvetica": ("Helvetica", "Helvetica-Bold"),
    "courier": ("Courier", "Courier-Bold"),
}
_ITEM = re.compile(r"( *)(\(\d+[a-z]?\)|\d{1,3}[.)]|[a-zA-Z][.)]|[ivx]{2,4}[.)]|[-\u2022])\s+(.*)")
_LABEL = re.compile(r"= *(.*?) *: *(.*)")
_DIRECTIVE = re.compile(r"%% *(\w+) *:? *(.*)")
_SCAN_DPI = 110


# --- layout of one paper ---------------------------------------------------------------------------------


@dataclass
class _Running:
    """What is printed on every page from here on."""

    header: str = ""
    footer: str = ""


class _Set(Flowable):
    """Changes the running header or footer from the page on which it stands."""

    def __init__(self, running: _Running, name: str, value: str) -> None:
        super().__init__()
        self.width = self.height = 0.0
        self._running, self._name, self._value = running, name, value

    def wrap(self, *_: float) -> tuple[float, float]:
        return 0.0, 0.0

    def draw(self) -> None:
        setattr(self._running, self._name, self._value)


class _Labelled(Paragraph):
    """A paragraph whose first line has a label at the left: `Menimbang : a. bahwa ...`."""

    def __init__(self, text: str, style: ParagraphStyle, label: str, colon: float, **kw: Any) -> None:
        super().__init__(text, style, **kw)
        self.label, self.colon = label, colon

    def draw(self) -> None:
        style = self.style
        base = self.height - style.fontSize
        self.canv.setFont(style.fontName, style.fontSize)
        if self.label:
            self.canv.drawString(0, base, self.label)
        self.canv.drawString(self.colon, base, ":")
        super().draw()

    def split(self, width: float, height: float) -> list[Flowable]:
        return []  # stays on one page, so that the label stays with its text


@dataclass
class _Paper:
    """The source of one paper on its way to flowables."""

    lines: list[str]
    size: float = 11.0
    font: str = "times"
    at: int = 0
    columns: int = 1
    wide: bool = False
    widths: list[float] = field(default_factory=list)
    running: _Running = field(default_factory=_Running)
    story: list[Flowable] = field(default_factory=list)

    def style(self, *, bold: bool = False, align: int = TA_JUSTIFY, size: float = 0, **kw: Any) -> ParagraphStyle:
        size = size or self.size
        name = _FONTS[self.font][bold]
        kw.setdefault("spaceAfter", 4)
        return ParagraphStyle("s", fontName=name, fontSize=size, leading=size * 1.25, alignment=align, **kw)

    @property
    def page(self) -> tuple[float, float]:
        return landscape(A4) if self.wide else A4

    @property
    def room(self) -> float:
        whole = self.page[0] - 2 * _MARGIN
        return whole if self.columns == 1 else (whole - 18) / 2

    def template(self) -> str:
        return f"{'wide' if self.wide else 'tall'}{self.columns}"


def _text(line: str) -> str:
    """Escape a line; `**bold**` and `__underlined__` are kept."""
    out = escape(line.strip())
    out = re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", out)
    return re.sub(r"__(.+?)__", r"<u>\1</u>", out)


def _starts_block(line: str) -> bool:
    stripped = line.strip()
    return (
        not stripped
        or stripped[0] in "#^|>="
        or stripped.startswith(("%%", "[gambar", "[/gambar", "[foto]"))
        or bool(_ITEM.match(line))
    )


def _joined(paper: _Paper, first: str) -> str:
    """Join a paragraph's lines, from the one after `first`."""
    parts = [first.strip()]
    while paper.at < len(paper.lines) and not _starts_block(paper.lines[paper.at]):
        parts.append(paper.lines[paper.at].strip())
        paper.at += 1
    return " ".join(parts)


def _directive(paper: _Paper, name: str, value: str) -> None:
    if name == "kop":
        _letterhead(paper, [p.strip() for p in value.split("|")])
    elif name in ("footer", "header"):
        paper.story.append(_Set(paper.running, name, value))
    elif name == "page":
        paper.story.append(PageBreak())
    elif name in ("columns", "landscape", "portrait"):
        paper.columns = int(value) if name == "columns" else 1
        paper.wide = paper.wide if name == "columns" else name == "landscape"
        printed = [f for f in paper.story if not isinstance(f, (_Set, NextPageTemplate))]
        if printed and isinstance(printed[-1], PageBreak):
            paper.story.remove(printed.pop())
        paper.story.append(NextPageTemplate(paper.template()))
        if printed:
            paper.story.append(PageBreak())
    elif name == "widths":
        paper.widths = [float(w) for w in value.split()]
    elif name == "font":
        paper.font = value
    elif name == "size":
        paper.size = float(value)
    elif name == "space":
        paper.story.append(Spacer(1, float(value or 12)))
    else:
        raise ValueError(f"unknown directive: {name}")


def _letterhead(paper: _Paper, lines: list[str]) -> None:
    sizes = [13.0, 15.0, *[9.0] * len(lines)]
    for number, (line, size) in enumerate(zip(lines, sizes, strict=False)):
        bold = number < 2 and len(lines) > 1
        paper.story.append(Paragraph(_text(line), paper.style(bold=bold, align=TA_CENTER, size=size, spaceAfter=1)))
    paper.story.append(HRFlowable(width="100%", thickness=1.6, color="black", spaceBefore=3, spaceAfter=10))


def _item(paper: _Paper, found: re.Match[str], left: float = 0.0, label: str | None = None) -> Flowable:
    indent, marker, rest = len(found[1]) // 2, found[2], found[3]
    text = _joined(paper, rest)
    gap = max(18.0, stringWidth(marker, _FONTS[paper.font][0], paper.size) + 6)
    at = left + 20.0 * indent
    style = paper.style(
        leftIndent=at + gap,
        bulletIndent=at,
        bulletFontName=_FONTS[paper.font][0],
        bulletFontSize=paper.size,
        spaceAfter=3,
    )
    if label is None:
        return Paragraph(_text(text), style, bulletText=marker)
    return _Labelled(_text(text), style, label, left - 10, bulletText=marker)


def _labelled(paper: _Paper, label: str, rest: str) -> None:
    """Set `= Label : text` and the indented lines under it."""
    left = max(84.0, stringWidth(label, _FONTS[paper.font][0], paper.size) + 18)
    found = _ITEM.match(rest)
    if found:
        paper.story.append(_item(paper, found, left, label))
    else:
        text = _joined(paper, rest)
        paper.story.append(_Labelled(_text(text), paper.style(leftIndent=left, spaceAfter=3), label, left - 10))
    while paper.at < len(paper.lines) and paper.lines[paper.at].startswith("  "):
        line = paper.lines[paper.at]
        paper.at += 1
        inner = _ITEM.match(line[2:])
        if inner:
            paper.story.append(_item(paper, inner, left))
        else:
            paper.story.append(Paragraph(_text(_joined(paper, line)), paper.style(leftIndent=left)))


def _table(paper: _Paper, first: str, room: float, size: float) -> Table:
    rows, header = [first], False
    while paper.at < len(paper.lines) and paper.lines[paper.at].lstrip().startswith("|"):
        line = paper.lines[paper.at]
        paper.at += 1
        if re.fullmatch(r"\s*\|[\s|:-]+\|\s*", line) and len(rows) == 1:
            header = True
        else:
            rows.append(line)
    cells = [[c.strip() for c in row.strip().strip("|").split("|")] for row in rows]
    count = max(len(r) for r in cells)
    cells = [r + [""] * (count - len(r)) for r in cells]
    widths = paper.widths if len(paper.widths) == count else _natural(cells, size)
    paper.widths = []
    scale = room / sum(widths)
    plain = paper.style(align=TA_LEFT, size=size, spaceAfter=0)
    bold = paper.style(align=TA_CENTER, size=size, spaceAfter=0, bold=True)
    body = [[Paragraph(_text(c), bold if header and not n else plain) for c in row] for n, row in enumerate(cells)]
    table = Table(
        body, colWidths=[w * scale for w in widths], repeatRows=1 if header else 0, spaceBefore=4, spaceAfter=8
    )
    table.setStyle(
        TableStyle(
            [
                ("GRID", (0, 0), (-1, -1), 0.5, "black"),
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("TOPPADDING", (0, 0), (-1, -1), 2),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
            ]
        )
    )
    return table


def _natural(cells: list[list[str]], size: float) -> list[float]:
    """Give each column what its longest word needs, and more for long texts."""
    widths = []
    for column in zip(*cells, strict=True):
        word = max((len(w) for c in column for w in c.split()), default=1)
        length = max(len(c) for c in column)
        widths.append(max(word * 1.25, min(length, 26 + length / 6)) * size * 0.5 + 14)
    return widths


def _screen(paper: _Paper, title: str) -> Flowable:
    """Frame what stands between `[gambar: title]` and `[/gambar]`: a screen of an application."""
    size, room = paper.size * 0.76, paper.room - 40
    small = ParagraphStyle("g", fontName="Helvetica", fontSize=size, leading=size * 1.3)
    bold = ParagraphStyle("b", parent=small, fontName="Helvetica-Bold")
    inside: list[Flowable] = [Paragraph(_text(title), bold), Spacer(1, 3)] if title else []
    while paper.at < len(paper.lines) and paper.lines[paper.at].strip() != "[/gambar]":
        line = paper.lines[paper.at]
        paper.at += 1
        if line.lstrip().startswith("|"):
            inside.append(_table(paper, line, room - 14, size))
        elif line.strip():
            inside.append(Paragraph(_text(line), small))
        else:
            inside.append(Spacer(1, 4))
    paper.at += 1
    box = Table([[inside]], colWidths=[room], spaceBefore=6, spaceAfter=8)
    box.setStyle(TableStyle([("BOX", (0, 0), (-1, -1), 0.9, "grey"), ("BACKGROUND", (0, 0), (-1, 0), "#f6f7f9")]))
    return box


class _Photo(Flowable):
    """A picture without words, in place of a photograph of a meeting: a room, a table, people."""

    def __init__(self, width: float) -> None:
        super().__init__()
        self.width, self.height = width, width * 0.6

    def wrap(self, *_: float) -> tuple[float, float]:
        return self.width, self.height

    def draw(self) -> None:
        canvas, step = self.canv, self.width / 7
        for shade, bottom in ((0.82, 0.0), (0.62, 0.45)):
            canvas.setFillGray(shade)
            canvas.rect(0, self.height * bottom, self.width, self.height * (1 - bottom), stroke=0, fill=1)
        for number in range(6):
            canvas.setFillGray(0.25 + 0.07 * (number % 3))
            canvas.circle(step * (number + 1), self.height * 0.62, step * 0.22, stroke=0, fill=1)
            canvas.ellipse(
                step * (number + 0.6), self.height * 0.28, step * (number + 1.4), self.height * 0.54, stroke=0, fill=1
            )
        canvas.setFillGray(0.45)
        canvas.rect(step * 0.4, self.height * 0.15, self.width - step * 0.8, self.height * 0.2, stroke=0, fill=1)


def _signature(paper: _Paper, first: str) -> Flowable:
    lines = [first]
    while paper.at < len(paper.lines) and paper.lines[paper.at].lstrip().startswith(">"):
        lines.append(paper.lines[paper.at])
        paper.at += 1
    style = paper.style(align=TA_CENTER, leftIndent=paper.room * 0.45, spaceAfter=0)
    parts: list[Flowable] = [Spacer(1, 8)]
    for line in lines:
        text = line.strip()[1:].strip()
        parts.append(Paragraph(_text(text), style) if text else Spacer(1, paper.size * 1.3))
    return KeepTogether([*parts, Spacer(1, 8)])


_HEADINGS: tuple[tuple[str, dict[str, Any], float], ...] = (
    ("### ", {"bold": True, "align": TA_LEFT, "spaceBefore": 3}, 0.0),
    ("## ", {"bold": True, "align": TA_LEFT, "spaceBefore": 6}, 0.5),
    ("# ", {"bold": True, "align": TA_CENTER, "spaceAfter": 2}, 1.0),
    ("^ ", {"align": TA_CENTER, "spaceBefore": 1, "spaceAfter": 3}, 0.0),
)


def _block(paper: _Paper, line: str) -> None:
    """Turn the block that begins with `line` into flowables."""
    stripped = line.strip()
    directive = _DIRECTIVE.fullmatch(stripped)
    heading = next(((kw, more, mark) for mark, kw, more in _HEADINGS if stripped.startswith(mark)), None)
    if directive:
        _directive(paper, directive[1], directive[2].strip())
    elif heading:
        kw, more, mark = heading
        style = paper.style(size=paper.size + more, keepWithNext=1, **kw)
        paper.story.append(Paragraph(_text(stripped[len(mark) :]), style))
    elif stripped.startswith("|"):
        paper.story.append(_table(paper, line, paper.room, paper.size * 0.85))
    elif stripped.startswith(">"):
        paper.story.append(_signature(paper, line))
    elif stripped == "[foto]":
        paper.story.append(_Photo(paper.room))
    elif stripped.startswith("[gambar"):
        paper.story.append(_screen(paper, stripped[len("[gambar") :].lstrip(": ").rstrip("]")))
    elif label := _LABEL.fullmatch(stripped) if stripped.startswith("=") else None:
        _labelled(paper, label[1], label[2])
    elif item := _ITEM.match(line):
        paper.story.append(_item(paper, item))
    else:
        paper.story.append(Paragraph(_text(_joined(paper, line)), paper.style()))


def _flowables(paper: _Paper) -> list[Flowable]:
    while paper.at < len(paper.lines):
        line = paper.lines[paper.at]
        paper.at += 1
        if line.strip():
            _block(paper, line)
    return paper.story


def _on_end(running: _Running, rotate: int) -> Callable[[Canvas, BaseDocTemplate], None]:
    def draw(canvas: Canvas, _: BaseDocTemplate) -> None:
        width, height = canvas._pagesize
        canvas.saveState()
        canvas.setFont("Times-Roman", 8.5)
        number = str(canvas.getPageNumber())
        canvas.drawCentredString(width / 2, height - 34, running.header.replace("{page}", number))
        canvas.drawCentredString(width / 2, 30, running.footer.replace("{page}", number))
        canvas.restoreState()
        if rotate:
            canvas.setPageRotation(rotate)

    return draw


def _templates(end: Callable[[Canvas, BaseDocTemplate], None]) -> Iterator[PageTemplate]:
    for name, size in (("tall", A4), ("wide", landscape(A4))):
        width, height = size
        room, tall = width - 2 * _MARGIN, height - 2 * 54
        one = [Frame(_MARGIN, 54, room, tall, 0, 0, 0, 0)]
        half = (room - 18) / 2
        two = [Frame(x, 54, half, tall, 0, 0, 0, 0) for x in (_MARGIN, _MARGIN + half + 18)]
        yield PageTemplate(f"{name}1", one, onPageEnd=end, pagesize=size)
        yield PageTemplate(f"{name}2", two, onPageEnd=end, pagesize=size)


def text_pdf(source: str, *, title: str = "", rotate: int = 0) -> bytes:
    """Give the PDF of a source, with a text layer. `rotate`: the page's /Rotate, in degrees clockwise."""
    first = next((m for line in source.splitlines() if (m := re.match(r"%% *(landscape|columns)", line))), None)
    paper = _Paper(source.splitlines())
    story = _flowables(paper)
    out = io.BytesIO()
    doc = BaseDocTemplate(out, pagesize=A4, title=title, author="", creator="", producer="", invariant=1)
    pages = list(_templates(_on_end(paper.running, rotate)))
    start = next((f.action[1] for f in story[:4] if isinstance(f, NextPageTemplate)), "tall1") if first else "tall1"
    doc.addPageTemplates(sorted(pages, key=lambda t: t.id != start))
    doc.build(story)
    return out.getvalue()


# --- scans -----------------------------------------------------------------------------------------------


def _scanned(image: Image.Image, number: int, rotate: int, *, faint: bool) -> Image.Image:
    """Make a page look copied: grey, a little askew and soft; `rotate` turns it clockwise, `faint` pales the ink."""
    askew = (0.4, -0.3, 0.6, -0.5)[number % 4]
    grey = image.convert("L").rotate(askew, resample=Image.Resampling.BICUBIC, fillcolor=255)
    grey = grey.filter(ImageFilter.GaussianBlur(0.45)).point(lambda v: min(250, 18 + int(v * 0.92)))
    if faint:
        grey = grey.point(lambda v: 120 + int(v * 0.5))
    return grey.rotate(-rotate, expand=True) if rotate else grey


def scan_pdf(data: bytes, *, rotate: int = 0, faint: bool = False) -> bytes:
    """Give a PDF of pictures of the pages of another, without a text layer."""
    out = io.BytesIO()
    canvas = Canvas(out, invariant=1)
    pdf = pypdfium2.PdfDocument(data)
    for number, page in enumerate(pdf):
        image = _scanned(page.render(scale=_SCAN_DPI / 72).to_pil(), number, rotate, faint=faint)
        jpeg = io.BytesIO()
        image.save(jpeg, "JPEG", quality=38, dpi=(_SCAN_DPI, _SCAN_DPI))
        width, height = (side * 72 / _SCAN_DPI for side in image.size)
        canvas.setPageSize((width, height))
        jpeg.seek(0)
        canvas.drawImage(ImageReader(jpeg), 0, 0, width, height)
        canvas.showPage()
    canvas.save()
    pdf.close()
    return out.getvalue()


# --- submissions -----------------------------------------------------------------------------------------


def papers(folder: Path) -> list[dict[str, Any]]:
    """Give what `submission.yaml` says of each paper: file, source, kind, number, year, ..., scan, rotate."""
    listed: list[dict[str, Any]] = yaml.safe_load((folder / "submission.yaml").read_text("utf-8"))["papers"]
    return listed


def paper_pdf(folder: Path, paper: dict[str, Any], *, scan: bool | None = None) -> bytes:
    """Build one paper of a submission; `scan` overrides what its entry says."""
    source = (folder / "papers" / str(paper["source"])).read_text("utf-8")
    rotate = int(paper.get("rotate", 0))
    wanted = bool(paper.get("scan")) if scan is None else scan
    title = str(paper.get("title", ""))
    if wanted:
        return scan_pdf(text_pdf(source, title=title), rotate=rotate, faint=bool(paper.get("faint")))
    return text_pdf(source, title=title, rotate=0 if paper.get("scan") else rotate)


def page_texts(data: bytes) -> list[str]:
    """Give the text of each page of a PDF."""
    pdf = pypdfium2.PdfDocument(data)
    texts = [page.get_textpage().get_text_range().replace("\r\n", "\n") for page in pdf]
    pdf.close()
    return texts


def fold(text: str) -> str:
    """Fold case, white space, punctuation and hyphens at line ends, to compare a quote with its page."""
    text = re.sub(r"[-\u00ad\u2010\u2011\ufffe]\s*\n\s*", "", text)
    return re.sub(r"[\W_]+", "", text.casefold())


def missing_quotes(folder: Path) -> list[str]:
    """Tell each expected quote or trap that does not stand on its page of the paper before scanning."""
    expected = yaml.safe_load((folder / "expected.yaml").read_text("utf-8"))
    texts = {p["file"]: [fold(t) for t in page_texts(paper_pdf(folder, p, scan=False))] for p in papers(folder)}
    quoted = [
        (f"{label['indicator']} {condition['id']}", citation)
        for label in expected["labels"]
        for condition in label.get("conditions", [])
        for citation in condition.get("citations", [])
    ]
    quoted += [(f"{trap['indicator']} trap", trap) for trap in expected.get("traps", [])]
    problems = []
    for name, citation in quoted:
        pages = texts.get(citation["file"], [])
        wanted = fold(citation["quote"])
        if not 1 <= citation["page"] <= len(pages) or wanted not in pages[citation["page"] - 1]:
            at = [n for n, text in enumerate(pages, start=1) if wanted in text]
            problems.append(
                f"{folder.name}: {name}: {citation['file']} p.{citation['page']} (found on {at}): {citation['quote']!r}"
            )
    return problems


def main(arguments: list[str]) -> int:
    """Build, or with --check look for the quotes; 1 if a quote is missing."""
    slugs = [a for a in arguments if not a.startswith("-")]
    every = sorted(f.parent for folder in FOLDERS for f in folder.glob("*/submission.yaml"))
    folders = [each for each in every if not slugs or each.name in slugs]
    problems = []
    for folder in folders:
        if "--check" not in arguments:
            for paper in papers(folder):
                (folder / "papers" / paper["file"]).write_bytes(paper_pdf(folder, paper))
        if (folder / "expected.yaml").exists():
            problems += missing_quotes(folder)
    for problem in problems:
        sys.stderr.write(problem + "\n")
    return 1 if problems else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
