"""Papers that repeat others: the same text under another name, or with a new date."""

from evidence_checker import copies
from evidence_checker.model import (
    Address,
    Document,
    DocumentKind,
    DocumentStatus,
    Force,
    Page,
    Paper,
    Passage,
    Role,
    Run,
    TextSource,
)

BODY = (
    "Pusat data daerah melayani penempatan aplikasi seluruh perangkat daerah sejak dioperasikan penuh.",
    "Gangguan terbesar semester ini ialah padamnya pendingin ruangan selama empat puluh satu menit.",
    "Pencadangan dilakukan setiap malam dan diuji pulih dua kali setahun oleh petugas persandian.",
    "Pemakai mengajukan permintaan mesin maya melalui loket layanan dan memperoleh jawaban pada hari kerja yang sama.",
    "Penjagaan dilakukan bergiliran oleh enam petugas, masing-masing mencatat suhu dan kelembapan setiap dua jam.",
)


def paper(name: str, lines: tuple[str, ...], date: str) -> Paper:
    text = "\n".join(lines)
    page = Page(number=1, text=text, source=TextSource.TEXT_LAYER)
    starts = [text.index(line) for line in lines]
    passages = tuple(
        Passage(
            index=i,
            text=line,
            runs=(Run(at=0, page=1, start=start, length=len(line)),),
            address=Address(),
            role=Role.NARRATIVE,
        )
        for i, (line, start) in enumerate(zip(lines, starts, strict=True))
    )
    status = DocumentStatus(
        document=name,
        kind=DocumentKind.LAPORAN,
        number="",
        date=date,
        year=int(date[:4]),
        about="Laporan pusat data",
        institution="Kabupaten Lembayung",
        force=Force.NOT_APPLICABLE,
    )
    return Paper(document=Document(id=name, name=name, pages=(page,)), passages=passages, status=status)


def test_the_same_report_under_another_name_is_a_copy() -> None:
    found = copies.find([paper("b.pdf", BODY, "2024-02-01"), paper("a.pdf", BODY, "2024-02-01")])
    assert [(c.name, c.original, c.redated) for c in found] == [("b.pdf", "a.pdf", False)]


def test_last_years_report_with_a_new_date_is_redated() -> None:
    old = paper("z-lama.pdf", (*BODY, "Lembayung, 3 Januari 2023"), "2023-01-03")
    new = paper("a-baru.pdf", (*BODY, "Lembayung, 5 Januari 2024"), "2024-01-05")
    assert [(c.name, c.original, c.redated) for c in copies.find([new, old])] == [("a-baru.pdf", "z-lama.pdf", True)]


def test_a_report_rewritten_is_no_copy() -> None:
    other = tuple(line.replace("dua kali", "sekali").replace("malam", "pekan") + " Catatan baru." for line in BODY)
    assert copies.find([paper("a.pdf", BODY, "2023-01-03"), paper("b.pdf", other, "2024-01-05")]) == ()


def test_a_cover_says_too_little_to_be_a_copy() -> None:
    cover = ("LAPORAN TAHUNAN", "DINAS KOMUNIKASI")
    assert copies.find([paper("a.pdf", cover, "2023-01-03"), paper("b.pdf", cover, "2023-01-03")]) == ()


def test_the_order_of_papers_does_not_matter() -> None:
    dates = {"a.pdf": "2023-01-03", "b.pdf": "2024-01-05", "c.pdf": "2024-01-05"}
    papers = [paper(name, BODY, date) for name, date in dates.items()]
    assert copies.find(papers) == copies.find(papers[::-1])
