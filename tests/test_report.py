"""The reports say what the assessment says: every quote, every gap, everything unread, in equal bytes."""

import json
import re
from dataclasses import replace
from decimal import Decimal
from html.parser import HTMLParser
from itertools import permutations
from pathlib import Path

import jsonschema
import pytest
from assessments import MINUTES, REGULATION, RUBRIC, SHEET, made

from evidence_checker.model import (
    Assessment,
    ConditionRole,
    DocumentKind,
    Force,
    Issuer,
    Page,
    TextSource,
    UnreadableReason,
    Verdict,
)
from evidence_checker.report import FORMATS, narrative, render, view, wording

HERE = Path(__file__).parent
SCHEMA = json.loads((HERE.parent / "docs" / "assessment.schema.json").read_text("utf-8"))


def as_json(assessment: Assessment) -> dict:
    return json.loads(render(assessment, "json"))


class Text(HTMLParser):
    """Collects the words of a page, its tags, and the targets of its links."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.words, self.tags, self.links, self.ids = "", [], [], []
        self.feed(page.decode("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value for name, value in attrs if name == "href" and value]
        self.ids += [value for name, value in attrs if name == "id" and value]

    def handle_data(self, data: str) -> None:
        self.words += data


@pytest.mark.parametrize("fmt", FORMATS)
def test_golden(fmt: str, rebuild_golden: bool) -> None:
    golden = HERE / "golden" / f"assessment.{fmt}"
    got = render(made(), fmt)
    if rebuild_golden:
        golden.write_bytes(got)
    assert got == golden.read_bytes(), "wanted? run pytest --rebuild-golden and read the difference"


def test_golden_files_are_compared_unless_asked(rebuild_golden: bool) -> None:
    assert not rebuild_golden


def test_unknown_format() -> None:
    with pytest.raises(KeyError):
        render(made(), "xlsx")


@pytest.mark.parametrize("fmt", FORMATS)
def test_the_order_of_the_parts_does_not_matter(fmt: str) -> None:
    assessment = made()
    expected = render(assessment, fmt)
    for documents in permutations(assessment.documents):
        again = replace(
            assessment,
            documents=documents,
            statuses=assessment.statuses[::-1],
            proposals=assessment.proposals[::-1],
        )
        assert render(again, fmt) == expected


# --- JSON ------------------------------------------------------------------------------------------------


def test_json_is_valid_by_its_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    validator = jsonschema.Draft202012Validator(SCHEMA)
    validator.validate(as_json(made()))
    validator.validate(as_json(replace(made(), proposals=made().proposals[:1], score=None, next_band=None)))


def test_schema_knows_every_word_of_the_model() -> None:
    defs, properties = SCHEMA["$defs"], SCHEMA["properties"]
    assert defs["status"]["properties"]["kind"]["enum"] == list(DocumentKind)
    assert defs["status"]["properties"]["force"]["enum"] == list(Force)
    reasons = properties["unreadable"]["items"]["properties"]["reason"]["enum"]
    assert reasons == [*UnreadableReason, view.UNREAD_PAGES]
    condition = properties["proposals"]["items"]["properties"]["conditions"]["items"]
    assert condition["properties"]["verdict"]["enum"] == list(Verdict)


def test_schema_refuses_what_is_not_published() -> None:
    content = as_json(made())
    content["proposals"][0]["opinion"] = "tinggi"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(content, SCHEMA)


def test_keys_stand_in_the_published_order() -> None:
    content = as_json(made())
    assert list(content) == SCHEMA["required"]
    assert list(content["proposals"][0]) == SCHEMA["properties"]["proposals"]["items"]["required"]
    assert list(content["documents"][0]["status"]) == SCHEMA["$defs"]["status"]["required"]


def test_documents_and_proposals_are_sorted() -> None:
    content = as_json(made())
    assert [each["name"] for each in content["documents"]] == sorted(each.name for each in made().documents)
    assert [each["indicator"] for each in content["proposals"]] == [1, 2, 3]


def test_every_condition_of_every_level_is_there() -> None:
    for proposal in as_json(made())["proposals"]:
        indicator = RUBRIC.indicator(proposal["indicator"])
        want = [(level.number, each.id) for level in indicator.levels for each in level.conditions]
        assert [(each["level"], each["id"]) for each in proposal["conditions"]] == want
        floors = {
            each.id for level in indicator.levels for each in level.conditions if each.role is ConditionRole.FLOOR
        }
        for condition in proposal["conditions"]:
            if condition["id"] in floors:
                assert condition["verdict"] == "supported"


def test_a_citation_gives_file_page_place_words_and_boxes() -> None:
    lengthy = next(each for each in as_json(made())["proposals"][0]["conditions"] if each["id"] == "lengkap")
    citation = lengthy["citations"][0]
    assert citation["document"] == REGULATION.name
    assert citation["sha256"] == REGULATION.id
    assert citation["page"] == 2
    assert citation["address"] == "Pasal 4 ayat (2)"
    assert citation["element"] == "Data"
    assert citation["quote"] == "(2) Bupati menetapkan\npeta rencana"
    assert [box[0] for box in citation["boxes"]] == [2, 3]
    assert citation["boxes"][1] == [3, 72.0, 100.0, 132.36, 112.0]


def test_unread_files_and_pages_are_listed() -> None:
    unreadable = as_json(made())["unreadable"]
    assert [(each["name"], each["reason"], each["pages"]) for each in unreadable] == [
        ("notulen.pdf", "unread_pages", [2, 3]),
        ("terkunci.pdf", "encrypted", []),
    ]
    assert all(each["detail"] for each in unreadable)


def test_a_note_on_an_unread_page_is_the_detail() -> None:
    noted = Page(number=2, text="", source=TextSource.UNREAD, note="Gambar terlalu besar.")
    pages = (MINUTES.pages[0], noted, *MINUTES.pages[2:])
    documents = (*made().documents[1:], replace(MINUTES, pages=pages))
    unreadable = as_json(replace(made(), documents=documents))["unreadable"]
    assert unreadable[0]["detail"] == "Gambar terlalu besar."


def test_the_index_is_rounded_half_up() -> None:
    assert as_json(made())["score"]["index"] == 2.11


def test_a_file_name_that_is_no_utf8_survives() -> None:
    odd = replace(MINUTES, name="notulen\udce9.pdf")
    again = replace(made(), documents=(odd, *made().documents[1:]))
    assert as_json(again)["documents"][-1]["name"].endswith("\udce9.pdf")
    assert b"notulen?.pdf" in render(again, "html")


# --- narrative -------------------------------------------------------------------------------------------


def of(indicator: int) -> narrative.Narrative:
    assessment = made()
    proposal = next(each for each in assessment.proposals if each.indicator == indicator)
    return narrative.of(assessment, proposal)


def test_facts_name_paper_place_page_and_file() -> None:
    fakta = of(1).fakta
    assert "Peraturan Nomor 7 Tahun 2022 tentang Pusat Data Daerah" in fakta
    assert f"berkas {REGULATION.name}" in fakta
    assert "Pasal 4 ayat (1), halaman 2" in fakta
    assert "\u201c(1) Perangkat Daerah wajib memakai pusat data daerah.\u201d" in fakta


def test_facts_say_what_was_not_read() -> None:
    for indicator in (1, 2, 3):
        assert "notulen.pdf, terkunci.pdf" in of(indicator).fakta


def test_no_evidence_is_said_so() -> None:
    assert "Tidak ditemukan bukti" in of(2).fakta
    assert "sehingga dokumen mendukung tingkat 1" in of(2).justifikasi


def test_analysis_names_met_and_unmet_with_missing_elements() -> None:
    analisis = of(1).analisis
    met, unmet = analisis.split(wording.UNMET)
    assert "Aturan sudah ditetapkan" in met
    assert "Semua unsur diatur (sebagian). Belum ada: Keamanan." in unmet
    assert "Aturan sudah direviu (baru direncanakan)" in unmet


def test_a_minimal_condition_falls_away_when_the_fuller_one_is_met() -> None:
    assert "Sebagian unsur diatur" in of(1).analisis
    assert "Sebagian unsur diatur" not in of(3).analisis


def test_a_reason_does_not_say_the_verdict_again() -> None:
    assert "Aturan sudah ditetapkan (tidak ditemukan).\n" in of(2).analisis + "\n"


def test_justification_names_the_level_and_how_far_it_may_rise() -> None:
    assert "sehingga dokumen mendukung tingkat 2 (Terkelola)." in of(1).justifikasi
    assert "paling tinggi ke 3" in of(1).justifikasi
    assert (
        of(3).justifikasi
        == "Seluruh syarat sampai tingkat 3 terpenuhi, sehingga dokumen mendukung tingkat 3 (Terdefinisi)."
    )


# --- HTML ------------------------------------------------------------------------------------------------


def test_the_page_stands_alone() -> None:
    page = render(made(), "html").decode("utf-8")
    text = Text(page.encode())
    assert not {"script", "img", "link", "iframe", "object", "form"} & set(text.tags)
    assert all(link.startswith("#") for link in text.links)
    assert not re.search(r"url\(|@import|https?:", page)


def test_every_link_has_its_target() -> None:
    text = Text(render(made(), "html"))
    assert {link[1:] for link in text.links} <= set(text.ids)
    assert len(text.ids) == len(set(text.ids))


def test_the_unread_come_first() -> None:
    words = Text(render(made(), "html")).words
    unread = words.index(wording.UNREAD_HEADING)
    assert unread < words.index("terkunci.pdf") < words.index(wording.INDEX_LABEL)
    assert unread < words.index("halaman 2\u20133") < words.index(wording.INDEX_LABEL)


def test_nothing_unread_no_alarm() -> None:
    clean = replace(made(), unreadable=(), documents=tuple(d for d in made().documents if d is not MINUTES))
    clean = replace(clean, proposals=tuple(p for p in made().proposals if p.indicator != 1))
    assert wording.UNREAD_HEADING not in Text(render(clean, "html")).words


def test_the_page_never_calls_it_official() -> None:
    words = Text(render(made(), "html")).words
    assert "nilai resmi" not in words.lower()
    assert wording.OUTSIDE in words
    assert "2,11" in words


def test_the_page_shows_quotes_verbatim_and_escaped() -> None:
    page = render(made(), "html")
    assert b"<final>" not in page
    words = Text(page).words
    assert "(1) Perangkat Daerah wajib memakai\npusat data daerah." in words
    assert "Perbup 7 <final> & lampiran.pdf" in words


def test_the_gap_card_says_what_lacks_and_how_to_mend_it() -> None:
    words = Text(render(made(), "html")).words
    card = words[words.index(wording.to_reach(3, "Terdefinisi")) :]
    assert "Belum ada: Keamanan" in card
    assert "Lengkapi aturannya dengan pasal tentang keamanan." in card


@pytest.mark.parametrize(
    ("value", "shown"),
    [("0.8", "0,80"), ("0.11", "0,11"), ("1", "1,00"), ("0.395", "0,395"), ("0.0024", "0,0024")],
)
def test_what_lacks_is_shown_with_two_to_four_decimals(value: str, shown: str) -> None:
    assert wording.difference(Decimal(value)) == shown


def test_the_summary_says_what_lacks_to_the_next_predikat() -> None:
    words = Text(render(made(), "html")).words
    assert "Kurang 0,395 ke predikat Istimewa (minimal 2,50)." in words
    assert "indikator 2 ke tingkat 2" in words


def test_near_misses_and_misfiled_papers_are_explained() -> None:
    words = Text(render(made(), "html")).words
    miss = words[words.index(wording.MISSES_HEADING) :]
    assert "Pusat data adalah fasilitas." in miss
    assert "Definisi, bukan norma." in miss
    assert "indikator_02_daftar.pdf diunggah untuk indikator 2" in words


def test_each_paper_says_what_it_shows_or_why_nothing() -> None:
    assert view.used(made()) == {REGULATION.id: (1, 3), MINUTES.id: (), SHEET.id: ()}
    words = " ".join(Text(render(made(), "html")).words.split())
    assert "3 teks indikator 1, 3" in words
    assert "Tidak ada bagian yang memenuhi syarat." in words


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"kind": DocumentKind.BERITA, "force": Force.NOT_APPLICABLE}, "bukan bukti: berita"),
        ({"force": Force.DRAFT}, "bukan bukti: masih rancangan"),
        ({"force": Force.REVOKED}, "bukan bukti: sudah dicabut"),
        ({"issuer": Issuer.NATIONAL}, "bukan bukti: peraturan nasional"),
        ({"issuer": Issuer.OTHER_AGENCY}, "bukan bukti: diterbitkan instansi lain"),
        ({}, "tidak ada bagian yang memenuhi syarat"),
    ],
)
def test_why_a_paper_shows_nothing(change: dict, why: str) -> None:
    assert wording.not_used(replace(made().statuses[0], **change)).startswith(why)


def test_a_lone_article_is_told_why_it_is_no_evidence() -> None:
    article = replace(made().statuses[0], kind=DocumentKind.BERITA, force=Force.NOT_APPLICABLE)
    alone = replace(
        made(),
        documents=(REGULATION,),
        statuses=(article,),
        unreadable=(),
        proposals=tuple(replace(each, level=1, results=(), near_misses=()) for each in made().proposals),
    )
    for proposal in as_json(alone)["proposals"]:
        assert f"{REGULATION.name}: bukan bukti: berita" in proposal["narrative"]["fakta"]


def test_near_misses_are_part_of_the_analysis() -> None:
    assert "\u201cPusat data adalah fasilitas.\u201d Definisi, bukan norma." in of(1).analisis


def test_the_smallest_gap_comes_first() -> None:
    assert [each.indicator for each in view.first_steps(made())] == [2, 1]


def test_control_characters_do_not_reach_the_page() -> None:
    again = replace(made(), institution="Kab\x00upaten\x1b[31m")
    assert not re.search(rb"[\x00-\x08\x0b-\x1f]", render(again, "html"))


# --- wording ---------------------------------------------------------------------------------------------


def test_every_word_of_the_model_has_an_indonesian_label() -> None:
    assert set(wording.VERDICTS) == set(Verdict) == set(wording.SYMBOLS)
    assert set(wording.KINDS) == set(DocumentKind)
    assert set(wording.FORCES) == set(Force)
    assert set(wording.SOURCES) == set(TextSource)
    assert set(wording.ROLES) == set(ConditionRole)
    assert set(wording.UNREADABLE) == {each.value for each in UnreadableReason} | {view.UNREAD_PAGES}


@pytest.mark.parametrize(
    ("kind", "number", "year", "about", "title"),
    [
        (DocumentKind.PERATURAN, "7", 2022, "Pusat Data", "Peraturan Nomor 7 Tahun 2022 tentang Pusat Data"),
        (DocumentKind.KEPUTUSAN, "5/KEP/2023", 2023, "Tim", "Keputusan Nomor 5/KEP/2023 tentang Tim"),
        (DocumentKind.LAPORAN, "", 2023, "LAPORAN JARINGAN\nSEMESTER I", "LAPORAN JARINGAN SEMESTER I Tahun 2023"),
        (DocumentKind.LAPORAN, "", 2023, "Laporan Jaringan 2023", "Laporan Jaringan 2023"),
        (DocumentKind.NOTULENSI, "", None, "", "Notulensi"),
        (DocumentKind.LAINNYA, "", None, "Kerangka Acuan", "Kerangka Acuan"),
        (DocumentKind.LAINNYA, "", None, "", "Dokumen lain"),
    ],
)
def test_titles(kind: DocumentKind, number: str, year: int | None, about: str, title: str) -> None:
    status = replace(made().statuses[0], kind=kind, number=number, year=year, about=about)
    assert wording.document_title(status) == title


@pytest.mark.parametrize(
    ("pages", "text"), [((), ""), ((3,), "3"), ((1, 2, 3, 7), "1\u20133, 7"), ((9, 7, 8, 2), "2, 7\u20139")]
)
def test_page_ranges(pages: tuple[int, ...], text: str) -> None:
    assert wording.page_ranges(pages) == text


def test_long_words_are_cut_at_a_space() -> None:
    assert wording.shortened("satu dua  tiga\nempat", 13) == "satu dua tiga \u2026"
    assert wording.shortened("satu dua", 8) == "satu dua"
