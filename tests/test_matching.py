"""Conditions against papers, read as examples: what proves a condition, and what only looks as if it did."""

from dataclasses import replace

import pytest
from papers import Line, condition, indicator, paper, policy, result, rubric

from evidence_checker import matching
from evidence_checker.model import (
    Check,
    ConditionRole,
    DocumentKind,
    Element,
    Force,
    Indicator,
    Issuer,
    Paper,
    Proof,
    Role,
    Rubric,
    Verdict,
)
from evidence_checker.rubric import load

S, N = Verdict.SUPPORTED, Verdict.NOT_FOUND
REPORT = DocumentKind.LAPORAN


def stated(phrase: str, text: str | Line, *above: str, **words: object) -> Verdict:
    """Give the verdict on a fact with this phrase for a report on the subject with this text, under these lead-ins."""
    of = indicator(condition(proof=Proof.RECORD, phrases=(phrase,)), subject=("pusat data",))
    line = text if isinstance(text, Line) else Line(text, under=tuple(range(len(above))))
    shown = paper(*above, line, kind=REPORT, about="Laporan Pusat Data")
    return result(of, "c", shown, words=words).verdict


# --- the phrase language -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("phrase", "text", "verdict"),
    [
        # words by stem, in any case
        ("menetapkan", "Rancangan itu DITETAPKAN bulan Mei.", S),
        ("menetapkan", "Aplikasi itu diterapkan bulan Mei.", N),
        ("tersambung", "Penyambungan selesai.", S),
        ("sebelum", "Belum ada perubahan apa pun.", N),  # "sebelum" has a stem of its own
        ("bagian data", "Sebagian data hilang.", N),
        # words of a term are neighbours
        ("kode sumber", "Kode sumber disimpan.", S),
        ("kode sumber", "Kode dari sumber disimpan.", N),
        # a star stands for up to three words
        ("kode * disimpan", "Kode disimpan.", S),
        ("kode * disimpan", "Kode sumber aplikasi lama disimpan.", S),
        ("kode * disimpan", "Kode sumber aplikasi yang lama disimpan.", N),
        # alternatives
        ("kode | naskah", "Naskah tersedia.", S),
        ("kode | naskah", "Berkas tersedia.", N),
        # all terms, in any order
        ("kode + disimpan", "Yang disimpan ialah kode.", S),
        ("kode + disimpan", "Yang disimpan ialah naskah.", N),
        ("kode | naskah + disimpan", "Yang disimpan ialah naskah.", S),
        # synonyms of the vocabulary
        ("{unit} hadir", "OPD hadir.", S),
        ("{unit} hadir", "Perangkat daerah hadir.", S),
        ("{unit} hadir", "Warga hadir.", N),
        ("{seluruh_unit}", "Seluruh kepala OPD hadir.", S),  # synonyms hold synonyms
    ],
)  # fmt: skip
def test_phrases(phrase: str, text: str, verdict: Verdict) -> None:
    assert stated(phrase, text) is verdict


def test_a_synonym_nobody_defined_is_an_error() -> None:
    with pytest.raises(KeyError):
        stated("{entah}", "Apa saja.")


def test_terms_of_a_fact_stand_close_together() -> None:
    near, far = " dan lagi" * 5, " dan lagi" * 20
    assert stated("kode + disimpan", f"Kode{near} disimpan.") is S
    assert stated("kode + disimpan", f"Kode{far} disimpan.") is N


def test_lead_ins_lend_a_term_but_never_all() -> None:
    assert stated("cadangan + setiap malam", "b. setiap malam;", "Pembuatan cadangan:") is S
    assert stated("cadangan + setiap malam", "b. setiap minggu;", "Pembuatan cadangan:") is N
    only_above = Line("Keterangan lain.", under=(0,))
    of = indicator(condition(proof=Proof.RECORD, phrases=("cadangan",)))
    heading = Line("Pembuatan cadangan", role=Role.TITLE)
    assert result(of, "c", paper(heading, only_above, kind=REPORT, about="Laporan Pusat Data")).verdict is N


def test_words_of_two_lead_ins_are_no_neighbours() -> None:
    assert stated("kode sumber + aman", Line("Semua aman.", under=(0, 1)), "Kode", "Sumber") is N


# --- damaged words -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("phrase", "text", "verdict"),
    [
        ("infrastruktur siap", "lnfrastruktur siap.", S),  # small L for capital I
        ("infrastruktur siap", "Infrastruktuur siap.", S),
        ("rekomendasi siap", "Rekornendasi siap.", S),  # rn for m
        ("infrastruktur siap", "Arsitektur siap.", N),  # a word, if another one
        ("kode siap", "kodc siap.", N),  # too short to be sure
        # diterapkan and ditetapkan look alike and mean opposite things
        ("pedoman diterapkan", "Pedoman diterapkam.", S),
        ("pedoman diterapkan", "Pedoman ditetapkan.", N),
        ("pedoman diterapkan", "Pedoman ditelapkan.", N),  # may be either
    ],
)  # fmt: skip
def test_damaged_words_are_mended_towards_the_rubric_and_never_across_look_alikes(
    phrase: str, text: str, verdict: Verdict
) -> None:
    assert stated(phrase, text) is verdict


def test_the_quote_of_a_damaged_word_is_what_the_page_says() -> None:
    of = indicator(condition(proof=Proof.RECORD, phrases=("infrastruktur siap",)))
    found = result(of, "c", paper("Kini lnfrastruktur siap dipakai.", kind=REPORT, about="Laporan Pusat Data"))
    assert [s.citation.quote for s in found.supports] == ["Kini lnfrastruktur siap dipakai."]


# --- the right object ----------------------------------------------------------------------------------------

RULE = policy(phrases=("wajib",))
FURTHER = indicator(policy("pertama"), RULE)  # that there is a policy at all asks for more than a mention


def ruled(*lines: str | Line, of: Indicator | None = None, about: str = "Tata Kelola") -> Verdict:
    """Give the verdict on a norm "wajib" about the subject in a regulation of these lines."""
    return result(of or indicator(RULE), "ditetapkan", paper(*lines, about=about)).verdict


def test_the_subject_stands_in_the_norm_itself() -> None:
    assert ruled("Perangkat Daerah wajib memakai pusat data.") is S
    assert ruled("Perangkat Daerah wajib memakai pusat oleh-oleh.") is N


def test_the_subject_stands_in_a_lead_in() -> None:
    assert ruled("Pengelolaan pusat data:", Line("a. wajib dicatat;", under=(0,)), of=FURTHER) is S
    assert ruled("Pengelolaan pusat data:", "a. wajib dicatat;", of=FURTHER) is N


def test_the_subject_stands_in_the_same_article_as_a_norm() -> None:
    heads = Line("(1) Pusat data dikelola Dinas.", pasal="7"), Line("(2) Pencatatan wajib dilakukan.", pasal="7")
    assert ruled(*heads, of=FURTHER) is S
    assert ruled(heads[0], replace(heads[1], pasal="8"), of=FURTHER) is N
    assert ruled(replace(heads[0], role=Role.DEFINITION), heads[1], of=FURTHER) is N


def test_the_title_of_the_paper_names_the_subject() -> None:
    assert ruled("Pencatatan wajib dilakukan.", about="Pusat Data Daerah") is S
    assert ruled("Pencatatan wajib dilakukan.", about="Perpustakaan Daerah") is N


def test_a_longer_look_alike_voids_the_subject() -> None:
    of = indicator(RULE, not_subject=("pusat data kemiskinan",))
    assert ruled("Dinas wajib memakai pusat data.", of=of) is S
    assert ruled("Dinas wajib memakai pusat data kemiskinan.", of=of) is N
    assert ruled("Dinas wajib memakai pusat data kemiskinan pada pusat data.", of=of) is S
    assert ruled("Pencatatan wajib dilakukan.", of=of, about="Pusat Data Kemiskinan") is N


def test_short_names_count_only_in_a_paper_of_the_field() -> None:
    of = indicator(RULE, subject_in_context=("arsitektur",))
    assert ruled("Arsitektur wajib disusun.", of=of, about="Layanan Digital Daerah") is S
    assert ruled("Arsitektur wajib disusun.", of=of, about="Bangunan Gedung") is N


def test_excluding_phrases_void_their_passage_only() -> None:
    of = indicator(replace(RULE, excluding=("sekolah",)))
    assert ruled("Sekolah wajib memakai pusat data.", of=of) is N
    assert ruled("Sekolah wajib memakai pusat data.", "Dinas wajib memakai pusat data.", of=of) is S


def test_a_condition_on_the_paper_itself_asks_for_its_title() -> None:
    of = indicator(condition(proof=Proof.RECORD, titled=True, phrases=("memuat",)))
    text = "Pusat data memuat dua ruang."
    assert result(of, "c", paper(text, kind=REPORT, about="Laporan Pusat Data")).verdict is S
    assert result(of, "c", paper(text, kind=REPORT, about="Laporan Tahunan")).verdict is N


# --- what a passage does in its paper ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("role", "reason"),
    [
        (Role.DEFINITION, "hanya definisi"),
        (Role.RECITAL, "hanya pertimbangan"),
        (Role.TITLE, "hanya judul"),
        (Role.SIGNATURE, "hanya bagian penutup"),
    ],
)  # fmt: skip
def test_definitions_recitals_and_titles_regulate_nothing(role: Role, reason: str) -> None:
    text = Line("Pusat data wajib dipakai.", role=role)
    found = result(indicator(RULE), "ditetapkan", paper(text, about="Tata Kelola"))
    assert found.verdict is N
    assert [m.reason for m in found.near_misses] == [found.reason]
    assert found.reason.startswith(reason)


def test_a_table_of_contents_says_nothing() -> None:
    of = indicator(condition(proof=Proof.RECORD, phrases=("beroperasi",)))
    line = Line("Pusat data beroperasi .... 7", role=Role.CONTENTS)
    assert result(of, "c", paper(line, kind=REPORT)).verdict is N


def test_a_norm_that_only_postpones() -> None:
    found = result(
        indicator(RULE),
        "ditetapkan",
        paper("Pusat data yang wajib dipakai akan diatur tersendiri.", about="Tata Kelola"),
    )
    assert (found.verdict, found.reason) == (Verdict.PLANNED, "baru menjanjikan pengaturan lebih lanjut")


def test_the_instrument_restated_is_no_evidence() -> None:
    assert ruled("Instrumen penilaian: pusat data wajib dipakai.") is N
    assert ruled("Pusat data wajib dipakai.", about="Instrumen Penilaian Layanan Digital") is N


# --- polarity ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("Gedung beroperasi.", S),
        ("Gedung belum beroperasi.", Verdict.CONTRADICTED),
        ("Gedung tidak lagi beroperasi.", Verdict.CONTRADICTED),
        ("Gedung akan beroperasi.", Verdict.PLANNED),
        ("Gedung dapat beroperasi.", Verdict.PLANNED),
        ("Semua kecuali yang beroperasi.", N),
        ("Gedung tidak hanya beroperasi siang.", S),  # looks like a negation and is none
        ("Gedung tidak beroperasi tanpa izin.", Verdict.CONTRADICTED),  # the second one governs other words
        ("Tanpa izin tidak beroperasi gedung.", S),  # two negations
        ("Kantor belum siap. Gedung beroperasi.", S),  # another sentence
        ("Kantor belum siap namun gedung beroperasi.", S),  # another clause
        ("Pendapatan gedung beroperasi.", S),  # "pendapatan" is no "dapat"
        ("Gedung belum bisa akan beroperasi.", Verdict.CONTRADICTED),  # a negated plan is a negation
    ],
)  # fmt: skip
def test_polarity(text: str, verdict: Verdict) -> None:
    assert stated("beroperasi", text) is verdict


def test_a_modifier_that_the_phrase_itself_names_does_not_govern_it() -> None:
    assert stated("belum beroperasi", "Gedung belum beroperasi.") is S


def test_a_norm_may_speak_of_what_will_be() -> None:
    assert ruled("Dinas akan wajib memakai pusat data.") is S
    assert ruled("Dinas tidak wajib memakai pusat data.") is Verdict.CONTRADICTED


# --- what a paper is worth -----------------------------------------------------------------------------------

WORTHY = paper("Dinas wajib memakai pusat data.", about="Tata Kelola")


def worth(**status: object) -> tuple[Verdict, str]:
    """Give verdict and reason for the worthy regulation with some of its status changed."""
    changed = replace(WORTHY, status=replace(WORTHY.status, **status))
    found = result(indicator(RULE), "ditetapkan", changed)
    return found.verdict, found.reason


def test_an_own_policy_in_force_counts() -> None:
    assert worth()[0] is S


@pytest.mark.parametrize(
    ("status", "verdict", "reason"),
    [
        ({"force": Force.DRAFT}, Verdict.PLANNED, "rancangan"),
        ({"force": Force.DRAFT, "reason": "Nomor kosong."}, Verdict.PLANNED, ""),
        ({"force": Force.REVOKED}, N, "dicabut"),
        ({"force": Force.UNKNOWN}, Verdict.PARTLY, "tidak dapat dipastikan"),
        ({"issuer": Issuer.UNKNOWN}, Verdict.PARTLY, "penerbitnya"),
        ({"issuer": Issuer.OTHER_AGENCY, "institution": "Kota Lain"}, N, "Kota Lain"),
        ({"issuer": Issuer.NATIONAL, "institution": "Presiden"}, N, "Presiden"),
        ({"kind": DocumentKind.BERITA}, N, "berita"),
        ({"kind": DocumentKind.PAPARAN}, N, "paparan"),
        ({"about": "Susunan Organisasi Dinas"}, N, "organisasi"),
    ],
)  # fmt: skip
def test_gates_of_a_policy(status: dict[str, object], verdict: Verdict, reason: str) -> None:
    found = worth(**status)
    assert found[0] is verdict
    assert reason in found[1]


def test_kinds_that_a_condition_accepts() -> None:
    of = indicator(condition(proof=Proof.RECORD, phrases=("beroperasi",), accepts_kinds=(DocumentKind.SOP,)))
    text = "Pusat data beroperasi."
    assert result(of, "c", paper(text, kind=DocumentKind.SOP, about="SOP")).verdict is S
    assert result(of, "c", paper(text, kind=REPORT, about="Laporan")).verdict is N


def test_a_regulation_is_no_record_of_practice() -> None:
    of = indicator(condition(proof=Proof.RECORD, phrases=("beroperasi",)))
    assert result(of, "c", paper("Pusat data beroperasi.", about="Tata Kelola")).verdict is N


def test_a_letter_that_asks_for_something_shows_nothing() -> None:
    of = indicator(condition(proof=Proof.RECORD, phrases=("beroperasi",)))
    text = "Pusat data beroperasi."
    assert result(of, "c", paper(text, kind=DocumentKind.SURAT, about="Penjelasan")).verdict is S
    found = result(of, "c", paper(text, kind=DocumentKind.SURAT, about="Permohonan Fasilitas"))
    assert found.verdict is Verdict.PLANNED


def test_a_paper_past_the_age_limit() -> None:
    of = indicator(condition(proof=Proof.RECORD, phrases=("beroperasi",), max_age_years=2))
    old = paper("Pusat data beroperasi.", kind=REPORT, date="2022-12-31")
    assert result(of, "c", old, year=2023).verdict is S
    found = result(of, "c", old, year=2024)
    assert (found.verdict, "tahun 2022" in found.reason) == (N, True)
    assert result(of, "c", old, year=0).verdict is S  # no evaluation year, no limit


# --- the first policy ----------------------------------------------------------------------------------------


def test_a_mention_in_passing_founds_no_policy() -> None:
    of = indicator(policy())
    assert result(of, "ditetapkan", paper("Pusat data dikelola Dinas.", "Pusat data dijaga.", about="X")).verdict is S
    passing = " ".join(["kata"] * 30) + " pusat data dikelola."
    found = result(of, "ditetapkan", paper(passing, passing, about="Tata Kelola"))
    assert (found.verdict, found.doubtful) == (Verdict.PARTLY, True)


# --- coverage ------------------------------------------------------------------------------------------------

PARTS = (Element(name="ruang", phrases=("ruang",)), Element(name="daya", phrases=("catu daya",)))
COVER = policy("lengkap", proof=Proof.COVERAGE, elements=PARTS)


def test_coverage_takes_a_citation_for_each_element() -> None:
    whole = paper("Pusat data memuat ruang.", "Pusat data memuat catu daya.", about="Tata Kelola")
    found = result(indicator(COVER), "lengkap", whole)
    assert found.verdict is S
    assert [(s.element, s.citation.quote) for s in found.supports] == [
        ("ruang", "Pusat data memuat ruang."),
        ("daya", "Pusat data memuat catu daya."),
    ]


def test_coverage_names_what_is_missing() -> None:
    found = result(indicator(COVER), "lengkap", paper("Pusat data memuat ruang.", about="Tata Kelola"))
    assert (found.verdict, found.missing_elements) == (Verdict.PARTLY, ("daya",))
    assert found.reason == "1 dari 2 unsur ditemukan"
    none = result(indicator(COVER), "lengkap", paper("Pusat data dijaga.", about="Tata Kelola"))
    assert (none.verdict, none.missing_elements) == (N, ("ruang", "daya"))


def test_coverage_may_ask_for_some() -> None:
    of = indicator(replace(COVER, minimum=1))
    found = result(of, "lengkap", paper("Pusat data memuat ruang.", about="Tata Kelola"))
    assert (found.verdict, found.missing_elements) == (S, ("daya",))


def test_elements_are_put_together_from_several_papers_but_not_from_a_definition() -> None:
    first = paper("Pusat data memuat ruang.", about="Tata Kelola")
    second = paper("Pusat data memuat catu daya.", about="Tata Kelola", name="b.pdf")
    assert result(indicator(COVER), "lengkap", first, second).verdict is S
    defined = paper(Line("Pusat data memuat catu daya.", role=Role.DEFINITION), about="Tata Kelola", name="b.pdf")
    assert result(indicator(COVER), "lengkap", first, defined).missing_elements == ("daya",)


def test_a_minimal_condition_falls_away_when_the_fuller_one_is_met() -> None:
    of = indicator(
        replace(COVER, id="sebagian", elements=(Element(name="pagar", phrases=("pagar",)),), fuller="lengkap"), COVER
    )
    whole = paper("Pusat data memuat ruang dan catu daya.", about="Tata Kelola")
    found = result(of, "sebagian", whole)
    assert (found.verdict, found.reason) == (S, "terpenuhi lewat syarat yang lebih lengkap")
    assert result(of, "sebagian", paper("Pusat data memuat ruang.", about="Tata Kelola")).verdict is N


# --- all units -----------------------------------------------------------------------------------------------

REACH = indicator(condition(proof=Proof.REACH, phrases=("{seluruh_unit} + memakai",)))


def reached(*lines: str | Line, about: str = "Laporan Pusat Data") -> tuple[Verdict, bool]:
    """Give verdict and doubt on "all units use it" for a report of these lines."""
    found = result(REACH, "c", paper(*lines, kind=REPORT, about=about))
    return found.verdict, found.doubtful


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Pusat data dipakai 34 dari 34 perangkat daerah.", (S, False)),
        ("Pusat data dipakai 34/34 OPD.", (S, False)),
        ("Pusat data dipakai tiga puluh empat dari tiga puluh empat perangkat daerah.", (S, False)),
        ("Pusat data dipakai 19 dari 34 perangkat daerah.", (Verdict.CONTRADICTED, False)),
        ("Pusat data dipakai sembilan belas dari tiga puluh empat OPD.", (Verdict.CONTRADICTED, False)),
        ("Dari 34 perangkat daerah baru 19 yang memakai pusat data.", (Verdict.CONTRADICTED, False)),
        ("Sebagian perangkat daerah memakai pusat data.", (Verdict.CONTRADICTED, False)),
        ("Seluruh perangkat daerah memakai pusat data.", (S, True)),  # a claim that no figure backs
        ("Seluruh perangkat daerah akan memakai pusat data.", (Verdict.PLANNED, False)),
        ("Seluruh perangkat daerah belum memakai pusat data.", (Verdict.CONTRADICTED, False)),
        ("Perangkat daerah memakai pusat data.", (N, False)),
    ],
)  # fmt: skip
def test_reach(text: str, expected: tuple[Verdict, bool]) -> None:
    assert reached(text) == expected


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ("Kartu masuk | 34 dari 34", (S, False)),
        ("Jumlah | 34 | 34", (S, False)),
        ("Kartu masuk | 30 | 34", (N, False)),
        ("Kartu masuk | 17 | 17", (N, False)),  # not the number of units
    ],
)
def test_a_row_that_counts_as_many_users_as_there_are_units(cells: str, expected: tuple[Verdict, bool]) -> None:
    """The head of the table says what is counted, another line how many units there are."""
    head = Line("Pengaman | Kantor yang memakai pusat data", role=Role.TABLE)
    row = Line(cells, role=Role.TABLE, under=(0,))
    assert reached(head, row, "Kabupaten terdiri atas 34 perangkat daerah.") == expected


def test_a_list_with_gaps_contradicts_the_claim() -> None:
    claim = "Seluruh perangkat daerah memakai pusat data."
    rows = [Line(f"{n} | Dinas {n} | aktif", role=Role.TABLE) for n in range(1, 5)]
    assert reached(claim, *rows) == (S, True)
    rows[2] = Line("3 | Dinas 3 | nihil", role=Role.TABLE)
    found = result(REACH, "c", paper(claim, *rows, kind=REPORT, about="Laporan Pusat Data"))
    assert found.verdict is Verdict.CONTRADICTED
    assert [s.citation.quote for s in found.supports] == ["3 | Dinas 3 | nihil"]
    assert [m.citation.quote for m in found.near_misses] == [claim]


def test_a_count_about_something_else_counts_nothing() -> None:
    assert reached("Rapat dihadiri 34 dari 34 perangkat daerah.", about="Laporan Rapat")[0] is N


# --- names that a submission gives to the subject --------------------------------------------------------------

NAMED = indicator(policy(phrases=("wajib",)))


@pytest.mark.parametrize(
    "introduction",
    [
        Line("Rumah Peladen adalah pusat data Kabupaten.", Role.DEFINITION),
        Line("bahwa telah dibangun pusat data yang diberi nama Rumah Peladen;", Role.RECITAL),
        Line("bahwa pusat data Kabupaten selanjutnya disebut Rumah Peladen;", Role.RECITAL),
    ],
)
def test_a_name_given_to_the_subject_is_the_subject(introduction: Line) -> None:
    """The paper with the norm never says "pusat data"; another one of the submission tells what its name stands for."""
    norm = paper("Dinas wajib memakai Rumah Peladen.", about="Pemakaian Rumah Peladen", name="b.pdf")
    assert result(NAMED, "ditetapkan", norm).verdict is N
    assert result(NAMED, "ditetapkan", norm, paper(introduction)).verdict is S


@pytest.mark.parametrize(
    "introduction",
    [
        "Dinas yang menjaga pusat data selanjutnya disebut Dinas.",  # the name of an office
        "Pemakaian adalah penempatan sistem pada pusat data.",  # something done with it
        "Pusat data disebut tempat yang aman bagi dinas.",  # not written like a name
    ],
)
def test_what_is_no_name_stays_what_it_is(introduction: str) -> None:
    norm = paper("Dinas wajib menjalankan pemakaian tempat yang aman.", name="b.pdf")
    assert result(NAMED, "ditetapkan", norm, paper(Line(introduction, Role.DEFINITION))).verdict is N


def test_a_name_that_another_agency_gives_is_not_ours() -> None:
    norm = paper("Dinas wajib memakai Rumah Peladen.", about="Pemakaian Rumah Peladen", name="b.pdf")
    other = paper(Line("Rumah Peladen adalah pusat data.", Role.DEFINITION), issuer=Issuer.OTHER_AGENCY)
    assert result(NAMED, "ditetapkan", norm, other).verdict is N


# --- reviews and what came of them ---------------------------------------------------------------------------

REVIEWED = indicator(
    policy(phrases=("wajib",)),
    condition("direviu", proof=Proof.REVIEW, max_age_years=2),
    policy("baru", proof=Proof.NEW_POLICY),
)
OLD = paper(
    "Dinas wajib memakai pusat data.",
    "Pusat data dijaga petugas.",
    about="Layanan Digital",
    date="2020-02-01",
    name="lama.pdf",
)
REVIEW_LINES = (
    "Pasal mengenai pusat data ditelaah.",
    "Kendala: pencadangan berkala pusat data tidak diatur.",
    "Tim menyarankan penambahan norma pencadangan berkala pada pusat data.",
)


def minutes(*lines: str, about: str = "Reviu Peraturan Layanan Digital", **more: object) -> Paper:
    """Make the minutes of a review of the policy."""
    made = {"kind": DocumentKind.NOTULENSI, "date": "2023-03-01", "name": "reviu.pdf", **more}
    return paper(*(lines or REVIEW_LINES), about=about, **made)


def reviewed(*papers: Paper, name: str = "direviu", of: Indicator = REVIEWED, year: int = 2024) -> tuple[Verdict, str]:
    """Give verdict and reason of a condition on reviews."""
    found = result(of, name, *papers, year=year)
    return found.verdict, found.reason


def test_a_review_has_the_subject_an_issue_and_a_recommendation() -> None:
    found = result(REVIEWED, "direviu", minutes())
    assert found.verdict is S
    assert {s.citation.quote for s in found.supports} <= set(REVIEW_LINES)
    assert len(found.supports) >= 2


@pytest.mark.parametrize("missing", [1, 2])
def test_a_review_without_issue_or_recommendation_is_none(missing: int) -> None:
    lines = [line for at, line in enumerate(REVIEW_LINES) if at != missing]
    assert reviewed(minutes(*lines))[0] is N


def test_a_review_of_something_else() -> None:
    assert reviewed(minutes(*(line.replace("pusat data", "taman kota") for line in REVIEW_LINES)))[0] is N


def test_a_review_that_is_too_old() -> None:
    assert reviewed(minutes(date="2022-03-01"), year=2023)[0] is S
    verdict, reason = reviewed(minutes(date="2022-03-01"), year=2024)
    assert (verdict, "tahun 2022" in reason) == (N, True)
    assert reviewed(minutes(date=""))[0] is N


def test_a_review_by_another_agency() -> None:
    assert reviewed(minutes(issuer=Issuer.OTHER_AGENCY, institution="Kota Lain"))[0] is N


def test_a_review_that_leaves_the_subject_out() -> None:
    assert reviewed(minutes(*REVIEW_LINES[1:], "Pusat data di luar lingkup kegiatan ini."))[0] is Verdict.CONTRADICTED


def test_a_regulation_that_orders_a_review_only_promises_it() -> None:
    assert reviewed(paper("Evaluasi pusat data wajib dilakukan.", about="Layanan Digital"))[0] is Verdict.PLANNED


def test_a_policy_is_reviewed_as_a_policy_and_a_practice_as_a_practice() -> None:
    practice = indicator(
        condition("berjalan", proof=Proof.RECORD, phrases=("beroperasi",)),
        condition("direviu", proof=Proof.REVIEW, max_age_years=2),
    )
    of_practice = minutes(about="Reviu Pengoperasian Pusat Data")
    assert reviewed(of_practice)[0] is N
    assert reviewed(of_practice, of=practice)[0] is S
    assert reviewed(minutes(), of=practice)[0] is N


BY_ARTICLE = (
    Line("Dinas menempatkan sistem pada pusat data.", pasal="4"),
    Line("Dinas menjaga taman.", pasal="5"),
)
OLD_BY_ARTICLE = paper(*BY_ARTICLE, about="Layanan Digital", number="7", date="2020-02-01", name="lama.pdf")
LETTER = "Yang disimak: Peraturan Bupati Nomor 7 Tahun 2020."


@pytest.mark.parametrize(
    ("lines", "verdict"),
    [
        ((LETTER, "Pasal 4 tidak menyebut tenggat; kami menyarankan tenggat setahun."), S),
        ((LETTER, "Pasal 5 tidak menyebut tenggat; kami menyarankan tenggat setahun."), N),  # of another subject
        ((LETTER, "Pasal 4 tidak menyebut tenggat."), N),  # nothing is suggested
        ((LETTER.replace("2020", "2019"), "Pasal 4 tidak menyebut tenggat; kami menyarankan setahun."), N),
    ],
)
def test_a_letter_that_goes_through_the_articles_of_a_policy_is_a_review(
    lines: tuple[str, ...], verdict: Verdict
) -> None:
    """Neither its kind nor its title says "reviu": it names the policy, an article, a fault and a remedy."""
    letter = minutes(*lines, about="Hasil Simak", kind=DocumentKind.SURAT, name="surat.pdf")
    assert reviewed(OLD_BY_ARTICLE, letter)[0] is verdict


def test_an_article_that_two_named_policies_have_says_nothing_alone() -> None:
    other = paper(*BY_ARTICLE[1:], Line("Dinas merawat jalan.", pasal="4"), number="9", date="2021-02-01", name="b.pdf")
    lines = (
        f"{LETTER} Peraturan Bupati Nomor 9 Tahun 2021.",
        "Pasal 4 tidak menyebut tenggat; kami menyarankan setahun.",
    )
    letter = minutes(*lines, about="Hasil Simak", kind=DocumentKind.SURAT, name="surat.pdf")
    assert reviewed(OLD_BY_ARTICLE, other, letter)[0] is N
    named = minutes(lines[0], f"Pusat data. {lines[1]}", about="Hasil Simak", kind=DocumentKind.SURAT, name="surat.pdf")
    assert reviewed(OLD_BY_ARTICLE, other, named)[0] is S


NEW = ("Dinas wajib memakai pusat data.", "Pencadangan berkala pada pusat data dilakukan setiap pekan.")


def renewed(*papers: Paper) -> Verdict:
    """Give the verdict on the new policy."""
    return result(REVIEWED, "baru", *papers).verdict


def test_a_policy_after_the_review_carries_its_recommendation() -> None:
    new = paper(*NEW, about="Layanan Digital", date="2023-09-01", name="baru.pdf")
    found = result(REVIEWED, "baru", OLD, minutes(), new)
    assert found.verdict is S
    assert found.supports[0].citation.quote == NEW[1]


def test_no_new_policy_without_review_before_or_a_new_norm() -> None:
    new = paper(*NEW, about="Layanan Digital", date="2023-09-01", name="baru.pdf")
    assert renewed(OLD, new) is N  # nothing was reviewed
    early = replace(new, status=replace(new.status, date="2023-02-01"))
    assert renewed(OLD, minutes(), early) is N  # enacted before the review
    draft = replace(new, status=replace(new.status, force=Force.DRAFT))
    assert renewed(OLD, minutes(), draft) is N
    same = paper(*(p.text for p in OLD.passages), about="Layanan Digital", date="2023-09-01", name="baru.pdf")
    assert renewed(OLD, minutes(), same) is N  # nothing new in it


def test_one_more_review_takes_nothing_away() -> None:
    new = paper(*NEW, about="Layanan Digital", date="2023-09-01", name="baru.pdf")
    other = minutes(
        "Pasal mengenai pusat data ditelaah.",
        "Kendala: lambang pada pintu pusat data pudar.",
        "Tim menyarankan pengecatan pintu pusat data.",
        date="2023-01-05",
        name="awal.pdf",
    )
    assert renewed(OLD, other, new) is Verdict.PARTLY
    assert renewed(OLD, minutes(), new) is renewed(OLD, other, minutes(), new) is S


def test_a_new_norm_on_other_matters_needs_a_person() -> None:
    other = "Pusat data memakai lambang daerah pada pintu."
    new = paper(NEW[0], other, about="Layanan Digital", date="2023-09-01", name="baru.pdf")
    found = result(REVIEWED, "baru", OLD, minutes(), new)
    assert (found.verdict, found.doubtful) == (Verdict.PARTLY, True)


@pytest.mark.parametrize(
    ("recital", "verdict"),
    [
        ("bahwa menurut reviu tahun 2023 pengaturan pusat data perlu dilengkapi;", S),
        ("bahwa Laporan Nomor 188/57/HKM/2023 menganjurkan pembaruan;", S),
        ("bahwa pengaturan pusat data perlu dilengkapi;", Verdict.PARTLY),
        ("bahwa menurut reviu tahun 2021 pengaturan pusat data perlu dilengkapi;", Verdict.PARTLY),
    ],
)
def test_a_policy_whose_recital_names_the_review_carries_it_in_other_words(recital: str, verdict: Verdict) -> None:
    lines = (Line(recital, Role.RECITAL), NEW[0], "Pusat data memakai lambang daerah pada pintu.")
    new = paper(*lines, about="Layanan Digital", date="2023-09-01", name="baru.pdf")
    assert renewed(OLD, minutes(number="188/57/HKM/2023"), new) is verdict


FOLLOWED = indicator(
    condition("berjalan", proof=Proof.RECORD, phrases=("beroperasi",)),
    condition("direviu", proof=Proof.REVIEW, max_age_years=2),
    condition("tindak", proof=Proof.FOLLOW_UP),
)
PRACTICE = minutes(about="Reviu Pengoperasian Pusat Data")


def followed(*lines: str, date: str = "2023-09-01", before: bool = True) -> Verdict:
    """Give the verdict on the follow-up for a report of these lines, with the review before it or not."""
    report = paper(*lines, kind=REPORT, date=date, about="Laporan Pusat Data", name="lanjut.pdf")
    return result(FOLLOWED, "tindak", *([PRACTICE] if before else []), report).verdict


DONE = "Rekomendasi reviu atas pusat data telah ditindaklanjuti."


def test_a_later_report_shows_the_recommendations_carried_out() -> None:
    assert followed(DONE) is S


def test_a_follow_up_needs_a_review_before_it_and_to_be_done() -> None:
    assert followed(DONE, before=False) is N
    assert followed(DONE, date="2023-02-01") is not S
    assert followed("Rekomendasi reviu atas pusat data akan ditindaklanjuti.") is not S
    assert followed("Rekomendasi reviu atas pusat data belum telah ditindaklanjuti.") is not S


# --- services ------------------------------------------------------------------------------------------------


def service(number: int, *subject: str) -> Indicator:
    """Make an indicator of an application that lets people upload things."""
    return indicator(condition(proof=Proof.FUNCTION, phrases=("mengunggah",)), number=number, subject=subject)


SERVICES = rubric(service(1, "aplikasi kepegawaian"), service(2, "aplikasi kearsipan"))
MANUAL = DocumentKind.LAINNYA


def served(*papers: Paper, of: Rubric = SERVICES, hints: dict[str, int] | None = None) -> dict[int, Verdict]:
    """Give for each service whether it is shown."""
    results = matching.match(of, papers, year=2024, hints=hints)
    return {r.indicator: r.verdict for r in results if r.condition == "c"}


def test_a_paper_speaks_for_the_service_that_it_is_about() -> None:
    manual = paper(
        "Pegawai mengunggah ijazah.",
        "Data dikirim ke aplikasi kearsipan.",
        kind=MANUAL,
        about="Panduan Aplikasi Kepegawaian",
    )
    assert served(manual) == {1: S, 2: N}


def test_a_manual_says_what_users_can_do() -> None:
    manual = paper("Pegawai dapat mengunggah ijazah.", kind=MANUAL, about="Panduan Aplikasi Kepegawaian")
    assert served(manual)[1] is S
    planned = paper("Pegawai akan mengunggah ijazah.", kind=MANUAL, about="Panduan Aplikasi Kepegawaian")
    assert served(planned)[1] is Verdict.PLANNED


def test_papers_about_building_an_application_show_nothing() -> None:
    terms = paper("Pegawai mengunggah ijazah.", kind=MANUAL, about="Kerangka Acuan Aplikasi Kepegawaian")
    assert served(terms)[1] is not S


def test_a_paper_that_names_only_the_application_joins_the_one_that_names_both() -> None:
    naming = paper("Simpegda dipakai.", "Simpegda terbuka.", kind=MANUAL, about="Panduan Aplikasi Kepegawaian Simpegda")
    only = paper(
        "Pegawai mengunggah ijazah pada Simpegda.",
        "Simpegda menyimpannya.",
        kind=MANUAL,
        about="Petunjuk Simpegda",
        name="b.pdf",
    )
    assert served(only) == {1: N, 2: N}
    assert served(naming, only) == {1: S, 2: N}


def test_sector_services_take_one_sector_each() -> None:
    sectors = ("aplikasi perizinan", "aplikasi puskesmas")
    of = rubric(service(1, *sectors), service(2, *sectors))
    permits = paper("Pemohon mengunggah denah.", kind=MANUAL, about="Panduan Aplikasi Perizinan")
    clinics = paper("Pasien mengunggah rujukan.", kind=MANUAL, about="Panduan Aplikasi Puskesmas", name="b.pdf")
    assert served(permits, of=of) == {1: S, 2: N}
    assert served(permits, clinics, of=of) == {1: S, 2: S}
    assert served(permits, of=of, hints={permits.document.id: 2}) == {1: N, 2: S}


# --- conditions that text does not decide --------------------------------------------------------------------


def test_level_one_is_had_and_manual_conditions_are_left_to_people() -> None:
    of = indicator(
        (
            condition("manual", check=Check.MANUAL),
            condition("penanda", role=ConditionRole.LIMITING, proof=Proof.NONE),
        )
    )
    results = {r.condition: r for r in matching.match(rubric(of), (), year=2024)}
    assert results["awal"].verdict is S
    assert results["manual"].verdict is Verdict.MANUAL
    assert (results["penanda"].verdict, results["penanda"].reason) == (N, "penanda, bukan syarat")


def test_only_the_wanted_indicators_are_judged() -> None:
    both = rubric(indicator(RULE), indicator(RULE, number=2, subject=("taman kota",)))
    assert {r.indicator for r in matching.match(both, (WORTHY,), year=2024, indicators=(2,))} == {2}


# --- all units, told in other words --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Pusat data dipakai lengkap dari 31 kantor.", (S, False)),
        ("Pusat data dipakai oleh ke-23 satuan kerja.", (S, False)),
        ("Kesembilan belas satuan kerja itu memakai pusat data.", (S, False)),
        ("Dari 23 kantor itu, dua puluh tiga-tiganya memakai pusat data.", (S, False)),
        ("Semua satuan kerja (23) sudah menempatkan aplikasinya pada pusat data.", (S, False)),
        ("Semua 23 kantor memakai pusat data.", (S, False)),
        ("Dari 29 perangkat daerah tidak ada yang terlewat memakai pusat data.", (S, False)),
        ("Pemakaian pusat data: jumlah kantor 29, jumlah penghuni 29.", (S, False)),
        ("Pemakai pusat data | satker terdaftar 35 | satker aktif 35", (S, False)),
        ("Pemakai pusat data | dinas 22/22 | badan 6/6 | jumlah 28/28", (S, False)),
        ("Pusat data dipakai 31 di antara 31 satker.", (S, False)),
        ("Tidak satu pun dinas yang belum memakai pusat data.", (S, True)),
        ("Tidak ada kantor yang tertinggal memakai pusat data.", (S, True)),
        ("Pusat data dipakai 18 dari 23 satuan kerja.", (Verdict.CONTRADICTED, False)),
        ("Pemakai pusat data | dinas 12/22 | jumlah 18/28", (Verdict.CONTRADICTED, False)),
        ("Pemakai pusat data | satker aktif 7 | satker belum 13", (Verdict.CONTRADICTED, False)),
        ("Dua kantor memakai pusat data, 29 September dilakukan pada 42 unit.", (N, False)),
        ("Kedua kantor memakai pusat data.", (N, False)),
        ("Pemakaian pusat data: jumlah kantor 29, belum 29.", (N, False)),
    ],
)  # fmt: skip
def test_reach_in_other_words(text: str, expected: tuple[Verdict, bool]) -> None:
    assert reached(text) == expected


def test_as_many_users_as_the_papers_say_there_are_units() -> None:
    units = "Pemerintah daerah terdiri atas 28 perangkat daerah."
    row = Line("Jumlah 28 28 1.689", role=Role.TABLE)
    assert reached(units, "Pusat data dipakai di 28 kantor.") == (S, False)
    assert reached("Pusat data dipakai di 28 kantor.")[0] is N
    assert reached(units, "Pusat data baru dipakai di 28 kantor.")[0] is N
    assert reached("Pemakai pusat data menurut kantor:", row)[0] is N
    assert reached(units, Line("Pemakai pusat data"), row)[0] is N  # the row itself says nothing of use


# --- plans and forewords -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("Gedung beroperasi mulai 2025.", Verdict.PLANNED),  # the evaluation is of 2024
        ("Gedung beroperasi sejak 2023 dan diperluas 2025.", S),
        ("Gedung beroperasi. Perluasan menyusul pada 2025.", S),  # another sentence
        ("Gedung telah beroperasi untuk pekerjaan tahun 2025.", S),
        ("Gedung beroperasi dengan izin yang berlaku sampai 2026.", S),
    ],
)
def test_a_sentence_that_names_only_years_to_come_is_a_plan(text: str, verdict: Verdict) -> None:
    assert stated("beroperasi", text) is verdict


@pytest.mark.parametrize(
    ("heading", "verdict"),
    [("Kata Pengantar", N), ("Sambutan Kepala Dinas", N), ("Penyambutan tamu", S), ("Pendahuluan", S)],
)
def test_a_foreword_shows_nothing(heading: str, verdict: Verdict) -> None:
    assert stated("beroperasi", "Gedung beroperasi.", heading) is verdict


# --- services told in other ways -----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def spbe() -> Rubric:
    return load("spbe-2020")


@pytest.mark.parametrize(
    ("opening", "number"),
    [
        ("Bukti layanan publik sektor 2 (kesehatan)", 46),
        ("Bukti layanan publik sektor ketiga", 47),
        ("Bukti layanan publik sektor kesehatan", 45),  # the first that is free
    ],
)
def test_a_paper_that_says_for_which_sector_it_was_handed_in_speaks_for_that(opening: str, number: int) -> None:
    of = rubric(*(service(n, "aplikasi puskesmas") for n in (45, 46, 47)))
    manual = paper(opening, "Pasien mengunggah rujukan.", kind=MANUAL, about="Panduan Aplikasi Puskesmas")
    assert served(manual, of=of) == {n: S if n == number else N for n in (45, 46, 47)}


@pytest.mark.parametrize(
    ("about", "verdict"),
    [("Laporan Aplikasi Pengaduan", S), ("LAPORAN LAYANAN SISTEM INFORMASI TANAM", N)],
)
def test_a_report_is_no_complaint(spbe: Rubric, about: str, verdict: Verdict) -> None:
    """ "LAPOR!" is what a service for complaints may be called; every report begins with that word."""
    report = paper("Warga mengunggah foto lewat aplikasi.", kind=REPORT, about=about)
    results = matching.match(spbe, [report], year=2024, indicators=[42])
    assert next(r for r in results if r.condition == "layanan_interaksi").verdict is verdict


@pytest.mark.parametrize(("name", "verdict"), [("WARAS", S), ("Waras", N)])
def test_an_ordinary_word_in_capitals_amid_the_text_is_a_name(name: str, verdict: Verdict) -> None:
    naming = paper(
        f"Bila berkas kurang, {name} menolak kiriman.",
        kind=MANUAL,
        about=f"Panduan Aplikasi Kepegawaian {name}",
    )
    only = paper(f"Pegawai mengunggah ijazah pada {name}.", kind=MANUAL, about=f"Catatan {name}", name="b.pdf")
    assert served(only) == {1: N, 2: N}
    assert served(naming, only) == {1: verdict, 2: N}


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("Pegawai mengunggah ijazah pada Simpegda.", "Surat dicari pada Arsipkita."), {1: S, 2: N}),
        (("Ijazah dicari pada Simpegda.", "Pegawai mengunggah surat pada Arsipkita."), {1: N, 2: S}),
    ],
)
def test_a_paper_on_two_applications_speaks_for_each_where_it_names_it(
    lines: tuple[str, ...], expected: dict[int, Verdict]
) -> None:
    naming = [
        paper(f"{name} dipakai.", f"{name} terbuka.", kind=MANUAL, about=f"Panduan {of} {name}", name=f"{name}.pdf")
        for of, name in (("Aplikasi Kepegawaian", "Simpegda"), ("Aplikasi Kearsipan", "Arsipkita"))
    ]
    both = paper("Simpegda baru.", "Arsipkita baru.", *lines, kind=MANUAL, about="Catatan Simpegda dan Arsipkita")
    assert served(both) == {1: N, 2: N}
    assert served(*naming, both) == expected


# --- counts of other things ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("Pusat data dipakai 8 dari 119 kantor.", Verdict.CONTRADICTED),
        ("Pusat data | 52 dari 135 8 dari 119 Kantor yang memakai", N),  # the next row begins with "Kantor"
        ("Pusat data dipakai: empat dinas di 36 kantor.", Verdict.CONTRADICTED),
        ("Pusat data dipakai: keempat kendali menyala di 36 kantor.", N),
    ],
)
def test_numbers_of_a_row_and_ordinals_of_things_count_no_units(text: str, verdict: Verdict) -> None:
    assert reached(text)[0] is verdict


@pytest.mark.parametrize(("units", "verdict"), [(18, S), (19, N)])
def test_units_told_in_two_parts_are_all_if_there_are_as_many(units: int, verdict: Verdict) -> None:
    known = f"Badan terdiri atas {units} unit kerja."
    assert reached(known, "Pusat data dipakai sebelas unit di pusat dan tujuh balai.")[0] is verdict


@pytest.mark.parametrize(("units", "verdict"), [(18, S), (19, N)])
def test_a_number_told_twice_is_told_once(units: int, verdict: Verdict) -> None:
    known = f"Badan terdiri atas {units} unit kerja."
    assert reached(known, "Pusat data dipakai 18 (delapan belas) unit kerja.")[0] is verdict


def test_a_number_in_words_behind_its_digits_is_no_second_count() -> None:
    assert reached("Pusat data dipakai kantor pusat dan 6 (enam) balai.")[0] is N


@pytest.mark.parametrize(("units", "verdict"), [(18, S), (19, N)])
def test_a_norm_for_as_many_units_as_there_are_is_for_all(units: int, verdict: Verdict) -> None:
    of = indicator(policy("pertama"), policy(phrases=("{seluruh_unit}",)))
    decree = paper(
        "Tim menata pusat data pada 18 Unit Kerja.", kind=DocumentKind.KEPUTUSAN, about="Tim Pusat Data", name="b.pdf"
    )
    known = paper(f"Badan terdiri atas {units} unit kerja.", kind=REPORT, about="Laporan Tahunan")
    assert result(of, "ditetapkan", known, decree).verdict is verdict


# --- names in brackets ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("introduction", "verdict"),
    [
        ("bahwa Jaringan antarkantor (SIMPULNET) telah dibangun;", S),
        ("bahwa Jaringan antarkantor (Simpulnet) telah dibangun;", N),
        ("bahwa Jaringan antarkantor (termasuk SIMPULNET) telah dibangun;", N),
    ],
)
def test_capitals_alone_in_brackets_behind_the_subject_are_its_name(introduction: str, verdict: Verdict) -> None:
    of = indicator(RULE, subject=("jaringan antarkantor",))
    norm = paper("Dinas wajib memakai SIMPULNET.", about="Tata Kelola", name="b.pdf")
    assert result(of, "ditetapkan", norm, paper(Line(introduction, Role.RECITAL))).verdict is verdict


# --- reviews told in other ways ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("Evaluasi atas pusat data belum pernah dilakukan.", Verdict.CONTRADICTED),
        ("Evaluasi atas taman kota belum pernah dilakukan.", N),
        ("Evaluasi atas pusat data dilakukan setahun sekali.", Verdict.PLANNED),
    ],
)
def test_a_paper_that_says_that_no_review_was_held(text: str, verdict: Verdict) -> None:
    practice = indicator(
        condition("berjalan", proof=Proof.RECORD, phrases=("beroperasi",)),
        condition("direviu", proof=Proof.REVIEW, max_age_years=2),
    )
    report = paper("Pusat data dijaga petugas.", text, kind=REPORT, about="Laporan Pusat Data")
    assert reviewed(report, of=practice)[0] is verdict


@pytest.mark.parametrize(("number", "verdict"), [("112/2021", S), ("113/2021", N)])
def test_a_section_on_a_policy_by_its_number_reviews_that_policy(number: str, verdict: Verdict) -> None:
    decree = paper("Tim mengelola pusat data.", about="Tim Pusat Data", number="112", date="2021-02-01", name="k.pdf")
    lines = (
        "Pembahas hadir lengkap.",
        "Bahan dibagikan.",
        "Rapat dibuka.",
        "Acara berlanjut.",
        Line(f"Temuan atas Kepbup {number}", role=Role.TITLE),
        Line("Kendala: masa tugas anggota kosong.", under=(4,)),
        Line("Tim menyarankan masa tugas setahun.", under=(4,)),
    )
    assert reviewed(decree, minutes(*lines))[0] is verdict


@pytest.mark.parametrize(("column", "verdict"), [("Rekomendasi", S), ("Penanggung", N)])
def test_a_column_may_be_the_word_for_advice(column: str, verdict: Verdict) -> None:
    table = (
        Line(f"Objek | Kendala | {column}", role=Role.TABLE),
        Line("Kelompok pertama", role=Role.TITLE, under=(0,)),
        Line("Pusat data | kendala pada cadangan | menambah norma cadangan", role=Role.TABLE, under=(0, 1)),
    )
    assert reviewed(minutes(*table))[0] is verdict


def test_a_report_of_what_came_of_a_review_counts_as_one_when_there_is_no_other() -> None:
    what_came = minutes(about="Reviu Peraturan yang Telah Ditindaklanjuti", name="hasil.pdf")
    assert reviewed(what_came)[0] is S
    both = result(REVIEWED, "direviu", minutes(), what_came)
    assert {s.citation.document for s in both.supports} == {minutes().document.id}


@pytest.mark.parametrize(("article", "verdict"), [("5A", S), ("6A", N)])
def test_an_inserted_article_belongs_to_the_subject_of_the_article_before_it(article: str, verdict: Verdict) -> None:
    old = paper(
        Line("Dinas menempatkan sistem pada pusat data.", pasal="5"),
        Line("Dinas menjaga taman.", pasal="6"),
        about="Layanan Digital",
        number="7",
        date="2020-02-01",
        name="lama.pdf",
    )
    new = paper(
        Line("Pencadangan berkala dilakukan setiap pekan.", pasal=article),
        about="Perubahan atas Peraturan Nomor 7",
        number="9",
        date="2023-09-01",
        name="baru.pdf",
    )
    assert renewed(old, minutes(), new) is verdict


@pytest.mark.parametrize(
    ("heading", "done", "verdict"),
    [
        ("Penutup", "Seluruh usul reviu telah ditindaklanjuti.", S),
        ("Penutup", "Seluruh pagar taman telah ditindaklanjuti.", N),  # answers nothing
        ("", "Seluruh usul reviu telah ditindaklanjuti.", N),  # no section of its own
    ],
)
def test_a_follow_up_in_a_later_section_of_the_same_report(heading: str, done: str, verdict: Verdict) -> None:
    above = [Line("Temuan", role=Role.TITLE), *(Line(line, under=(0,)) for line in REVIEW_LINES)]
    last = [Line(heading, role=Role.TITLE), Line(done, under=(4,))] if heading else [Line(done, under=(0,))]
    report = minutes(*above, *last, about="Reviu Pengoperasian Pusat Data")
    assert result(FOLLOWED, "tindak", report).verdict is verdict
