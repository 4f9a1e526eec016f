"""Folder of YAML to a validated `Rubric`, or an error naming file, line and key.

A pack is read as YAML nodes, so that every problem knows its line, and then turned into the dataclasses of
`model` by their field types. Every scalar is text: YAML's own reading of `1.10` or `no` is never asked.
The format is described in `rubrics/README.md`; `load` checks what an assessment relies on, `lint` also what a
finished pack must have (phrases, advice, examples).
"""

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import MISSING, dataclass, field, fields, is_dataclass, replace
from decimal import Decimal
from enum import StrEnum
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints

import yaml

from evidence_checker.errors import RubricError, UnavailableError, UsageError
from evidence_checker.model import (
    Band,
    Check,
    Condition,
    ConditionRole,
    Example,
    Group,
    Indicator,
    Level,
    Proof,
    Rubric,
    Verdict,
    Vocabulary,
)

_HEAD = "rubric.yaml"
_VOCABULARY = "vocabulary.yaml"
_INDICATOR = re.compile(r"indicators/i([0-9]{2,})\.yaml")
_EXAMPLES = re.compile(r"indicators/i([0-9]{2,})\.examples\.yaml")
_IDENTIFIER = re.compile(r"[a-z][a-z0-9_]*")
_SYNONYM = re.compile(r"\{([a-z][a-z0-9_]*)\}")
_WHOLE = re.compile(r"[0-9]{1,9}")
_DECIMAL = re.compile(r"[0-9]{1,9}(\.[0-9]{1,9})?")
_NEEDS = ("wajib", "salah_satu", "bersyarat", "opsional", "contoh", "tersirat")
_DIRECTIONS = ("forward", "backward", "both")
_TOTAL = Decimal(100)
# These proofs may rest on the indicator's subject alone.
_PROOF_BY_SUBJECT = (Proof.NONE, Proof.NORM, Proof.REVIEW, Proof.NEW_POLICY, Proof.FOLLOW_UP)
# Synonyms by which the matcher itself knows a review, its parts, and all units.
_SYNONYMS_OF_PROOF = {
    Proof.REVIEW: ("reviu", "persoalan", "rekomendasi", "aturan", "di_luar_reviu"),
    Proof.FOLLOW_UP: ("ditindaklanjuti", "peningkatan"),
    Proof.REACH: ("seluruh_unit", "pemakaian"),
}
_NEVER_ASKED = (ConditionRole.FLOOR, ConditionRole.LIMITING)
_NEGATIVE = (Verdict.PLANNED, Verdict.CONTRADICTED, Verdict.NOT_FOUND)
# Every list of plain text in the vocabulary holds phrases, but the words and signs that end a modifier's reach.
_SHARED_PHRASES = tuple(f.name for f in fields(Vocabulary) if f.type == tuple[str, ...] and f.name != "modifier_ends")
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_Path = tuple[str | int, ...]
_Converter = Callable[[yaml.Node, str, "_File"], Any]


# --- public ----------------------------------------------------------------------------------------------


def packs_root() -> Path:
    """Give the folder of the packs that come with the program: in the wheel, or beside the package."""
    return _shipped("rubrics")


def corpora_root() -> Path:
    """Give the folder of the texts and sample submissions that come with the program."""
    return _shipped("corpora")


def available(root: Path | None = None) -> tuple[str, ...]:
    """Give the ids of the packs in this folder (default: those that come with the program), sorted."""
    folder = root or packs_root()
    return tuple(sorted(head.parent.name for head in folder.glob(f"*/{_HEAD}")))


def load(pack: str, root: Path | None = None) -> Rubric:
    """Read and check a pack, given by id or as the path of its folder; its examples are not read.

    Raises UsageError if there is no such pack, RubricError with every problem found if it is wrong.
    """
    content = _read(_folder(pack, root))
    problems = content.problems()
    rubric = content.rubric()
    if problems or rubric is None:
        raise RubricError(problems)
    return rubric


def examples(pack: str, root: Path | None = None) -> tuple[Example, ...]:
    """Read the labelled examples of a pack, in order of indicator and file.

    Raises UsageError if there is no such pack, RubricError if an example file is wrong.
    """
    content = _read(_folder(pack, root))
    found = _read_examples(content)
    problems = content.problems()
    if problems:
        raise RubricError(problems)
    return tuple(example for labelled in found for example in labelled.examples)


def lint(folder: Path) -> tuple[str, ...]:
    """Check a pack fully, examples and completeness included: `file:line: key: message`, empty if fine.

    Raises UsageError if the folder is no pack.
    """
    if not (folder / _HEAD).is_file():
        raise UsageError(f"“{folder}” bukan folder rubrik: tidak ada {_HEAD} di dalamnya.")
    content = _read(folder)
    found = _read_examples(content)
    _check_complete(content)
    _check_examples(content, found)
    return content.problems()


def folder(pack: str, root: Path | None = None) -> Path:
    """Give the folder of a pack, given by id or as a path. Raises UsageError if there is no such pack."""
    return _folder(pack, root)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Institution:
    """One file of the training corpus: passages from the papers of one made-up institution."""

    institution: str
    passages: tuple[Example, ...]


def passages(root: Path | None = None) -> tuple[Example, ...]:
    """Read the labelled passages of the training corpus (default: the one that comes with the program), by file.

    Raises RubricError if a file is wrong.
    """
    found: list[Example] = []
    problems: list[tuple[str, int, str, str]] = []
    for path in sorted((root or corpora_root() / "passages").glob("*.yaml")):
        file = _parse(path.name, path.read_bytes())
        read = _converter(_Institution)(file.root, "", file) if file.root is not None else None
        problems += [(path.name, *problem) for problem in file.problems]
        if isinstance(read, _Institution) and not file.problems:
            found += [replace(passage, institution=read.institution) for passage in read.passages]
    if problems:
        raise RubricError(tuple(f"passages/{name}:{line}: {key}: {text}" for name, line, key, text in problems))
    return tuple(found)


def plain(name: str, content: bytes) -> Any:
    """Read other YAML (gold labels) as mappings, lists and text; nothing is interpreted, an empty value is "".

    Raises RubricError naming file and line if it is no YAML.
    """
    file = _parse(name, content)
    if file.root is None:
        raise RubricError(tuple(f"{name}:{line}: {key}: {text}" for line, key, text in file.problems))
    return _plain(file.root)


def _plain(node: yaml.Node) -> Any:
    if isinstance(node, yaml.MappingNode):
        return {key.value: _plain(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item) for item in node.value]
    return "" if node.tag == "tag:yaml.org,2002:null" else node.value


# --- places ----------------------------------------------------------------------------------------------


def _shipped(name: str) -> Path:
    here = Path(__file__).resolve().parent
    for folder in (here / name, here.parent / name):
        if folder.is_dir():
            return folder
    raise UnavailableError(
        f"Folder {name} milik program tidak ditemukan. Pasang ulang evidence-checker, "
        "atau jalankan dari folder proyeknya."
    )


def _folder(pack: str, root: Path | None) -> Path:
    if re.fullmatch(r"[\w-]+", pack):
        by_id = (root or packs_root()) / pack
        if (by_id / _HEAD).is_file():
            return by_id
    if (Path(pack) / _HEAD).is_file():
        return Path(pack)
    known = ", ".join(available(root)) or "tidak ada"
    raise UsageError(f"Rubrik “{pack}” tidak ditemukan (tidak ada {_HEAD} di dalamnya). Rubrik yang tersedia: {known}.")


# --- one file --------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _File:
    """One file of a pack as YAML nodes, and what was found wrong with it, by line."""

    name: str
    root: yaml.Node | None
    problems: list[tuple[int, str, str]] = field(default_factory=list)

    def report(self, node: yaml.Node | None, key: str, message: str) -> None:
        """Note a problem at a node."""
        line = node.start_mark.line + 1 if node is not None else 1
        self.problems.append((line, key, message))

    def report_at(self, path: _Path, message: str) -> None:
        """Note a problem at the place that keys and list positions lead to."""
        node, line = self.root, 1
        for step in path:
            mark, node = _step(node, step)
            if node is None:
                break
            line = mark
        self.problems.append((line, ".".join(s for s in path if isinstance(s, str)) or "-", message))


def _step(node: yaml.Node | None, step: str | int) -> tuple[int, yaml.Node | None]:
    """Go one key or position down: the line (from 1) where it is written, and the node there."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == step:
                return key.start_mark.line + 1, value
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int):
        child = node.value[step]
        return child.start_mark.line + 1, child
    return 0, None


def _parse(name: str, content: bytes) -> _File:
    try:
        root = yaml.compose(content.decode("utf-8-sig"), Loader=_LOADER)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        return _File(name, None, [(line, "-", "berkas harus berupa teks UTF-8")])
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        what = getattr(error, "problem", None) or "ada huruf yang tidak boleh dipakai"
        line = mark.line + 1 if mark is not None else 1
        return _File(name, None, [(line, "-", f"bukan YAML yang sah: {what}")])
    file = _File(name, root)
    if root is None:
        file.report(None, "-", "berkas kosong")
    return file


# --- nodes to values, by the type of the field -------------------------------------------------------------


@cache
def _converter(kind: Any) -> _Converter:
    """Give the function that turns a node into a value of this type, and reports what it cannot turn."""
    simple: dict[Any, _Converter] = {str: _text, int: _whole, bool: _truth, Decimal: _exact}
    if kind in simple:
        return simple[kind]
    if get_origin(kind) is tuple:
        item = get_args(kind)[0]
        inner = get_args(item)
        if get_origin(item) is tuple and inner[-1] is not Ellipsis:
            return _pairs(_converter(inner[1]))
        return _list(_converter(item))
    if is_dataclass(kind) and isinstance(kind, type):
        return _object(kind, ())
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return _choice(kind)
    raise TypeError(kind)


def _text(node: yaml.Node, key: str, file: _File) -> str:
    if not isinstance(node, yaml.ScalarNode):
        file.report(node, key, "harus berupa teks, bukan daftar atau pasangan kunci")
        return ""
    text: str = node.value
    return text


def _whole(node: yaml.Node, key: str, file: _File) -> int:
    text = _text(node, key, file)
    if _WHOLE.fullmatch(text):
        return int(text)
    file.report(node, key, f"harus bilangan bulat, tertulis “{text}”")
    return 0


def _exact(node: yaml.Node, key: str, file: _File) -> Decimal:
    text = _text(node, key, file)
    if _DECIMAL.fullmatch(text):
        return Decimal(text)
    file.report(node, key, f"harus bilangan desimal dengan titik, tertulis “{text}”")
    return Decimal(0)


def _truth(node: yaml.Node, key: str, file: _File) -> bool:
    text = _text(node, key, file)
    if text not in ("true", "false"):
        file.report(node, key, f"harus true atau false, tertulis “{text}”")
    return text == "true"


def _choice(kind: type[StrEnum]) -> _Converter:
    known = {member.value: member for member in kind}

    def convert(node: yaml.Node, key: str, file: _File) -> StrEnum | None:
        text = _text(node, key, file)
        if text not in known:
            file.report(node, key, f"“{text}” tidak dikenal; pilihannya: {', '.join(known)}")
        return known.get(text)

    return convert


def _list(convert_item: _Converter) -> _Converter:
    def convert(node: yaml.Node, key: str, file: _File) -> tuple[Any, ...]:
        if not isinstance(node, yaml.SequenceNode):
            file.report(node, key, "harus berupa daftar")
            return ()
        return tuple([convert_item(item, key, file) for item in node.value])

    return convert


def _entries(node: yaml.Node, key: str, file: _File) -> Iterator[tuple[str, yaml.Node, yaml.Node]]:
    """Give name, key node and value node of a mapping; a repeated key is reported and left out."""
    if not isinstance(node, yaml.MappingNode):
        file.report(node, key or "-", "harus berupa pasangan kunci: nilai")
        return
    seen: dict[str, int] = {}
    for key_node, value in node.value:
        name = _text(key_node, key or "-", file)
        if name in seen:
            place = f"{key}.{name}" if key else name
            file.report(key_node, place, f"kunci tertulis dua kali (pertama di baris {seen[name]})")
            continue
        seen[name] = key_node.start_mark.line + 1
        yield name, key_node, value


def _pairs(convert_value: _Converter) -> _Converter:
    def convert(node: yaml.Node, key: str, file: _File) -> tuple[tuple[str, Any], ...]:
        entries = _entries(node, key, file)
        return tuple([(name, convert_value(value, f"{key}.{name}", file)) for name, _, value in entries])

    return convert


def _object(kind: type, omit: tuple[str, ...]) -> _Converter:
    """Convert a mapping to the dataclass; with fields left out, to the keyword arguments of the others."""
    hints = get_type_hints(kind)
    wanted = [f for f in fields(kind) if f.name not in omit]
    converters = {f.name: _converter(hints[f.name]) for f in wanted}
    required = [f.name for f in wanted if f.default is MISSING and f.default_factory is MISSING]

    def convert(node: yaml.Node, key: str, file: _File) -> Any:
        values: dict[str, Any] = {}
        for name, key_node, value in _entries(node, key, file):
            place = f"{key}.{name}" if key else name
            if name in converters:
                values[name] = converters[name](value, place, file)
            else:
                known = ", ".join(converters)
                file.report(key_node, place, f"kunci tidak dikenal; yang dikenal: {known}")
        missing = [name for name in required if name not in values]
        if isinstance(node, yaml.MappingNode):
            for name in missing:
                file.report(node, f"{key}.{name}" if key else name, "kunci wajib belum ditulis")
        if missing:
            return None
        return values if omit else kind(**values)

    return convert


# --- the whole pack ----------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Content:
    """What the files of one pack say; parts that could not be read are absent."""

    folder: Path
    digest: str
    files: dict[str, _File]
    head: dict[str, Any] | None = None
    vocabulary: Vocabulary | None = None
    indicators: list[tuple[_File, Indicator]] = field(default_factory=list)

    def problems(self) -> tuple[str, ...]:
        """Give every problem as `file:line: key: message`, by file and line."""
        name = self.folder.resolve().name
        return tuple(
            f"{name}/{file.name}:{line}: {key}: {message}"
            for file in sorted(self.files.values(), key=lambda f: f.name)
            for line, key, message in sorted(set(file.problems))
        )

    def rubric(self) -> Rubric | None:
        """Give the rubric if all of its parts could be read."""
        if self.head is None or self.vocabulary is None:
            return None
        ordered = sorted((indicator for _, indicator in self.indicators), key=lambda i: i.number)
        return Rubric(digest=self.digest, vocabulary=self.vocabulary, indicators=tuple(ordered), **self.head)


def _read(folder: Path) -> _Content:
    """Read the files of a pack but its examples, and check what an assessment relies on."""
    raw = {name: _bytes(folder, name) for name in _names(folder) if not _EXAMPLES.fullmatch(name)}
    rules = {n: b for n, b in raw.items() if n in (_HEAD, _VOCABULARY) or _INDICATOR.fullmatch(n)}
    content = _Content(folder, _digest(rules), {})
    for name, text in raw.items():
        if name in rules:
            content.files[name] = _parse(name, text)
        else:
            message = "nama berkas tidak dikenal (lihat README rubrik)"
            content.files[name] = _File(name, None, [(1, "-", message)])
    content.files.setdefault(_VOCABULARY, _File(_VOCABULARY, None, [(1, "-", "berkas belum ada")]))
    _convert(content)
    if content.head is not None:
        _check_head(content)
        for file, indicator in content.indicators:
            _check_indicator(content, file, indicator)
    if content.vocabulary is not None:
        _check_vocabulary(content.files[_VOCABULARY], content.vocabulary)
        _check_phrases(content, content.vocabulary)
    return content


def _names(folder: Path) -> list[str]:
    """Give the YAML files of a pack, relative and sorted; hidden files are nobody's business."""
    found = (p.relative_to(folder) for p in folder.rglob("*.y*ml") if p.is_file())
    return sorted(p.as_posix() for p in found if not any(part.startswith(".") for part in p.parts))


def _bytes(folder: Path, name: str) -> bytes:
    try:
        return (folder / name).read_bytes()
    except OSError as error:
        raise RubricError((f"{folder.resolve().name}/{name}:1: -: tidak dapat dibaca ({error.strerror})",)) from error


def _digest(files: dict[str, bytes]) -> str:
    digest = hashlib.sha256()
    for name in sorted(files):
        digest.update(f"{name}\0{len(files[name])}\0".encode())
        digest.update(files[name])
    return digest.hexdigest()


def _convert(content: _Content) -> None:
    kinds: dict[str, _Converter] = {
        _HEAD: _object(Rubric, ("digest", "vocabulary", "indicators")),
        _VOCABULARY: _converter(Vocabulary),
    }
    for name, file in content.files.items():
        if file.root is None:
            continue
        value = kinds.get(name, _converter(Indicator))(file.root, "", file)
        if file.problems:
            continue
        if name == _HEAD:
            content.head = value
        elif name == _VOCABULARY:
            content.vocabulary = value
        else:
            content.indicators.append((file, value))


@dataclass(frozen=True, slots=True)
class _Labelled:
    """The examples of one indicator and the file that they stand in."""

    indicator: int
    file: _File
    examples: tuple[Example, ...]


def _read_examples(content: _Content) -> list[_Labelled]:
    """Read the example files into the content's files; give those that could be read."""
    found: list[_Labelled] = []
    convert = _list(_object(Example, ("indicator", "institution", "source")))
    for name in _names(content.folder):
        match = _EXAMPLES.fullmatch(name)
        if not match:
            continue
        file = _parse(name, _bytes(content.folder, name))
        content.files[name] = file
        if file.root is None:
            continue
        values = convert(file.root, "", file)
        if not file.problems:
            number = int(match[1])
            found.append(_Labelled(number, file, tuple(Example(indicator=number, **v) for v in values)))
    return found


# --- checks that an assessment relies on -------------------------------------------------------------------


def _repeated(names: Iterable[str | int]) -> list[int]:
    """Give the positions of names that stood before."""
    seen: set[str | int] = set()
    positions = []
    for position, name in enumerate(names):
        if name in seen:
            positions.append(position)
        seen.add(name)
    return positions


def _check_head(content: _Content) -> None:
    head, file = content.head or {}, content.files[_HEAD]
    for key in ("id", "title", "source"):
        if not head[key].strip():
            file.report_at((key,), "tidak boleh kosong")
    if head["lowest"] >= head["highest"]:
        file.report_at(("highest",), f"harus lebih tinggi dari lowest ({head['lowest']})")
        return
    _check_groups(file, head["groups"])
    # A file that could not be read would make every sum wrong: one cause, one message.
    if all(f.root is not None for f in content.files.values()) and len(content.indicators) == sum(
        1 for name in content.files if _INDICATOR.fullmatch(name)
    ):
        _check_weights(file, head["groups"], [indicator for _, indicator in content.indicators])
    _check_bands(file, head["bands"], Decimal(head["lowest"]), Decimal(head["highest"]))


def _check_groups(file: _File, groups: tuple[Group, ...]) -> None:
    for position in _repeated(group.id for group in groups):
        file.report_at(("groups", position, "id"), f"id “{groups[position].id}” sudah dipakai")
    earlier: set[str] = set()
    for position, group in enumerate(groups):
        if group.parent and group.parent not in earlier:
            message = f"kelompok induk “{group.parent}” harus ditulis lebih dulu"
            file.report_at(("groups", position, "parent"), message)
        if group.weight <= 0:
            file.report_at(("groups", position, "weight"), "bobot harus lebih dari 0")
        earlier.add(group.id)


def _check_weights(file: _File, groups: tuple[Group, ...], indicators: list[Indicator]) -> None:
    for position, group in enumerate(groups):
        children = [child for child in groups if child.parent == group.id]
        members = [indicator for indicator in indicators if indicator.group == group.id]
        if bool(children) == bool(members):
            message = "harus berisi kelompok lain atau indikator, salah satu saja"
            file.report_at(("groups", position, "id"), f"kelompok {group.id} {message}")
            continue
        parts = {child.id: child.weight for child in children}
        parts |= {f"indikator {member.number}": member.weight for member in members}
        total = sum(parts.values(), Decimal(0))
        if total != group.weight:
            message = f"bobot {group.id} {group.weight}, padahal jumlah isinya {total} ({', '.join(parts)})"
            file.report_at(("groups", position, "weight"), message)
    total = sum((group.weight for group in groups if not group.parent), Decimal(0))
    if total != _TOTAL:
        file.report_at(("groups",), f"jumlah bobot kelompok terluar harus 100, ternyata {total}")


def _check_bands(file: _File, bands: tuple[Band, ...], lowest: Decimal, highest: Decimal) -> None:
    if not bands:
        file.report_at(("bands",), "belum ada predikat")
        return
    for position in _repeated(band.name for band in bands):
        file.report_at(("bands", position, "name"), f"predikat “{bands[position].name}” tertulis dua kali")
    for position, band in enumerate(bands):
        if band.low >= band.high:
            file.report_at(("bands", position, "high"), f"harus lebih tinggi dari low ({band.low})")
    first, last = bands[0], bands[-1]
    if first.low != lowest or not first.includes_low:
        file.report_at(("bands", 0, "low"), f"predikat pertama harus mulai dari {lowest} (termasuk)")
    if last.high != highest or not last.includes_high:
        position = len(bands) - 1
        file.report_at(("bands", position, "high"), f"predikat terakhir harus sampai {highest} (termasuk)")
    for position, (lower, upper) in enumerate(pairwise(bands), 1):
        _check_border(file, position, lower, upper)


def _check_border(file: _File, position: int, lower: Band, upper: Band) -> None:
    names = f"“{lower.name}” dan “{upper.name}”"
    if upper.low > lower.high:
        file.report_at(("bands", position, "low"), f"ada celah antara {names}: {lower.high} sampai {upper.low}")
    elif upper.low < lower.high:
        message = f"{names} tumpang tindih: {upper.low} sampai {lower.high}"
        file.report_at(("bands", position, "low"), message)
    elif lower.includes_high == upper.includes_low:
        what = "dimiliki keduanya" if upper.includes_low else "tidak dimiliki siapa pun"
        file.report_at(("bands", position, "includes_low"), f"batas {upper.low} antara {names} {what}")


def _check_indicator(content: _Content, file: _File, indicator: Indicator) -> None:
    head = content.head or {}
    match = _INDICATOR.fullmatch(file.name)
    if match and int(match[1]) != indicator.number:
        file.report_at(("number",), f"nomor {indicator.number} tidak sama dengan nama berkasnya")
    for key in ("name", "source", "explanation"):
        if not getattr(indicator, key).strip():
            file.report_at((key,), "tidak boleh kosong")
    if indicator.group not in {group.id for group in head["groups"]}:
        file.report_at(("group",), f"kelompok “{indicator.group}” tidak ada di {_HEAD}")
    if indicator.weight <= 0:
        file.report_at(("weight",), "bobot harus lebih dari 0")
    wanted = list(range(head["lowest"], head["highest"] + 1))
    if [level.number for level in indicator.levels] != wanted:
        message = f"tingkat harus urut {wanted[0]} sampai {wanted[-1]}, tidak ada yang terlewat atau berulang"
        file.report_at(("levels",), message)
        return
    conditions = {condition.id for level in indicator.levels for condition in level.conditions}
    for position, level in enumerate(indicator.levels):
        _check_level(file, ("levels", position), level, head["lowest"])
        for at, condition in enumerate(level.conditions):
            _check_fuller(file, ("levels", position, "conditions", at, "fuller"), condition, conditions)


def _check_level(file: _File, path: _Path, level: Level, lowest: int) -> None:
    if not level.name.strip():
        file.report_at((*path, "name"), "tidak boleh kosong")
    if level.inherits >= level.number or 0 < level.inherits < lowest:
        message = f"tingkat {level.number} hanya dapat mewarisi tingkat yang lebih rendah, atau 0"
        file.report_at((*path, "inherits"), message)
    for position, need in enumerate(level.evidence):
        if need.need not in _NEEDS:
            message = f"“{need.need}” tidak dikenal; pilihannya: {', '.join(_NEEDS)}"
            file.report_at((*path, "evidence", position, "need"), message)
    for position in _repeated(condition.id for condition in level.conditions):
        message = f"id “{level.conditions[position].id}” tertulis dua kali di tingkat {level.number}"
        file.report_at((*path, "conditions", position, "id"), message)
    alternatives = Counter(condition.any_of for condition in level.conditions)
    for position, condition in enumerate(level.conditions):
        place = (*path, "conditions", position)
        if condition.any_of and alternatives[condition.any_of] == 1:
            message = f"alternatif “{condition.any_of}” hanya punya satu kriteria di tingkat ini"
            file.report_at((*place, "any_of"), message)
        _check_condition(file, place, condition)


def _check_condition(file: _File, path: _Path, condition: Condition) -> None:
    if not _IDENTIFIER.fullmatch(condition.id):
        file.report_at((*path, "id"), f"id “{condition.id}” harus huruf kecil, angka, dan garis bawah")
    if not condition.text.strip():
        file.report_at((*path, "text"), "tidak boleh kosong")
    if not condition.source.strip():
        file.report_at((*path, "source"), f"kriteria {condition.id} harus menyebut sumbernya")
    for position in _repeated(element.name for element in condition.elements):
        message = f"unsur “{condition.elements[position].name}” tertulis dua kali"
        file.report_at((*path, "elements", position, "name"), message)
    if condition.minimum > len(condition.elements):
        message = f"meminta {condition.minimum} unsur, padahal hanya ada {len(condition.elements)}"
        file.report_at((*path, "minimum"), message)


def _check_fuller(file: _File, path: _Path, condition: Condition, conditions: set[str]) -> None:
    if not condition.fuller:
        return
    if condition.role not in (ConditionRole.MINIMAL, ConditionRole.FULL):
        file.report_at(path, f"kriteria {condition.id} tidak pernah menjadi syarat, jadi tidak dapat digugurkan")
    elif condition.fuller == condition.id or condition.fuller not in conditions:
        file.report_at(path, f"“{condition.fuller}” harus id kriteria lain pada indikator ini")


# --- vocabulary and phrases --------------------------------------------------------------------------------


def _check_vocabulary(file: _File, vocabulary: Vocabulary) -> None:
    wordings = dict(vocabulary.synonyms)
    for name, listed in vocabulary.synonyms:
        if not _IDENTIFIER.fullmatch(name):
            file.report_at(("synonyms", name), "nama sinonim harus huruf kecil, angka, dan garis bawah")
        if not listed:
            file.report_at(("synonyms", name), "belum ada satu kata pun")
        if _circular(name, wordings):
            file.report_at(("synonyms", name), f"sinonim {{{name}}} merujuk dirinya sendiri")
        for position, wording in enumerate(listed):
            for fault in _wording_faults(wording.split(), wordings):
                file.report_at(("synonyms", name, position), f"“{wording}”: {fault}")
    for position, modifier in enumerate(vocabulary.modifiers):
        if not modifier.literal.strip():
            file.report_at(("modifiers", position, "literal"), "tidak boleh kosong")
        if modifier.direction not in _DIRECTIONS:
            message = f"“{modifier.direction}” tidak dikenal; pilihannya: {', '.join(_DIRECTIONS)}"
            file.report_at(("modifiers", position, "direction"), message)
    for position, group in enumerate(vocabulary.confusions):
        if len(set(group)) < 2:
            file.report_at(("confusions", position), "kelompok kata mirip perlu sedikitnya dua kata")


def _circular(name: str, wordings: dict[str, tuple[str, ...]]) -> bool:
    reached: set[str] = set()
    waiting = [name]
    while waiting:
        for wording in wordings.get(waiting.pop(), ()):
            for other in _SYNONYM.findall(wording):
                if other == name:
                    return True
                if other not in reached:
                    reached.add(other)
                    waiting.append(other)
    return False


def _wording_faults(words: list[str], synonyms: Iterable[str]) -> Iterator[str]:
    """Tell what is wrong with words that stand next to each other."""
    if not words:
        yield "ada bagian kosong"
        return
    if "*" in (words[0], words[-1]):
        yield "tanda * hanya boleh berada di antara kata"
    for word in words:
        if "{" in word or "}" in word:
            match = _SYNONYM.fullmatch(word)
            if not match:
                yield f"kurung kurawal pada “{word}” tidak berpasangan atau tidak berdiri sendiri"
            elif match[1] not in synonyms:
                yield f"sinonim {word} tidak ada di {_VOCABULARY}"
        elif word != "*" and any(sign in word for sign in "*+|"):
            yield f"tanda *, +, dan | harus diapit spasi (“{word}”)"


def _phrase_faults(phrase: str, synonyms: Iterable[str]) -> Iterator[str]:
    """Tell what is wrong with a phrase of the language in rubrics/README.md."""
    words: list[str] = []
    for word in phrase.split():
        if word in ("+", "|"):
            yield from _wording_faults(words, synonyms)
            words = []
        else:
            words.append(word)
    yield from _wording_faults(words, synonyms)


def _phrases(indicator: Indicator) -> Iterator[tuple[_Path, tuple[str, ...]]]:
    """Give every list of phrases of an indicator with its place in the file."""
    yield ("subject",), indicator.subject
    yield ("not_subject",), indicator.not_subject
    yield ("subject_in_context",), indicator.subject_in_context
    for level_at, level in enumerate(indicator.levels):
        for at, condition in enumerate(level.conditions):
            path: _Path = ("levels", level_at, "conditions", at)
            yield (*path, "phrases"), condition.phrases
            yield (*path, "excluding"), condition.excluding
            for element_at, element in enumerate(condition.elements):
                yield (*path, "elements", element_at, "phrases"), element.phrases


def _check_phrases(content: _Content, vocabulary: Vocabulary) -> None:
    synonyms = {name for name, _ in vocabulary.synonyms}
    faults = cache(lambda phrase: tuple(_phrase_faults(phrase, synonyms)))
    places: list[tuple[_File, _Path, tuple[str, ...]]] = [
        (content.files[_VOCABULARY], (key,), getattr(vocabulary, key)) for key in _SHARED_PHRASES
    ]
    places += [(file, *place) for file, indicator in content.indicators for place in _phrases(indicator)]
    for file, path, phrases in places:
        for position, phrase in enumerate(phrases):
            for fault in faults(phrase):
                file.report_at((*path, position), f"“{phrase}”: {fault}")


# --- what a finished pack must have ------------------------------------------------------------------------


def _check_complete(content: _Content) -> None:
    name = content.folder.resolve().name
    if content.head is not None and content.head["id"] != name:
        message = f"id “{content.head['id']}” harus sama dengan nama foldernya (“{name}”)"
        content.files[_HEAD].report_at(("id",), message)
    _check_shared_words(content)
    for file, indicator in content.indicators:
        if not indicator.subject:
            message = "belum ada frasa; tanpanya tidak ada bagian teks yang dapat menjadi bukti"
            file.report_at(("subject",), message)
        for path, phrases in _phrases(indicator):
            for position in _repeated(phrases):
                file.report_at((*path, position), f"frasa “{phrases[position]}” tertulis dua kali")
        _check_against(file, ("not_subject",), indicator.not_subject, indicator.subject)
        for level_at, level in enumerate(indicator.levels):
            for at, condition in enumerate(level.conditions):
                # The lowest level is had without any evidence: nothing on it is ever asked.
                asked = level_at > 0 and condition.role not in _NEVER_ASKED
                place: _Path = ("levels", level_at, "conditions", at)
                _check_usable(file, place, condition, asked)
                _check_against(file, (*place, "excluding"), condition.excluding, condition.phrases)


def _check_shared_words(content: _Content) -> None:
    """Check that the words which the matcher asks for by name are there, where a proof needs them."""
    vocabulary = content.vocabulary
    if vocabulary is None:
        return
    known = {name for name, _ in vocabulary.synonyms}
    levels = [level for _, indicator in content.indicators for level in indicator.levels]
    proofs = {condition.proof for level in levels for condition in level.conditions}
    for proof, names in _SYNONYMS_OF_PROOF.items():
        for name in names:
            if proof in proofs and name not in known:
                message = f"sinonim {{{name}}} belum ada, padahal ada kriteria dengan proof {proof}"
                content.files[_VOCABULARY].report_at(("synonyms",), message)


def _check_against(file: _File, path: _Path, voiding: tuple[str, ...], wanted: tuple[str, ...]) -> None:
    for position, phrase in enumerate(voiding):
        if phrase in wanted:
            file.report_at((*path, position), f"frasa “{phrase}” sekaligus dicari dan membatalkan")


def _check_usable(file: _File, path: _Path, condition: Condition, asked: bool) -> None:
    """Check that a condition can be met by a text, and that the agency is told how."""
    for position, element in enumerate(condition.elements):
        if not element.phrases:
            place = (*path, "elements", position, "phrases")
            file.report_at(place, f"unsur “{element.name}” belum punya frasa")
    if not asked:
        return
    if condition.role is ConditionRole.MINIMAL and not condition.fuller:
        message = f"kriteria {condition.id} belum menyebut kriteria lebih penuh yang menggugurkannya"
        file.report_at((*path, "fuller"), message)
    if not condition.advice.strip():
        message = f"kriteria {condition.id} belum punya saran bagi instansi"
        file.report_at((*path, "advice"), message)
    if condition.check is Check.MANUAL:
        return
    if condition.proof is Proof.NONE:
        message = f"kriteria {condition.id} tidak dapat dibuktikan teks: beri proof, atau check: manual"
        file.report_at((*path, "proof"), message)
    if condition.proof is Proof.COVERAGE and not condition.elements:
        file.report_at((*path, "elements"), f"kriteria {condition.id} memakai coverage tetapi tanpa unsur")
    elif condition.proof not in _PROOF_BY_SUBJECT and not condition.phrases and not condition.elements:
        file.report_at((*path, "phrases"), f"kriteria {condition.id} belum punya frasa atau unsur")


def _check_examples(content: _Content, found: list[_Labelled]) -> None:
    """Check that examples speak of conditions that exist, and that each condition has enough of them."""
    conditions = {
        indicator.number: {condition.id for level in indicator.levels for condition in level.conditions}
        for _, indicator in content.indicators
    }
    for labelled in found:
        if labelled.indicator in conditions:
            for position, example in enumerate(labelled.examples):
                _check_example(labelled.file, position, example, conditions[labelled.indicator])
        else:
            message = f"tidak ada indikator {labelled.indicator} yang terbaca untuk contoh-contoh ini"
            labelled.file.report_at((), message)
    tally = Counter(
        (labelled.indicator, condition, verdict)
        for labelled in found
        for example in labelled.examples
        for condition, verdict in example.expect
    )
    for file, indicator in content.indicators:
        for level_at, level in enumerate(indicator.levels):
            for at, condition in enumerate(level.conditions):
                missing = ", ".join(_missing_examples(indicator.number, condition, tally))
                if missing:
                    message = f"kriteria {condition.id} belum punya contoh {missing}"
                    file.report_at(("levels", level_at, "conditions", at, "id"), message)


def _check_example(file: _File, position: int, example: Example, known: set[str]) -> None:
    if not example.text.strip():
        file.report_at((position, "text"), "tidak boleh kosong")
    if not example.expect:
        file.report_at((position, "expect"), "belum menyebut satu kriteria pun")
    if example.known_miss and Verdict.SUPPORTED not in {verdict for _, verdict in example.expect}:
        file.report_at((position, "known_miss"), "hanya untuk contoh yang seharusnya supported dan belum ditemukan")
    for condition, verdict in example.expect:
        if condition not in known:
            message = f"kriteria {condition} tidak ada pada indikator {example.indicator}"
            file.report_at((position, "expect", condition), message)
        if verdict not in list(Verdict):
            message = f"“{verdict}” tidak dikenal; pilihannya: {', '.join(Verdict)}"
            file.report_at((position, "expect", condition), message)


def _missing_examples(indicator: int, condition: Condition, tally: Counter[tuple[int, str, str]]) -> Iterator[str]:
    if condition.check is not Check.AUTOMATIC or condition.proof is Proof.NONE:
        return
    if condition.role in _NEVER_ASKED:
        return
    if not tally[indicator, condition.id, Verdict.SUPPORTED]:
        yield "supported"
    if not tally[indicator, condition.id, Verdict.NOT_FOUND]:
        yield "not_found (topik sama, objek lain)"
    # A negated text may be labelled not_found too: then it takes two of them.
    if sum(tally[indicator, condition.id, verdict] for verdict in _NEGATIVE) < 2:
        yield "planned atau contradicted (rencana atau penyangkalan)"
