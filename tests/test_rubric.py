"""Packs are read to the type, and every mistake is named by file, line and key."""

import re
import shutil
import tempfile
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence_checker import rubric
from evidence_checker.errors import RubricError, UsageError
from evidence_checker.model import Basis, Check, ConditionRole, DocumentKind, ModifierKind, Proof, Role

PACKS = Path(__file__).parent / "packs"
HEAD, WORDS = "rubric.yaml", "vocabulary.yaml"
I1, I2, I3, I4 = (f"indicators/i0{n}.yaml" for n in (1, 2, 3, 4))
E1 = "indicators/i01.examples.yaml"


def copied(tmp_path: Path) -> Path:
    """A copy of the made-up pack that a test may spoil."""
    return Path(shutil.copytree(PACKS / "pemdi-mini", tmp_path / "pemdi-mini"))


def spoiled(tmp_path: Path, file: str, old: str, new: str) -> tuple[Path, list[str]]:
    """A copy of the pack with the first `old` of one file replaced; the file's lines."""
    folder = copied(tmp_path)
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    text = text.replace(old, new, 1)
    (folder / file).write_text(text, encoding="utf-8")
    return folder, text.splitlines()


def line_of(lines: list[str], needle: str) -> int:
    """The number (from 1) of the first line with this text; of the last one for `last: text`."""
    found = [number for number, line in enumerate(lines, 1) if needle.removeprefix("last: ") in line]
    return found[-1 if needle.startswith("last: ") else 0]


# --- what is read ------------------------------------------------------------------------------------------


def test_the_made_up_pack_lints_clean_and_loads() -> None:
    assert rubric.lint(PACKS / "pemdi-mini") == ()
    pack = rubric.load("pemdi-mini", PACKS)
    assert (pack.id, pack.lowest, pack.highest) == ("pemdi-mini", 1, 5)
    assert [indicator.number for indicator in pack.indicators] == [1, 2, 3, 4]
    assert [indicator.weight for indicator in pack.indicators] == [
        Decimal(25),
        Decimal(15),
        Decimal(20),
        Decimal(40),
    ]
    assert {group.parent for group in pack.groups} == {""}  # aspects without domains


def test_fields_are_read_to_their_types_and_defaults() -> None:
    pack = rubric.load("pemdi-mini", PACKS)
    first, second, *_ = pack.indicator(2).level(2).conditions
    assert first.any_of == second.any_of == "penyelenggara"
    assert first.proof is Proof.NORM
    assert first.requires_force is True
    assert first.accepts_kinds == (DocumentKind.PERATURAN, DocumentKind.KEPUTUSAN)
    assert (first.basis, first.check, first.role) == (Basis.REGULATION, Check.AUTOMATIC, ConditionRole.FULL)
    complete = pack.indicator(2).level(3).conditions[1]
    assert complete.basis is Basis.GUIDELINE
    assert [element.name for element in complete.elements] == ["Perencanaan", "Pengoperasian", "Pengamanan"]
    assert pack.indicator(1).level(4).conditions[0].max_age_years == 2
    assert pack.indicator(1).level(2).evidence[0].need == "wajib"
    assert dict(pack.vocabulary.synonyms)["unit"] == ("perangkat daerah", "opd", "unit kerja")
    assert pack.vocabulary.modifiers[0].kind is ModifierKind.NEGATED
    assert pack.vocabulary.modifiers[0].reach == 12
    assert pack.vocabulary.confusions[0] == ("diterapkan", "ditetapkan")


def test_an_index_of_another_agency_cannot_be_proven_by_text() -> None:
    for number in (2, 3, 4, 5):
        (condition,) = rubric.load("pemdi-mini", PACKS).indicator(4).level(number).conditions
        assert (condition.check, condition.proof) == (Check.MANUAL, Proof.NONE)


def test_bands_keep_which_end_belongs_to_them() -> None:
    low, next_up, *_ = rubric.load("pemdi-mini", PACKS).bands
    assert low.holds(Decimal("1.5")) and not next_up.holds(Decimal("1.5"))
    low, next_up, *_ = rubric.load("spbe-2020").bands
    assert not low.holds(Decimal("1.8")) and next_up.holds(Decimal("1.8"))


def test_examples_are_read_with_their_labels() -> None:
    found = rubric.examples("pemdi-mini", PACKS)
    assert found[0].indicator == 1
    assert found[0].kind is DocumentKind.LAPORAN and found[0].role is Role.NARRATIVE
    assert ("selesai_disusun", "supported") in found[0].expect
    assert [example.indicator for example in found] == sorted(example.indicator for example in found)


def test_the_shipped_pack_has_all_47_indicators_of_the_regulation() -> None:
    assert "spbe-2020" in rubric.available()
    pack = rubric.load("spbe-2020")
    assert [indicator.number for indicator in pack.indicators] == list(range(1, 48))
    weights = {
        range(1, 11): "1.3",
        range(11, 21): "2.5",
        range(21, 32): "1.5",
        range(32, 42): "2.75",
        range(42, 48): "3",
    }
    for numbers, weight in weights.items():
        assert {pack.indicator(number).weight for number in numbers} == {Decimal(weight)}
    assert [level.inherits for level in pack.indicator(3).levels] == [0, 1, 2, 2, 4]  # its shifted ladder


def test_a_pack_is_found_by_id_or_by_folder(tmp_path: Path) -> None:
    assert rubric.load(str(PACKS / "pemdi-mini")) == rubric.load("pemdi-mini", PACKS)
    assert rubric.available(PACKS) == ("pemdi-mini",)
    with pytest.raises(UsageError, match=r"tidak-ada.*Rubrik yang tersedia: pemdi-mini"):
        rubric.load("tidak-ada", PACKS)
    with pytest.raises(UsageError, match=r"bukan folder rubrik"):
        rubric.lint(tmp_path)


def test_roots_are_found_beside_the_package_and_in_the_wheel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert (rubric.packs_root() / "spbe-2020" / HEAD).is_file()
    assert (rubric.corpora_root() / "passages").is_dir()
    package = tmp_path / "site-packages" / "evidence_checker"
    (package / "rubrics").mkdir(parents=True)
    monkeypatch.setattr(rubric, "__file__", str(package / "rubric.py"))
    assert rubric.packs_root() == (package / "rubrics").resolve()


# --- the digest --------------------------------------------------------------------------------------------


def test_the_digest_names_the_rules_and_not_the_examples(tmp_path: Path) -> None:
    original = rubric.load("pemdi-mini", PACKS).digest
    folder, _ = spoiled(tmp_path, E1, "dua belas kegiatan", "tiga belas kegiatan")
    assert rubric.load(str(folder)).digest == original
    for file in (HEAD, WORDS, I3):
        (folder / file).write_bytes((folder / file).read_bytes() + b"# catatan\n")
        changed = rubric.load(str(folder)).digest
        assert changed != original
        original = changed


# --- what is refused ---------------------------------------------------------------------------------------

# file, old text, new text, text on the line that is named, key, words of the message
WRONG = {
    "weights of an aspect": (
        HEAD,
        'weight: "40"',
        'weight: "40.5"',
        "id: a1",
        "groups.weight",
        "bobot a1 40.5, padahal jumlah isinya 40 (indikator 1, indikator 2)",
    ),
    "weights of all": (
        HEAD,
        'weight: "40"',
        'weight: "40.5"',
        "groups:",
        "groups",
        "harus 100, ternyata 100.5",
    ),
    "weight is no number": (HEAD, '"40"', '"40%"', "id: a1", "groups.weight", "bilangan desimal"),
    "weight with a comma": (I1, 'weight: "25"', "weight: 25,0", "weight:", "weight", "“25,0”"),
    "weight of nothing": (I1, 'weight: "25"', 'weight: "0"', "weight:", "weight", "lebih dari 0"),
    "parent below its child": (
        HEAD,
        'parent: ""',
        "parent: a2",
        "id: a1",
        "groups.parent",
        "“a2” harus ditulis lebih dulu",
    ),
    "group without content": (HEAD, "id: a2", "id: a3", "id: a3", "groups.id", "kelompok a3 harus berisi"),
    "group id twice": (HEAD, "id: a2", "id: a1", "name: Layanan", "groups.id", "“a1” sudah dipakai"),
    "unknown group": (I1, "group: a1", "group: a9", "group: a9", "group", "“a9” tidak ada"),
    "gap between bands": (HEAD, 'low: "1.5"', 'low: "1.6"', "Cukup", "bands.low", "celah"),
    "bands overlap": (HEAD, 'low: "1.5"', 'low: "1.4"', "Cukup", "bands.low", "tumpang tindih"),
    "border in two bands": (
        HEAD,
        'low: "1.5", high: "2.5", includes_low: "false"',
        'low: "1.5", high: "2.5", includes_low: "true"',
        "Cukup",
        "bands.includes_low",
        "dimiliki keduanya",
    ),
    "border in no band": (
        HEAD,
        'high: "1.5", includes_low: "true", includes_high: "true"',
        'high: "1.5", includes_low: "true", includes_high: "false"',
        "Cukup",
        "bands.includes_low",
        "tidak dimiliki",
    ),
    "bands start too high": (
        HEAD,
        'low: "1", high',
        'low: "1.1", high',
        "Kurang",
        "bands.low",
        "mulai dari 1",
    ),
    "bands end too low": (HEAD, 'high: "5"', 'high: "4.9"', "Memuaskan", "bands.high", "sampai 5"),
    "band upside down": (HEAD, 'high: "2.5"', 'high: "1.5"', "Cukup", "bands.high", "lebih tinggi dari low"),
    "band named twice": (HEAD, "name: Cukup", "name: Kurang", 'low: "1.5"', "bands.name", "dua kali"),
    "scale upside down": (
        HEAD,
        'highest: "5"',
        'highest: "1"',
        "highest",
        "highest",
        "lebih tinggi dari lowest",
    ),
    "empty title": (HEAD, "title: Instrumen", "title: ''  #", "title", "title", "tidak boleh kosong"),
    "not a truth value": (
        HEAD,
        'includes_high: "true"',
        "includes_high: ya",
        "Kurang",
        "bands.includes_high",
        "true atau false",
    ),
    "unknown key": (I1, "explanation:", "penjelasan:", "penjelasan", "penjelasan", "kunci tidak dikenal"),
    "missing key": (I1, "explanation:", "penjelasan:", "number:", "explanation", "kunci wajib"),
    "repeated key": (
        I1,
        "        accepts_kinds: [laporan, notulensi]",
        "        accepts_kinds: [laporan]\n        source: lain",
        "source: lain",
        "levels.conditions.source",
        "dua kali (pertama di baris",
    ),
    "text where a list belongs": (
        I1,
        "excluding: [rancangan rencana aksi]",
        "excluding: rancangan",
        "excluding: rancangan",
        "levels.conditions.excluding",
        "harus berupa daftar",
    ),
    "list where text belongs": (I1, "kind: proses", "kind: [proses]", "kind:", "kind", "harus berupa teks"),
    "not a whole number": (
        I1,
        'max_age_years: "2"',
        'max_age_years: "dua"',
        "max_age_years",
        "levels.conditions.max_age_years",
        "bilangan bulat",
    ),
    "unknown proof": (
        I1,
        "proof: record",
        "proof: bukti",
        "bukti",
        "levels.conditions.proof",
        "pilihannya: norm",
    ),
    "unknown check": (I2, "check: partial", "check: half", "half", "levels.conditions.check", "“half”"),
    "unknown role": (I1, "role: floor", "role: dasar", "dasar", "levels.conditions.role", "“dasar”"),
    "unknown kind of paper": (
        I1,
        "accepts_kinds: [laporan, notulensi]",
        "accepts_kinds: [laporan, nota]",
        "nota]",
        "levels.conditions.accepts_kinds",
        "“nota” tidak dikenal",
    ),
    "unknown need": (
        I1,
        "need: wajib",
        "need: perlu",
        "need: perlu",
        "levels.evidence.need",
        "pilihannya: wajib",
    ),
    "level left out": (
        I1,
        '  - number: "4"',
        '  - number: "6"',
        "levels:",
        "levels",
        "tingkat harus urut 1 sampai 5",
    ),
    "inherits upwards": (
        I1,
        'inherits: "2"',
        'inherits: "3"',
        'inherits: "3"',
        "levels.inherits",
        "lebih rendah",
    ),
    "number is not the file's": (I1, 'number: "1"', 'number: "7"', "number", "number", "nama berkasnya"),
    "condition id twice": (
        I2,
        "id: unit_ditugasi",
        "id: tim_dibentuk",
        "last: id: tim_dibentuk",
        "levels.conditions.id",
        "dua kali di tingkat 2",
    ),
    "condition id with a space": (
        I1,
        "id: direviu",
        "id: telah direviu",
        "telah direviu",
        "levels.conditions.id",
        "huruf kecil",
    ),
    "no source": (
        I1,
        "source: Instrumen rekaan, lembar 1, tingkat 3",
        'source: " "',
        'source: " "',
        "levels.conditions.source",
        "menyebut sumbernya",
    ),
    "alternative to nothing": (
        I2,
        "any_of: penyelenggara",
        "any_of: lain",
        "any_of: lain",
        "levels.conditions.any_of",
        "“lain” hanya punya satu",
    ),
    "fuller than nothing": (
        I2,
        "fuller: tugas_lengkap",
        "fuller: tugas_penuh",
        "tugas_penuh",
        "levels.conditions.fuller",
        "“tugas_penuh” harus id kriteria lain",
    ),
    "fuller for what is never required": (
        I2,
        "role: minimal",
        "role: limiting",
        "fuller:",
        "levels.conditions.fuller",
        "tidak pernah menjadi syarat",
    ),
    "shared phrase with an unknown synonym": (
        WORDS,
        'field: ["{layanan_digital}"',
        'field: ["{layanan}"',
        "field:",
        "field",
        "{layanan} tidak ada",
    ),
    "more elements asked than named": (
        I2,
        'minimum: "1"',
        'minimum: "4"',
        "minimum",
        "levels.conditions.minimum",
        "meminta 4 unsur, padahal hanya ada 3",
    ),
    "element twice": (
        I2,
        "name: Pengoperasian",
        "name: Perencanaan",
        "mengoperasikan",
        "levels.conditions.elements.name",
        "dua kali",
    ),
    "unknown synonym": (
        I3,
        '"{seluruh_unit} +',
        '"{semua_unit} +',
        "semua_unit",
        "levels.conditions.phrases",
        "{semua_unit} tidak ada",
    ),
    "brace left open": (
        I1,
        "rencana aksi {layanan_digital}",
        "'rencana aksi {layanan_digital'",
        "{layanan_digital'",
        "subject",
        "kurung kurawal",
    ),
    "empty term": (
        I1,
        "menetapkan | ditetapkan",
        "menetapkan + | ditetapkan",
        "+ |",
        "levels.conditions.phrases",
        "ada bagian kosong",
    ),
    "empty phrase": (
        I2,
        "[menyusun rencana]",
        "['']",
        "['']",
        "levels.conditions.elements.phrases",
        "kosong",
    ),
    "star at the end": (
        I1,
        "memuat * kegiatan",
        "memuat *",
        "memuat *",
        "levels.conditions.phrases",
        "di antara kata",
    ),
    "sign without spaces": (
        I1,
        "menetapkan | ditetapkan",
        "menetapkan|ditetapkan",
        "|d",
        "levels.conditions.phrases",
        "diapit spasi",
    ),
    "synonym of itself": (
        WORDS,
        "unit: [perangkat daerah",
        'unit: ["{seluruh_unit}"',
        '["{seluruh_unit}"',
        "synonyms.unit",
        "merujuk dirinya",
    ),
    "synonym without words": (
        WORDS,
        "reviu: [",
        "reviu: []\n  lain: [",
        "reviu",
        "synonyms.reviu",
        "belum ada",
    ),
    "synonym twice": (WORDS, "  rekomendasi:", "  reviu:", "[rekomendasi", "synonyms.reviu", "dua kali"),
    "synonym of two terms": (
        WORDS,
        "reviu: [reviu",
        "reviu: [reviu + evaluasi",
        "reviu + evaluasi",
        "synonyms.reviu",
        "diapit spasi",
    ),
    "unknown direction": (
        WORDS,
        "direction: forward",
        "direction: maju",
        "maju",
        "modifiers.direction",
        "forward, backward, both",
    ),
    "unknown modifier": (WORDS, "kind: negated", "kind: ingkar", "ingkar", "modifiers.kind", "“ingkar”"),
    "a word alone is not mistaken": (
        WORDS,
        "[penerapan, penetapan]",
        "[penerapan]",
        "[penerapan]",
        "confusions",
        "dua kata",
    ),
    "broken YAML": (I1, "subject:\n", "subject: [\n", 'number: "1"', "-", "bukan YAML"),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_pack_is_refused_with_file_line_and_key(case: str, tmp_path: Path) -> None:
    file, old, new, needle, key, words = WRONG[case]
    folder, lines = spoiled(tmp_path, file, old, new)
    with pytest.raises(RubricError) as caught:
        rubric.load(str(folder))
    place = f"pemdi-mini/{file}:"
    named = [problem for problem in caught.value.problems if problem.startswith(place)]
    if case == "broken YAML":  # where the parser stumbles is its own affair
        assert any(": -: bukan YAML yang sah" in problem for problem in named)
        return
    expected = f"{place}{line_of(lines, needle)}: {key}: "
    assert any(p.startswith(expected) and words in p for p in named), caught.value.problems
    assert set(named) <= set(rubric.lint(folder))


# file, old text, new text, text on the line that is named, key, words: what only a finished pack must have
UNFINISHED = {
    "id is not the folder's": (HEAD, "id: pemdi-mini", "id: pemdi", "id: pemdi", "id", "nama foldernya"),
    "no subject": (
        I4,
        "subject:\n  - indeks kepuasan pengguna",
        "subject: []",
        "subject",
        "subject",
        "belum ada",
    ),
    "phrase twice": (
        I1,
        "  - rencana aksi pemerintah digital",
        "  - rencana aksi {layanan_digital}  # kedua",
        "# kedua",
        "subject",
        "tertulis dua kali",
    ),
    "subject that voids itself": (
        I1,
        "rencana aksi {layanan_digital} perpustakaan",
        "rencana aksi pemerintah digital  # batal",
        "# batal",
        "not_subject",
        "sekaligus dicari dan membatalkan",
    ),
    "phrase that voids itself": (
        I1,
        "excluding: [rancangan rencana aksi]",
        "excluding: [selesai disusun | telah disusun | memuat * kegiatan]",
        "excluding: [selesai",
        "levels.conditions.excluding",
        "sekaligus dicari dan membatalkan",
    ),
    "no advice": (
        I1,
        "advice: Tetapkan",
        "advice: ''\n        # Tetapkan",
        "advice: ''",
        "levels.conditions.advice",
        "kriteria ditetapkan belum punya saran",
    ),
    "minimal without a fuller condition": (
        I2,
        "        fuller: tugas_lengkap\n",
        "",
        "id: tugas_sebagian",
        "levels.conditions.fuller",
        "kriteria tugas_sebagian belum menyebut",
    ),
    "record without phrases": (
        I2,
        "        phrases:\n          - bersama",
        "        phrases: []\n        # bersama",
        "phrases: []",
        "levels.conditions.phrases",
        "kriteria bekerja_lintas_instansi belum punya frasa",
    ),
    "element without phrases": (
        I2,
        "phrases: [menyusun rencana]",
        "phrases: []",
        "phrases: []",
        "levels.conditions.elements.phrases",
        "unsur “Perencanaan”",
    ),
    "coverage without elements": (
        I1,
        "proof: record",
        "proof: coverage",
        "id: selesai_disusun",
        "levels.conditions.elements",
        "tanpa unsur",
    ),
    "nothing a text can prove": (
        I2,
        "        proof: record\n",
        "        proof: none\n",
        "proof: none",
        "levels.conditions.proof",
        "check: manual",
    ),
    "example of an unknown condition": (
        E1,
        "expect: {ditetapkan: contradicted}",
        "expect: {disetujui: contradicted}",
        "disetujui",
        "expect.disetujui",
        "tidak ada pada indikator 1",
    ),
    "example with an unknown verdict": (
        E1,
        "expect: {ditetapkan: contradicted}",
        "expect: {ditetapkan: ya}",
        "ditetapkan: ya",
        "expect.ditetapkan",
        "pilihannya: supported",
    ),
    "example with an unknown role": (E1, "role: narrative", "role: pasal", "pasal", "role", "“pasal”"),
    "example without labels": (
        E1,
        "expect: {ditindaklanjuti: planned}",
        "expect: {}",
        "expect: {}",
        "expect",
        "belum menyebut",
    ),
    "example without text": (
        E1,
        "text: Rencana aksi layanan digital belum ditetapkan.",
        "text: ''",
        "text: ''",
        "text",
        "tidak boleh kosong",
    ),
    "no words for what a review names": (
        WORDS,
        "persoalan: [persoalan",
        "perkara: [persoalan",
        "synonyms:",
        "synonyms",
        "{persoalan} belum ada",
    ),
    "example that claims too much marked as a known miss": (
        E1,
        "note: topik",
        'known_miss: "true"  # topik',
        "known_miss",
        "known_miss",
        "hanya untuk contoh yang seharusnya supported",
    ),
    "example with an unknown key": (
        E1,
        "note: topik",
        "catatan: topik",
        "catatan",
        "catatan",
        "tidak dikenal",
    ),
}


@pytest.mark.parametrize("case", UNFINISHED)
def test_lint_asks_for_what_a_finished_pack_has(case: str, tmp_path: Path) -> None:
    file, old, new, needle, key, words = UNFINISHED[case]
    folder, lines = spoiled(tmp_path, file, old, new)
    rubric.load(str(folder))  # an unfinished pack can be worked with
    expected = f"pemdi-mini/{file}:{line_of(lines, needle)}: {key}: "
    problems = rubric.lint(folder)
    assert any(p.startswith(expected) and words in p for p in problems), problems


@pytest.mark.parametrize(
    ("label", "missing"),
    [
        ("selesai_disusun: supported, ", "supported"),
        ("selesai_disusun: not_found, ", "not_found"),
        ("selesai_disusun: planned, ", "planned atau contradicted"),
    ],
)
def test_lint_misses_an_example_that_a_condition_needs(label: str, missing: str, tmp_path: Path) -> None:
    folder, _ = spoiled(tmp_path, E1, label, "")
    lines = (folder / I1).read_text(encoding="utf-8").splitlines()
    line = line_of(lines, "id: selesai_disusun")
    problems = rubric.lint(folder)
    assert problems and all(
        p.startswith(f"pemdi-mini/{I1}:{line}: levels.conditions.id: kriteria selesai_disusun") for p in problems
    )
    assert missing in problems[0]


def test_a_pack_without_bands_is_refused(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    head = (folder / HEAD).read_text(encoding="utf-8")
    (folder / HEAD).write_text(head.split("bands:")[0] + "bands: []\n", encoding="utf-8")
    with pytest.raises(RubricError, match=r"rubric.yaml:11: bands: belum ada predikat"):
        rubric.load(str(folder))


def test_lint_notices_examples_of_no_indicator(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    (folder / E1).rename(folder / "indicators/i09.examples.yaml")
    problems = rubric.lint(folder)
    assert any(p.startswith("pemdi-mini/indicators/i09.examples.yaml:1: -: ") for p in problems)


def test_all_problems_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    folder, _ = spoiled(tmp_path, I1, "kind: proses", "jenis: proses")
    (folder / WORDS).write_text((folder / WORDS).read_text().replace("kind: negated", "kind: x"))
    (folder / I3).unlink()
    with pytest.raises(RubricError) as caught:
        rubric.load(str(folder))
    files = {problem.split(":")[0] for problem in caught.value.problems}
    assert files == {f"pemdi-mini/{I1}", f"pemdi-mini/{WORDS}"}  # sums wait until every file can be read


def test_a_lost_indicator_is_noticed_by_the_weights(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    (folder / I3).unlink()
    with pytest.raises(RubricError, match=r"rubric.yaml:10: groups.weight: bobot a2 60, padahal jumlah isinya 40"):
        rubric.load(str(folder))


def test_a_misspelt_file_name_is_not_passed_over(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    (folder / E1).rename(folder / "indicators/i01.example.yaml")
    (folder / ".catatan.yaml").write_text("bukan urusan rubrik")
    with pytest.raises(RubricError, match=r"i01.example.yaml:1: -: nama berkas tidak dikenal"):
        rubric.load(str(folder))


@pytest.mark.parametrize(
    ("content", "line", "words"),
    [
        (b"", 1, "berkas kosong"),
        (b"a: 1\nb: \xff\n", 2, "UTF-8"),
        (b"- satu\n- dua\n", 1, "pasangan kunci"),
        (b"a: 1\n---\nb: 2\n", 2, "bukan YAML"),
        (b"number: \x07\n", 1, "bukan YAML"),
    ],
)
def test_a_file_that_is_no_mapping_is_refused(content: bytes, line: int, words: str, tmp_path: Path) -> None:
    folder = copied(tmp_path)
    (folder / I2).write_bytes(content)
    with pytest.raises(RubricError) as caught:
        rubric.load(str(folder))
    (problem,) = caught.value.problems
    assert problem.startswith(f"pemdi-mini/{I2}:{line}: -: ") and words in problem


def test_a_pack_without_vocabulary_is_refused(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    (folder / WORDS).unlink()
    with pytest.raises(RubricError, match=r"vocabulary.yaml:1: -: berkas belum ada"):
        rubric.load(str(folder))


@pytest.mark.parametrize("tag", ["!!python/object/apply:os.getcwd []", "&a [*a]", "2024-01-01", "~"])
def test_yaml_builds_nothing_and_guesses_nothing(tag: str, tmp_path: Path) -> None:
    folder, _ = spoiled(tmp_path, I1, "kind: proses", f"kind: {tag}")
    if tag.startswith(("!", "&")):
        with pytest.raises(RubricError, match="harus berupa teks"):
            rubric.load(str(folder))
    else:
        assert rubric.load(str(folder)).indicator(1).kind == tag


@given(st.lists(st.sampled_from(["a", "{unit}", "*", "+", "|", "{", "b}", "a+b"]), max_size=8))
def test_only_well_formed_phrases_pass(words: list[str]) -> None:
    """A phrase passes exactly if each part between + and | is non-empty, of whole words, with * inside."""
    faults = list(rubric._phrase_faults(" ".join(words), {"unit"}))
    parts = " ".join(words).replace("|", "+").split("+") if "a+b" not in words else [""]
    fine = all(
        part.split() and set(part.split()) <= {"a", "{unit}", "*"} and "*" not in (part.split()[0], part.split()[-1])
        for part in parts
    )
    assert (not faults) == fine


JUNK = [
    "[]",
    "{}",
    '""',
    "~",
    "- x",
    "a: b",
    "[1, 2",
    "? x",
    "&a [*a]",
    "!!int 3",
    "[[[]]]",
    "*",
    "1e5",
    "٣",
    "99999999999",
]


@settings(max_examples=60)
@given(st.sampled_from([HEAD, WORDS, I1, I2, E1]), st.integers(0, 200), st.integers(0, 4), st.sampled_from(JUNK))
def test_whatever_is_spoilt_is_named_and_never_a_crash(file: str, at: int, how: int, junk: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        pack = copied(Path(folder))
        lines = (pack / file).read_text(encoding="utf-8").splitlines()
        at %= len(lines)
        key = lines[at].split(":")[0]
        replacement = [[], [f"{key}: {junk}"], [lines[at], lines[at]], [lines[at][:-2]], [lines[at][2:]]]
        lines[at : at + 1] = replacement[how]
        (pack / file).write_text("\n".join(lines), encoding="utf-8")
        problems = rubric.lint(pack)
        assert all(re.match(r"pemdi-mini/[\w./]+\.yaml:[1-9]\d*: .+?: .+", problem) for problem in problems)
        try:
            rubric.load(str(pack))
        except RubricError as error:
            assert error.problems and set(error.problems) <= set(problems)


@pytest.mark.parametrize("pack", rubric.available())
def test_every_shipped_pack_is_finished(pack: str) -> None:
    problems = rubric.lint(rubric.packs_root() / pack)
    assert not problems, "\n".join(problems[:20])
