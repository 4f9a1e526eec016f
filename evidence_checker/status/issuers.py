"""Names of offices to the institution behind them, and its place seen from the assessed institution."""

import re

from evidence_checker.model import Issuer

_SMALL = frozenset(
    {"dan", "di", "ke", "dari", "pada", "untuk", "yang", "atas", "dengan", "serta", "tentang", "bagi", "dalam", "oleh"}
)
_ROMAN = re.compile(r"^[IVX]+$")
_ACRONYMS = frozenset(
    "SPBE TIK ASN PNS RSUD UPT UPTD DPRD IKU SOP JDIH PPID SIPD SIPKD SIMPEG OPD SKPD BUMD APBD APBN SDM PTSP HAM RI TIM".split()
) - {"TIM"}
_REGION = re.compile(
    r"\b(?P<kind>KABUPATEN(?: ADMINISTRASI)?|KOTA(?: ADMINISTRASI)?|PROV?P?INSI|PROPINSI)\s+(?P<name>[A-Z][A-Z' -]+)$"
)
_SPECIAL = re.compile(r"\bDAERAH (?:ISTIMEWA|KHUSUS)\b")
_NATIONAL = re.compile(
    r"^(?:kementerian|badan|lembaga|presiden|pemerintah pusat|komisi|mahkamah|kejaksaan|kepolisian|otoritas|bank indonesia|arsip "
    r"nasional|perpustakaan nasional|dewan ketahanan|dewan perwakilan rakyat$|sekretariat (?:negara|kabinet|jenderal)|ombudsman|"
    r"tentara|panglima|direktorat jenderal|inspektorat jenderal)\b"
)


def proper(text: str) -> str:
    """Give a name in capitals as it is written in running text: small words small, acronyms kept."""
    words = []
    for number, word in enumerate(re.sub(r"\s+", " ", text).strip(" ,.:;").split(" ")):
        bare = re.sub(r"\W", "", word)
        if bare.upper() in _ACRONYMS or (_ROMAN.match(bare) and len(bare) > 1) or any(char.isdigit() for char in bare):
            words.append(word)
        elif number and bare.casefold() in _SMALL:
            words.append(word.casefold())
        elif bare.isupper():
            words.append("-".join(part.capitalize() for part in word.split("-")) if "(" not in word else word.title())
        else:
            words.append(word)
    return " ".join(words)


def institution_of(office: str) -> str:
    """Give the institution behind a folded office: `BUPATI BATU BARA` is Kabupaten Batu Bara."""
    name = re.sub(r"\s+", " ", office).strip(" ,.:;")
    name = re.sub(r"\s*(?:NOMOR|TENTANG|TAHUN \d).*$", "", name)
    name = re.sub(r"\s*REPUB\w+ INDONESIA\b", "", name).strip(" ,") or name
    name = re.sub(r"^(?:PENJABAT|PELAKSANA TUGAS|PELAKSANA HARIAN|PJ\.?|PLT\.?)\s+", "", name)
    for pattern, lead in _HEADS:
        match = pattern.match(name)
        if match:
            rest = match["rest"].strip(" ,")
            return proper(f"{lead}{rest}".strip())
    return proper(name)


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
    if assessed and _same(theirs or _folded(issuer), ours or _folded(assessed)):
        return Issuer.OWN
    if theirs:
        return Issuer.OTHER_AGENCY if assessed else Issuer.UNKNOWN
    if _NATIONAL.match(_folded(issuer)):
        return Issuer.NATIONAL
    return Issuer.UNKNOWN


def _same(one: str, other: str) -> bool:
    """Compare two folded names; blanks do not count (`batubara`, `batu bara`), a longer office may hold the name."""
    a, b = one.replace(" ", ""), other.replace(" ", "")
    if not a or not b:
        return False
    return a == b or (not region(one) and not region(other) and (a.endswith(b) or b.endswith(a)))


def letterhead(folded: list[str]) -> str:
    """Give the institution of a letterhead or cover: its office and region, or a ministry or agency."""
    owner = ""
    for place, line in enumerate(folded):
        match = re.match(r"^PEMERINTAH (?:DAERAH )?(?P<rest>(?:KABUPATEN|KOTA|PROV|PROP|DAERAH).*)$", line)
        if match:
            owner = match["rest"]
            for below in folded[place + 1 : place + 4]:
                if re.match(
                    r"^(?:DINAS|BADAN|INSPEKTORAT|SEKRETARIAT|KECAMATAN|BAGIAN|RSUD|RUMAH SAKIT|SATUAN|KANTOR)\b", below
                ):
                    tail = "" if region(below) else f" {owner}"
                    return proper(below + tail)
            return proper(owner)
        match = re.match(
            r"^(?P<office>(?:DINAS|BADAN|INSPEKTORAT|SEKRETARIAT|KECAMATAN|BAGIAN)\b.*\b(?:KABUPATEN|KOTA|PROVINSI) .+)$",
            line,
        )
        if match:
            return proper(match["office"])
        if re.match(r"^(?:DINAS|INSPEKTORAT|BADAN|KECAMATAN|RSUD)\b", line) and place + 1 < len(folded):
            below = re.match(r"^(?:KABUPATEN|KOTA|PROVINSI) .+$", folded[place + 1])
            if below:
                return proper(f"{line} {below.group()}")
        match = re.match(r"^(?P<office>(?:KEMENTERIAN|BADAN|LEMBAGA|KOMISI|MAHKAMAH)\s+[A-Z].*)$", line)
        if match and not region(line):
            more = (
                folded[place + 1]
                if place + 1 < len(folded) and re.match(r"^(?:DAN|SANDI|NEGARA|REPUBLIK)\b", folded[place + 1])
                else ""
            )
            return institution_of(f"{match['office']} {more}")
    return ""
