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
     "SIMPEG", "OPD", "SKPD", "BUMD", "APBD", "APBN", "SDM", "PTSP", "HAM", "RI"}
)  # fmt: skip
_NATIONAL = re.compile(
    r"^(?:kementerian|badan|lembaga|presiden|pemerintah pusat|komisi|mahkamah|kejaksaan|kepolisian|otoritas|ombudsman|"
    r"bank indonesia|arsip nasional|perpustakaan nasional|dewan ketahanan|dewan perwakilan rakyat$|tentara|panglima|"
    r"sekretariat (?:negara|kabinet|jenderal)|direktorat jenderal|inspektorat jenderal)\b"
)


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
    lines = [re.sub(r"\s+[A-Z]{1,2}$", "", _OTHER_COLUMN.sub("", line).strip(" ,.")) for line in folded]
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
    others: dict[str, int] = {}
    for match in re.finditer(
        r"\b(?:Kabupaten|Kota|Provinsi) [A-Z][a-z]+(?: [A-Z][a-z]+)?|\b(?:KABUPATEN|KOTA) [A-Z]+", text
    ):
        name = _folded(match.group())
        if not name.startswith(ours) and not ours.startswith(name):
            others[name] = others.get(name, 0) + 1
    return assessed if own and own >= max(others.values(), default=0) else ""
