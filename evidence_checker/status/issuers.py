"""Names of offices to the institution behind them, and its place seen from the assessed institution."""

import re

from evidence_checker.model import Issuer

_SMALL = frozenset(
    {"dan", "di", "ke", "dari", "pada", "untuk", "yang", "atas", "dengan", "serta", "tentang", "bagi", "dalam", "oleh"}
)
_NAME_SMALL = frozenset({"dan", "di"})
_ROMAN = re.compile(r"^[IVX]+$")
_ACRONYMS = frozenset(
    {"SPBE", "TIK", "ASN", "PNS", "RSUD", "UPT", "UPTD", "DPRD", "IKU", "SOP", "JDIH", "PPID", "SIPD", "SIPKD",
     "SIMPEG", "PT", "CV", "UD", "OPD", "SKPD", "BUMD", "APBD", "APBN", "SDM", "PTSP", "HAM", "RI"}
)  # fmt: skip
_NATIONAL = re.compile(
    r"^(?:kementerian|badan|lembaga|presiden|pemerintah pusat|komisi|mahkamah|kejaksaan|kepolisian|otoritas|ombudsman|"
    r"bank indonesia|arsip nasional|perpustakaan nasional|dewan ketahanan|dewan perwakilan rakyat$|tentara|panglima|"
    r"sekretariat (?:negara|kabinet|jenderal)|direktorat jenderal|inspektorat jenderal)\b"
)
_INNER = re.compile(
    r"^(?:SEKRETARIS|SEKRETARIAT|INSPEKTUR|INSPEKTORAT|DIREKTUR|DIREKTORAT) (?:JENDERAL|UTAMA|KEMENTERIAN|BADAN)\b|"
    r"^(?:DEPUTI|KEPALA (?:PUSAT|BIRO|BALAI BESAR))\b"
)
_TEAM = re.compile(
    r"^(?:(?:KETUA|KOORDINATOR|SEKRETARIS)(?: HARIAN)? )?"
    r"(?:TIM|KOMITE|FORUM|KELOMPOK KERJA|POKJA|GUGUS TUGAS|SATUAN TUGAS|PANITIA)\b"
)
_FIRM = re.compile(
    r"^(?P<name>(?:PT|CV|UD|FIRMA|KANTOR AKUNTAN PUBLIK|UNIVERSITAS|INSTITUT TEKNOLOGI|POLITEKNIK|SEKOLAH TINGGI)\b\.?"
    r"(?:\s+(?!NOMOR\b|TAHUN\b)[\w&.'-]*\w){1,5})\s*(?P<rest>$|[,(|/–-].*$)",
    re.IGNORECASE,
)
_WRITTEN_BY = re.compile(
    r"^(?:(?:di)?(?:susun|buat|kerjakan|laksanakan) oleh|oleh|konsultan(?: \w+)?|penyusun|pelaksana)\s*:?\s+",
    re.IGNORECASE,
)
_MASTHEAD = re.compile(r"^(?P<name>(?:HARIAN|KORAN|TABLOID|SURAT KABAR|MAJALAH)(?:\s+[A-Z]\w*){1,4})\s*(?:$|[,|–-])")
_LETTERHEAD_ROWS = 2
_REGIONAL_OFFICE = re.compile(
    r"\b(?:(?:Dinas|DINAS|Inspektorat|INSPEKTORAT|Kecamatan|KECAMATAN)\s+[A-Z]|Sekretariat Daerah\b|Setda\b|"
    r"B(?:appeda|APPEDA)|D(?:iskominfo|ISKOMINFO)|(?:BKPSDM|BKPP|BKD|BPSDM|BPKAD|RSUD)\b)"
)
_CENTRAL_OFFICE = re.compile(
    r"\b(?:(?:Direktorat|DIREKTORAT|Biro|BIRO|Pusat(?! Data)|PUSAT(?! DATA))\s+[A-Z]|"
    r"(?:Sekretari(?:s|at)|Inspektorat) (?:Utama|Jenderal)\b)"
)
_ELSEWHERE = re.compile(r"\bKementerian(?:\s(?:[A-Z][a-z]+,?|dan(?=\s[A-Z])))+|\b(?:PT|CV)\.?\s[A-Z]\w+")


def inner(office: str) -> bool:
    """Tell whether a folded office is one inside a ministry or agency (`SEKRETARIS JENDERAL`), not its head."""
    return _INNER.match(office.strip()) is not None


def team(office: str) -> bool:
    """Tell whether a folded office is the head of a team (`KETUA TIM KOORDINASI SPBE`) inside some institution."""
    return chaired(office) and not region(institution_of(office))


def chaired(office: str) -> bool:
    """Tell whether a folded office is the head of a team, wherever it belongs (`KETUA TIM SPBE KOTA X`)."""
    return _TEAM.match(office.strip()) is not None


def firm(head: list[str], foot: str) -> str:
    """Give the company or university that issued a paper: on its first lines, after "oleh", or in its running foot."""
    for row, line in enumerate(head):
        by = _WRITTEN_BY.match(line)
        match = _FIRM.match(line[by.end() :] if by else line)
        if match and (by or row <= _LETTERHEAD_ROWS) and _a_name(match["name"]):
            return _as_written(match["name"])
    match = _FIRM.match(foot)
    runs = match is not None and re.fullmatch(r"[|/–-]\s*\d+", match["rest"]) and _a_name(match["name"])
    return _as_written(match["name"]) if match and runs else ""


def _as_written(name: str) -> str:
    return proper(name) if name.isupper() else name


def _a_name(text: str) -> bool:
    """Tell a name from prose: a capital on every word but the small ones."""
    return all(word[0].isupper() or word in _NAME_SMALL for word in re.findall(r"[^\W\d_][\w&]*", text))


def masthead(head: list[str]) -> str:
    """Give the newspaper that printed a page: "HARIAN LAYAR PAGI - Sabtu, 4 Mei 2024"."""
    return next((match["name"] for line in head if (match := _MASTHEAD.match(line.upper()))), "")


def proper(text: str, small: frozenset[str] = _SMALL) -> str:
    """Give a name in capitals as it is written in running text: small words small, acronyms kept."""
    words = []
    for number, word in enumerate(re.sub(r"\s+", " ", text).strip(" ,.:;").split(" ")):
        bare = re.sub(r"\W", "", word)
        numeral = (_ROMAN.match(bare) and len(bare) > 1) or any(char.isdigit() for char in bare)
        if bare.upper() in _ACRONYMS or numeral:
            words.append(word)
        elif number and bare.casefold() in small:
            words.append(word.casefold())
        elif bare.isupper():
            words.append(re.sub(r"[^\W\d_]+", lambda match: match.group().capitalize(), word))
        else:
            words.append(word)
    return " ".join(words)


def institution_of(office: str) -> str:
    """Give the institution behind a folded office: `BUPATI SEKAR ARUM` is Kabupaten Sekar Arum."""
    name = re.sub(r"\s+", " ", office).strip(" ,.:;")
    name = re.sub(r"\s*(?:NOMOR|TENTANG|TAHUN \d).*$", "", name)
    if not re.match(r"^(?:KEPALA )?(?:KEPOLISIAN|TENTARA)", name):
        name = re.sub(r"\s*REPUB\w+ INDONESIA\b", "", name).strip(" ,") or name
    name = re.sub(r"^(?:PENJABAT|PELAKSANA TUGAS|PELAKSANA HARIAN|PJ\.?|PLT\.?)\s+", "", name)
    for pattern, lead in _HEADS:
        match = pattern.match(name)
        if match:
            rest = match["rest"].strip(" ,")
            return proper(f"{lead}{rest}".strip(), _NAME_SMALL)
    return proper(name, _NAME_SMALL)


def _head(pattern: str, lead: str) -> tuple[re.Pattern[str], str]:
    return re.compile(rf"^(?:{pattern})\s*(?P<rest>.*)$"), lead


_HEADS = (
    _head(r"BUPAT[IL]\b", "KABUPATEN "),
    _head(r"WALI\s?KOTA\b", "KOTA "),
    _head(r"GUBERNUR (?=DAERAH ISTIMEWA)", ""),
    _head(r"GUBERNUR\b", "PROVINSI "),
    _head(r"DAERAH (?=KABUPATEN|KOTA|PROV|PROP|DAERAH)", ""),
    _head(r"DEWAN PERWAKILAN RAKYAT DAERAH (?=KABUPATEN|KOTA|PROV|PROP)", "DPRD "),
    _head(r"(?:PIMPINAN|KETUA) DEWAN PERWAKILAN RAKYAT DAERAH", "DPRD "),
    _head(r"MENTERI\b(?! NEGARA PENDAYAGUNAAN)", "KEMENTERIAN "),
    _head(r"MENTERI NEGARA\b", "KEMENTERIAN "),
    _head(r"SEKRETARIS DAERAH", "SEKRETARIAT DAERAH "),
    _head(r"SEKRETARIS JENDERAL", "SEKRETARIAT JENDERAL "),
    _head(r"SEKRETARIS (?=DINAS|BADAN|DPRD)", ""),
    _head(r"DIREKTUR JENDERAL", "DIREKTORAT JENDERAL "),
    _head(r"DIREKTUR (?=RUMAH|RSUD|UTAMA|PERUMDA|PT)", ""),
    _head(r"INSPEKTUR (?:DAERAH )?(?=KABUPATEN|KOTA|PROV)", "INSPEKTORAT "),
    _head(r"INSPEKTUR\b", "INSPEKTORAT "),
    _head(r"JAKSA AGUNG", "KEJAKSAAN AGUNG "),
    _head(r"REKTOR\b", ""),
    _head(r"CAMAT\b", "KECAMATAN "),
    _head(r"LURAH\b", "KELURAHAN "),
    _head(r"KEPALA DESA", "DESA "),
    _head(r"KEPALA\b", ""),
    _head(r"KETUA\b(?! TIM)", ""),
    _head(r"PEMERINTAH DAERAH (?=KABUPATEN|KOTA|PROV|DAERAH)", ""),
    _head(r"PEMERINTAH (?=KABUPATEN|KOTA|PROV|PROP|DAERAH)", ""),
)


def region(institution: str) -> str:
    """Give the folded region at the end of an institution's name: `kabupaten batu bara`; empty if none."""
    folded = _folded(institution)
    special = re.search(r"\bdaerah (?:istimewa|khusus)\b.*$", folded)
    if special:
        return "provinsi " + special.group()
    match = re.search(r"\b(kabupaten|kota|provinsi)\s+(?!dan\b).+$", folded)
    return match.group() if match else ""


def _folded(name: str) -> str:
    text = re.sub(r"[^\w\s]", " ", name.casefold())
    text = re.sub(r"\bprop[iv]nsi\b", "provinsi", text)
    text = re.sub(r"\b(?:pemerintah|pemerintahan|administrasi|republik indonesia)\b", " ", text)
    return re.sub(r"\s+", " ", text).strip()


def relation(issuer: str, assessed: str) -> Issuer:
    """Tell whether the issuer is the assessed institution, another agency or a national one."""
    if not issuer:
        return Issuer.UNKNOWN
    theirs, ours = region(issuer), region(assessed)
    if assessed and (_same(theirs or _folded(issuer), ours or _folded(assessed)) or _holds(theirs, ours)):
        return Issuer.OWN
    if theirs:
        return Issuer.OTHER_AGENCY if assessed else Issuer.UNKNOWN
    if inner(issuer.upper()) and assessed and not ours:
        return Issuer.UNKNOWN  # an office inside some central institution, perhaps the assessed one
    if _NATIONAL.match(_folded(issuer)):
        return Issuer.NATIONAL
    return Issuer.UNKNOWN


def _holds(theirs: str, ours: str) -> bool:
    """Tell whether a region is the assessed one with something read after its name (noise of a stamp)."""
    return bool(ours) and theirs.startswith(f"{ours} ")


def _same(one: str, other: str) -> bool:
    """Compare two folded names; blanks do not count (`batubara`, `batu bara`), a longer office may hold the name."""
    a, b = one.replace(" ", ""), other.replace(" ", "")
    if not a or not b:
        return False
    return a == b or (not region(one) and not region(other) and (a.endswith(b) or b.endswith(a)))


_OFFICE_LINE = re.compile(
    r"^(?:DINAS|BADAN|INSPEKTORAT|SEKRETARIAT|KECAMATAN|BAGIAN|RSUD|RUMAH SAKIT|SATUAN|KANTOR|UPTD?|DPRD)\b"
)
_OTHER_COLUMN = re.compile(r"\s+(?:NOMOR|NO\.?|TGL\.?|TANGGAL|VERSI|REVISI|HALAMAN)\b.*$|\s*:.*$|\s+\d.*$")
_CENTRAL = re.compile(r"^(?:KEMENTERIAN|BADAN|LEMBAGA|KOMISI|MAHKAMAH|KEJAKSAAN|KEPOLISIAN)\s+[A-Z]")


def letterhead(folded: list[str]) -> str:
    """Give the institution of a letterhead or cover: its office and region, or a ministry or agency.

    `folded` are the title-like lines at the head of the first pages.
    """
    names = [line for line in folded if not re.match(r"^SEKRETARIAT\s*:", line)]  # that is the address of a team
    lines = [re.sub(r"\s+[A-Z]{1,2}$", "", _OTHER_COLUMN.sub("", line).strip(" ,.")) for line in names]
    owner, place = _owner(lines)
    if owner:
        for below in lines[place : place + 3]:
            if _OFFICE_LINE.match(below):
                return proper(below if region(below) else f"{below} {owner}")
        return proper(owner)
    for place, line in enumerate(lines):
        after = lines[place + 1] if place + 1 < len(lines) else ""
        if _OFFICE_LINE.match(line) and region(line):
            return proper(line)
        if _OFFICE_LINE.match(line) and re.match(r"^(?:KABUPATEN|KOTA|PROVINSI) .+$", after):
            return proper(f"{line} {after}")
        if _CENTRAL.match(line):
            more = after if re.match(r"^(?:DAN|SANDI|NEGARA|REPUBLIK)\b", after) else ""
            return institution_of(f"{line} {more}")
    return ""


def _owner(lines: list[str]) -> tuple[str, int]:
    """Give the region after PEMERINTAH, with the rest of its name from the next line, and where it ends."""
    for place, line in enumerate(lines):
        match = re.match(
            r"^PEMERINTAH (?:DAERAH )?(?P<rest>(?:KABUPATEN|KOTA|PROV|PROP|DAERAH (?:ISTIMEWA|KHUSUS)).*)$", line
        )
        if match is None:
            continue
        rest, after = match["rest"], lines[place + 1] if place + 1 < len(lines) else ""
        lone = len(rest.split()) == 1
        goes_on = 0 < len(after.split()) <= (3 if lone else 1) and not _OFFICE_LINE.match(after) and after not in rest
        if (
            goes_on
            and (lone or after.isalpha())
            and not re.match(
                r"^(?:DENGAN|ANTARA|DAN|TENTANG|NOMOR|LAPORAN|TAHUN|JALAN|JL|RENCANA|BUKU|NOTULEN|\d)", after
            )
        ):
            return f"{rest} {after}", place + 2
        return rest, place + 1
    return "", 0


def ministry_in(text: str) -> str:
    """Give the first ministry that running text names in full; empty if it names none."""
    match = re.search(r"\bKementerian (?:[A-Z][a-z]+(?:,)?|dan)(?:\s(?:[A-Z][a-z]+,?|dan(?=\s[A-Z])))*", text)
    return re.sub(r"\s+", " ", match.group()).strip(" ,") if match else ""


def named_most(text: str, assessed: str) -> str:
    """Give the assessed institution if the text names it, and no other region more often; else empty."""
    ours = region(assessed) or _folded(assessed)
    if not ours:
        return ""
    folded = _folded(text)
    own = len(re.findall(rf"\b{re.escape(ours)}\b", folded))
    others = _others(text, ours)
    if not own and not others and region(assessed):
        own = _bare_name(folded, ours)
    return assessed if own and own >= max(others.values(), default=0) else ""


def _others(text: str, ours: str) -> dict[str, int]:
    """Count the other regions that a text names ("Kota Ini" names none)."""
    others: dict[str, int] = {}
    for match in re.finditer(
        r"\b(?:Kabupaten|Kota|Provinsi) (?!Ini\b|Itu\b|Kita\b|Kami\b|Lain\b)[A-Z][a-z]+(?: [A-Z][a-z]+)?|"
        r"\b(?:KABUPATEN|KOTA) (?!INI\b)[A-Z]+",
        text,
    ):
        name = _folded(match.group())
        if not name.startswith(ours) and not ours.startswith(name):
            others[name] = others.get(name, 0) + 1
    return others


def by_office(ends: str, text: str, assessed: str) -> str:
    """Give the assessed institution for a paper whose head or signature names only an office, as its own papers do.

    `ends` are its first and last lines. A paper that names any other institution tells nothing by its offices.
    """
    offices = _REGIONAL_OFFICE if region(assessed) else _CENTRAL_OFFICE
    if not assessed or not offices.search(ends) or _others(text, region(assessed) or _folded(assessed)):
        return ""
    named = _ELSEWHERE.findall(text)
    return assessed if all(_same(_folded(name), _folded(assessed)) for name in named) else ""


def _bare_name(folded: str, ours: str) -> int:
    """Count the name of a region without the word before it ("Dinas Kominfo Batu Bara"); no street or river of it."""
    bare = re.escape(ours.partition(" ")[2])
    return len(re.findall(rf"(?<!jalan )(?<!jl )(?<!sungai )\b{bare}\b", folded)) if len(bare) >= 5 else 0
