"""A fitted classifier to its model card: data, sizes, held-out quality and limits, as Markdown."""

import hashlib
from collections import Counter
from collections.abc import Sequence

from evidence_checker.learning.training import Fitted, Judged, precision_at
from evidence_checker.matching import similar
from evidence_checker.model import Example, Rubric

_LIMITS = (
    "- All passages were written for this corpus; real papers vary more, and are longer, older and worse scanned.",
    "- The writers knew the instrument: wording that no writer thought of is not covered.",
    "- Held-out quality is that of passages already known to be on the indicator's subject. In whole papers most "
    "passages are not: there the thresholds above were chosen on whole made-up submissions.",
    "- Labels have one writer; no second annotator.",
    "- Successor policies, which only a pair of papers proves, have no weights.",
)
_CUTS = (0.5, 0.6, 0.7, 0.8, 0.9)


def model_card(rubric: Rubric, examples: Sequence[Example], fitted: Fitted) -> str:
    """Write the card of a classifier fitted on these examples; the same fit gives the same text."""
    weights = fitted.classifier.weights
    verdicts = Counter(verdict for example in examples for _, verdict in example.expect)
    judged = fitted.held_out
    said = [j for j in judged if j.case.said]
    parts = [
        f"# Model card: passage classifier of `{rubric.id}`",
        "Written by `evidence-checker train`; do not edit by hand.",
        "## What it is",
        "TF-IDF over word stems (alone and in pairs) and character 3-5-grams, the kind of the paper and the role of "
        "the passage; one linear, regularised logistic regression for each condition, in which every feature stands "
        "plain, once for the kind of indicator and once for the indicator, so that rare conditions borrow from "
        "frequent ones. Platt-calibrated for each kind of indicator. Weights are stored as 8-bit numbers in "
        "`classifier.npz`, without pickle; `check` applies them with numpy alone.",
        "## What it decides",
        "It orders the citations of a condition that a rule found. Where no phrase was found, two likelihoods are "
        "multiplied: that the place speaks of the indicator's subject (it is named there, or a second, multinomial "
        "regression over the words of the surrounding passages and of the whole paper tells so), and that the passage "
        f"shows the condition. From {similar.SHOWS:.2f} on ({similar.SHOWS_MORE:.2f} for a level above the first one "
        "that needs evidence) the condition of a practice or a service counts as shown, "
        "marked for review, if every gate of the rules holds (issuer, force, kind and age of the paper, role of the "
        f"passage) and no passage denies it more surely; from {similar.LOOKS:.2f} on passages are offered for review "
        "(verdict `partly`); below, it abstains. Norms (indicators of policy) are never shown by likeness.",
        "## Data",
        _table(
            ("", ""),
            [
                ("passages", str(fitted.rows)),
                ("made-up institutions", str(fitted.institutions)),
                ("papers", str(fitted.papers)),
                ("conditions with weights", str(fitted.conditions)),
                *((f"verdicts `{name}`", str(verdicts[name])) for name in sorted(verdicts)),
                ("features", str(len(weights.terms))),
                ("size in bytes", str(len(fitted.content))),
                ("SHA-256", f"`{hashlib.sha256(fitted.content).hexdigest()}`"),
            ],
        ),
        "The examples beside the rubric's indicators are only learned from. The passages of `corpora/passages` are "
        "held out by institution: no passage is judged by weights or calibration that saw its institution.",
        "## Held-out quality",
        f"{len(judged)} pairs of passage and condition, {len(said)} of them labelled outright; the others are passages "
        "labelled for another condition of the same indicator, taken as not showing this one (some do).",
        _table(
            ("likelihood from", "precision", "recall", "pairs", "precision, labelled only"),
            [_cut_row(cut, judged, said) for cut in _CUTS],
        ),
        "By what proves the condition (precision from this likelihood on; in brackets the pairs):",
        _table(("proof", *(f"{cut:.1f}" for cut in _CUTS)), _proof_rows(judged)),
        "Reliability (mean likelihood, share that shows its condition, pairs):",
        _table(
            ("likelihood", "share", "pairs"),
            [(f"{mean:.2f}", f"{share:.2f}", str(cases)) for mean, share, cases in weights.reliability],
        ),
        "## Limits",
    ]
    return "\n\n".join(part for part in parts if part) + "\n\n" + "\n".join(_LIMITS) + "\n"


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _cut_row(cut: float, judged: Sequence[Judged], said: Sequence[Judged]) -> tuple[str, ...]:
    precision, pairs = precision_at(judged, cut)
    shown = sum(j.case.shows for j in judged)
    recall = precision * pairs / shown if shown else 0.0
    return f"{cut:.1f}", f"{precision:.3f}", f"{recall:.3f}", str(pairs), f"{precision_at(said, cut)[0]:.3f}"


def _proof_rows(judged: Sequence[Judged]) -> list[tuple[str, ...]]:
    rows = []
    for proof in sorted({j.case.proof for j in judged}):
        own = [j for j in judged if j.case.proof is proof]
        cells = (precision_at(own, cut) for cut in _CUTS)
        rows.append((f"`{proof}`", *(f"{share:.2f} ({pairs})" for share, pairs in cells)))
    return rows
