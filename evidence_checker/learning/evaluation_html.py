"""An `Evaluation` to one self-contained HTML page in Bahasa Indonesia, its plots drawn as inline SVG."""

from collections.abc import Iterable, Mapping, Sequence
from html import escape

from evidence_checker.learning.evaluation import Evaluation
from evidence_checker.learning.measures import COUNTS, Figures, Wrong

NAMES = {
    "level_exact_all": "Tingkat tepat, semua indikator",
    "level_exact_listed": "Tingkat tepat, indikator berlabel",
    "level_exact_firm": "Tingkat tepat, bukti jelas di atas tingkat 1",
    "within_one": "Selisih paling banyak satu tingkat",
    "qwk_all": "Kappa berbobot kuadrat",
    "over_claim_all": "Terlalu tinggi, semua",
    "over_claim_where_only_1": "Terlalu tinggi, padahal hanya tingkat 1",
    "under_claim_all": "Terlalu rendah",
    "condition_precision": "Presisi syarat",
    "condition_recall": "Perolehan syarat",
    "condition_f1": "F1 syarat",
    "soft_not_claimed": "Rencana/bantahan/sebagian tidak diklaim",
    "citation_recall_at_3": "Kutipan benar di antara tiga pertama",
    "offered_for_review_right": "Tawaran pengklasifikasi untuk ditelaah yang memang terpenuhi",
    "quotes_verbatim": "Kutipan sesuai halaman",
    "needs_review": "Usulan yang diminta ditelaah",
    "ceiling_above_level": "Usulan dengan batas atas di atas tingkat",
    "undecided_conditions": "Syarat yang tidak diputus (manual/tidak terbaca)",
}
_COUNTED = {
    "indicators": "indikator",
    "listed": "berlabel",
    "firm": "bukti jelas",
    "conditions": "syarat berlabel",
    "quotes": "kutipan diperiksa",
    "trap_hits": "jebakan terkena",
    "traps": "jebakan",
}
STATUS = {"kind": "jenis", "force": "keberlakuan", "year": "tahun", "number": "nomor"}
SHORT = (
    "level_exact_all",
    "level_exact_firm",
    "over_claim_where_only_1",
    "qwk_all",
    "condition_precision",
    "condition_recall",
    "condition_f1",
    "soft_not_claimed",
    "citation_recall_at_3",
)
_STYLE = """
body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:70rem;padding:0 1rem;color:#1c2430}
h1{font-size:1.6rem}h2{margin-top:2.2rem;border-bottom:2px solid #1f5f8b}
table{border-collapse:collapse;width:100%;font-size:.9rem}th,td{border:1px solid #ccd3da;padding:.3rem .5rem}
th{background:#eef3f7;text-align:left}td.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
.wide{overflow-x:auto}blockquote{margin:.2rem 0;padding-left:.6rem;border-left:3px solid #b8c4ce;font-size:.88rem}
svg{max-width:100%;height:auto}.muted{color:#5a6572}
@media print{body{margin:0;max-width:none}}
"""
_SIDE, _EDGE = 320, 40  # of the reliability diagram, in pixels
_BAR, _LEFT, _LONG = 26, 230, 420  # of the bar chart


def to_html(evaluation: Evaluation) -> bytes:
    """Give the evaluation as UTF-8 HTML; equal evaluations give equal bytes."""
    body = "\n".join(
        (
            _head(evaluation),
            _section("Hasil", _figures(evaluation)),
            _section("Menurut jenis indikator", _matrix("Jenis", evaluation.by_kind)),
            _section("Menurut berkas penilaian", _matrix("Berkas", evaluation.by_submission)),
            _section("Apa yang ditambahkan tiap mekanisme", _ablation(evaluation.ablation)),
            _section("Keandalan pengklasifikasi", _reliability(evaluation)),
            _section("Status dokumen", _status(evaluation)),
            _section(f"Setiap label yang keliru ({len(evaluation.wrong)})", _wrong(evaluation.wrong)),
        )
    )
    page = (
        '<!DOCTYPE html>\n<html lang="id"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>Evaluasi evidence-checker</title><style>{_STYLE}</style></head>\n<body>\n{body}\n</body></html>\n"
    )
    return page.encode("utf-8", "xmlcharrefreplace")


def shown(value: float | None) -> str:
    """Give a share as a person reads it: 0,987; a dash for nothing; whole numbers as they are."""
    if value is None:
        return "–"
    return str(value) if isinstance(value, int) else f"{value:.3f}".replace(".", ",")


def _head(evaluation: Evaluation) -> str:
    rubrics = ", ".join(f"{name} ({digest[:12]})" for name, digest in evaluation.rubrics)
    classifier = evaluation.classifier[:12] or "tidak ada"
    counts = ", ".join(f"{shown(evaluation.figures[name])} {_COUNTED[name]}" for name in COUNTS)
    return (
        "<h1>Seberapa tepat evidence-checker membaca bukti dukung</h1>"
        f'<p class="muted">Versi {escape(evaluation.tool)} · instrumen {escape(rubrics)} · pengklasifikasi '
        f"{escape(classifier)}</p><p>{len(evaluation.submissions)} berkas penilaian: {escape(counts)}. "
        f"Dokumen yang hilang tanpa keterangan: {evaluation.missing}.</p>"
    )


def _section(title: str, content: str) -> str:
    return f'<h2>{escape(title)}</h2>\n<div class="wide">{content}</div>'


def _table(head: Iterable[str], rows: Iterable[Sequence[str]]) -> str:
    """Make a table; the first cell of a row is text, the others are numbers."""
    top = "".join(f"<th>{escape(name)}</th>" for name in head)
    lines = "\n".join(
        f"<tr><td>{escape(first)}</td>" + "".join(f'<td class="n">{escape(cell)}</td>' for cell in rest) + "</tr>"
        for first, *rest in rows
    )
    return f"<table><tr>{top}</tr>\n{lines}</table>"


def _figures(evaluation: Evaluation) -> str:
    rows = []
    for name, title in NAMES.items():
        ends = evaluation.intervals.get(name)
        rows.append((title, shown(evaluation.figures[name]), f"{shown(ends[0])} – {shown(ends[1])}" if ends else "–"))
    note = "<p class='muted'>Rentang: persentil 2,5–97,5 dari pengambilan ulang berkas penilaian.</p>"
    return _table(("Ukuran", "Nilai", "Rentang 95%"), rows) + note


def _matrix(first: str, figures: Mapping[str, Figures]) -> str:
    head = (first, *(NAMES[name] for name in SHORT), "indikator", "bukti jelas")
    rows = [
        (name, *(shown(own[each]) for each in SHORT), shown(own["indicators"]), shown(own["firm"]))
        for name, own in figures.items()
    ]
    return _table(head, rows)


def _ablation(figures: Mapping[str, Figures]) -> str:
    head = ("Cara menilai", *(NAMES[name] for name in SHORT), "jebakan terkena")
    rows = [(name, *(shown(own[each]) for each in SHORT), shown(own["trap_hits"])) for name, own in figures.items()]
    firm = {name: own["level_exact_firm"] or 0.0 for name, own in figures.items()}
    over = {name: own["over_claim_where_only_1"] or 0.0 for name, own in figures.items()}
    return (
        _table(head, rows)
        + _bars(NAMES["level_exact_firm"], firm, "#1f5f8b")
        + _bars(NAMES["over_claim_where_only_1"], over, "#b5482f")
    )


def _bars(title: str, values: Mapping[str, float], colour: str) -> str:
    height = _BAR * len(values) + 10
    lines = []
    for at, (name, value) in enumerate(values.items()):
        y = at * _BAR + 5
        lines.append(
            f'<text x="{_LEFT - 8}" y="{y + 15}" text-anchor="end" font-size="12">{escape(name)}</text>'
            f'<rect x="{_LEFT}" y="{y + 3}" width="{value * _LONG:.1f}" height="16" fill="{colour}"/>'
            f'<text x="{_LEFT + value * _LONG + 6:.1f}" y="{y + 15}" font-size="12">{shown(value)}</text>'
        )
    return (
        f"<h3>{escape(title)}</h3><svg viewBox='0 0 {_LEFT + _LONG + 60} {height}' role='img' "
        f"aria-label='{escape(title)}' font-family='sans-serif'>{''.join(lines)}</svg>"
    )


def _reliability(evaluation: Evaluation) -> str:
    if not evaluation.reliability:
        return "<p>Tidak ada pengklasifikasi.</p>"
    rows = [(f"{shown(round(mean, 3))}", shown(share), str(cases)) for mean, share, cases in evaluation.reliability]
    note = (
        "<p>Diukur pada bagian teks dari instansi yang tidak dipakai melatih. Titik pada garis berarti: dari bagian "
        "teks dengan kemiripan 0,7, tujuh dari sepuluh memang menunjukkan syaratnya. Tanpa frasa, bagian teks baru "
        f"dihitung sejak kemiripan dengan syarat kali kemiripan dengan objeknya {shown(evaluation.threshold)}.</p>"
    )
    return note + _diagram(evaluation.reliability) + _table(("Kemiripan", "Bagian yang benar", "Jumlah"), rows)


def _diagram(points: Sequence[tuple[float, float, int]]) -> str:
    most = max(cases for _, _, cases in points)

    def at(x: float, y: float) -> tuple[str, str]:
        return f"{_EDGE + x * _SIDE:.1f}", f"{_EDGE / 2 + (1 - y) * _SIDE:.1f}"

    dots = []
    for mean, share, cases in points:
        x, y = at(mean, share)
        dots.append(f'<circle cx="{x}" cy="{y}" r="{4 + 10 * (cases / most) ** 0.5:.1f}" fill="#1f5f8b" opacity=".8"/>')
    ticks = []
    for step in range(0, 11, 2):
        x, y = at(step / 10, step / 10)
        label = shown(step / 10)[:3]
        ticks.append(f'<text x="{x}" y="{_EDGE / 2 + _SIDE + 16}" text-anchor="middle" font-size="11">{label}</text>')
        ticks.append(f'<text x="{_EDGE - 6}" y="{y}" text-anchor="end" font-size="11">{label}</text>')
    (x0, y0), (x1, y1) = at(0, 0), at(1, 1)
    return (
        f"<svg viewBox='0 0 {_SIDE + 2 * _EDGE} {_SIDE + 1.5 * _EDGE}' width='{_SIDE + 2 * _EDGE}' role='img' "
        "aria-label='Diagram keandalan' font-family='sans-serif'>"
        f'<rect x="{x0}" y="{y1}" width="{_SIDE}" height="{_SIDE}" fill="none" stroke="#ccd3da"/>'
        f'<line x1="{x0}" y1="{y0}" x2="{x1}" y2="{y1}" stroke="#8a949e" stroke-dasharray="4 4"/>'
        f"{''.join(ticks)}{''.join(dots)}</svg>"
    )


def _status(evaluation: Evaluation) -> str:
    rows = [
        ("dengan teks", *(shown(evaluation.status[name]) for name in STATUS)),
        ("hasil pindai", *(shown(evaluation.status_scans[name]) for name in STATUS)),
    ]
    return _table(("Dokumen", *STATUS.values()), rows)


def _wrong(wrong: Sequence[Wrong]) -> str:
    if not wrong:
        return "<p>Tidak ada.</p>"
    lines = "\n".join(
        f"<tr><td>{escape(each.submission)}</td><td class='n'>{each.indicator}</td><td>{escape(each.what)}</td>"
        f"<td>{escape(each.wanted)}</td><td>{escape(each.said)}</td>"
        f"<td>{escape(each.reason)}{_quotes(each.citations)}</td><td>{escape(each.why)}{_quotes(each.gold)}</td></tr>"
        for each in wrong
    )
    names = ("Berkas", "Indikator", "Hal", "Label", "Program", "Alasan program", "Label emas")
    head = "".join(f"<th>{name}</th>" for name in names)
    return f"<table><tr>{head}</tr>\n{lines}</table>"


def _quotes(citations: Iterable[tuple[str, int, str]]) -> str:
    return "".join(
        f"<blockquote>“{escape(' '.join(quote.split()))}” <span class='muted'>{escape(file)}, hlm. {page}</span>"
        "</blockquote>"
        for file, page, quote in citations
    )
