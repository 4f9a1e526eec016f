"""Assessments against gold labels, counted and turned into figures; reads the published JSON and nothing else.

A level within `accept` is right. A condition counts where the gold judges it and the annotators agreed. Intervals
are percentiles over submissions drawn anew with replacement, from a fixed seed.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from evidence_checker.learning.gold import NOT_JUDGED, Described, Gold, Label, Quoted, Wanted

PageText = Callable[[str, int], str]  # base name of the file, page from 1 -> text by another engine, or ""
_TOP = 5  # highest level
_SOFT = ("planned", "contradicted", "partly")
_OPEN = ("manual", "unreadable")
_OFFERED = "mirip contoh"  # how the reason begins where only the classifier spoke
_FIRST_CITATIONS = 3
_SAME, _TRAPPED = 0.7, 0.8  # shared words from which two quotes are one; from which one is a trap
_LEAST_TEXT = 60  # letters of a page on which a quote can be looked for
_ROUNDS = 1000
_SEED = 20200059


@dataclass(frozen=True, slots=True)
class Wrong:
    """One wrong label with all that a person needs to see why."""

    submission: str
    indicator: int
    what: str  # "level" or a condition id
    wanted: str
    said: str
    reason: str
    citations: tuple[tuple[str, int, str], ...]  # file, page, quote: what the program cites
    gold: tuple[tuple[str, int, str], ...]
    why: str


@dataclass(slots=True)
class Tally:
    """Counts of one submission: `by_kind` for each kind of indicator, `papers` of the status fields."""

    submission: str
    by_kind: dict[str, Counter[str]] = field(default_factory=dict)
    pairs: dict[str, list[tuple[int, int]]] = field(default_factory=dict)  # (gold, said) of every indicator
    papers: Counter[str] = field(default_factory=Counter)
    wrong: list[Wrong] = field(default_factory=list)


def fold(text: str) -> str:
    """Give the letters and digits of a text alone, in lower case: what two engines agree on."""
    return re.sub(r"[\W_]+", "", text.casefold())


def overlap(one: str, other: str) -> float:
    """Give the share of the shorter text's words (three letters or more) that the other has too."""
    x, y = (set(re.findall(r"\w{3,}", text.casefold())) for text in (one, other))
    return len(x & y) / max(1, min(len(x), len(y)))


def count(gold: Gold, published: Mapping[str, Any], kinds: Mapping[int, str], page_text: PageText) -> Tally:
    """Count one submission; `kinds` gives the kind of each indicator."""
    tally = Tally(gold.submission)
    proposals = {int(each["indicator"]): each for each in published["proposals"]}
    for number in sorted({*proposals, *(label.indicator for label in gold.labels)}):
        row = tally.by_kind.setdefault(kinds.get(number, ""), Counter())
        label = gold.label(number)
        proposal = proposals.get(number, {"level": 1, "ceiling": 1, "needs_review": False, "conditions": []})
        listed = any(each.indicator == number for each in gold.labels)
        pair = _count_level(row, label, proposal, listed)
        tally.pairs.setdefault(kinds.get(number, ""), []).append(pair)
        said = {each["id"]: each for each in proposal["conditions"]}
        if proposal["level"] not in label.accept:
            tally.wrong.append(_wrong_level(gold.submission, label, proposal))
        for wanted in label.conditions:
            got = said.get(wanted.id, {"verdict": "not_found", "citations": [], "reason": ""})
            if _count_condition(row, wanted, got):
                tally.wrong.append(_wrong_condition(gold.submission, label, wanted, got))
        traps = [trap for indicator, trap in gold.traps if indicator == number]
        _count_citations(row, proposal, traps, page_text)
    _count_papers(tally.papers, gold.documents, published)
    tally.by_kind.setdefault("", Counter())["traps"] += len(gold.traps)
    return tally


def _count_level(row: Counter[str], label: Label, proposal: Mapping[str, Any], listed: bool) -> tuple[int, int]:
    level, accept = int(proposal["level"]), label.accept
    right = level in accept
    off = min(abs(level - each) for each in accept)
    row.update(
        indicators=1,
        level_ok=right,
        within_one=off <= 1,
        over=level > max(accept),
        under=level < min(accept),
        review=bool(proposal["needs_review"]),
        open=int(proposal["ceiling"]) > level,
    )
    if accept == (1,):
        row.update(only_one=1, only_one_over=level > 1)
    if listed:
        row.update(listed=1, listed_ok=right)
        if label.firm:
            row.update(firm=1, firm_ok=right)
    conditions = proposal["conditions"]
    row.update(asked=len(conditions), undecided=sum(each["verdict"] in _OPEN for each in conditions))
    return (level if right else label.level), level


def _count_condition(row: Counter[str], wanted: Wanted, got: Mapping[str, Any]) -> bool:
    """Count one judged condition; tell whether it is wrong."""
    if wanted.verdict == "disputed":
        return False
    holds, claimed = wanted.verdict == "supported", bool(got["verdict"] == "supported")
    row.update(cond_tp=holds and claimed, cond_fp=claimed and not holds, cond_fn=holds and not claimed, conditions=1)
    if got["reason"].startswith(_OFFERED):
        row.update(offered=1, offered_ok=holds)
    if wanted.verdict in _SOFT:
        row.update(soft=1, soft_ok=not claimed)
    if holds and claimed and wanted.citations:
        shown = got["citations"][:_FIRST_CITATIONS]
        row.update(cited=1, recalled=any(_same(c, w) for c in shown for w in wanted.citations))
    return holds != claimed


def _same(citation: Mapping[str, Any], wanted: Quoted) -> bool:
    if (citation["document"], int(citation["page"])) == (wanted.file, wanted.page):
        return True
    return overlap(citation["quote"], wanted.quote) >= _SAME


def _count_citations(
    row: Counter[str], proposal: Mapping[str, Any], traps: Sequence[Quoted], page_text: PageText
) -> None:
    for condition in proposal["conditions"]:
        for citation in condition["citations"] if condition["verdict"] == "supported" else ():
            name, page, quote = citation["document"], int(citation["page"]), citation["quote"]
            row["trap_hits"] += any(
                (trap.file, trap.page) == (name, page) and overlap(trap.quote, quote) >= _TRAPPED for trap in traps
            )
            text = fold(page_text(name, page))
            if len(text) > _LEAST_TEXT:
                row["quotes"] += 1
                wanted = fold(quote)
                row["verbatim"] += wanted in text or wanted in text + fold(page_text(name, page + 1))


def _count_papers(row: Counter[str], documents: Iterable[Described], published: Mapping[str, Any]) -> None:
    known = {each["name"]: each.get("status") for each in published["documents"]}
    broken = {each["name"] for each in published["unreadable"]}
    for document in documents:
        row["documents"] += 1
        status = known.get(document.file)
        if status is None:
            row["silently_missing"] += document.file not in broken
            continue
        pool = "scan_" if document.scan else ""
        for name, wanted in document.fields:
            if wanted not in NOT_JUDGED:
                row[f"{pool}{name}_n"] += 1
                row[f"{pool}{name}_ok"] += fold(str(status.get(name) or "")) == fold(wanted)


def _shown(citations: Iterable[Mapping[str, Any]]) -> tuple[tuple[str, int, str], ...]:
    return tuple((each["document"], int(each["page"]), each["quote"]) for each in citations)


def _wrong_level(submission: str, label: Label, proposal: Mapping[str, Any]) -> Wrong:
    above = [c for c in proposal["conditions"] if c["verdict"] == "supported" and c["level"] == proposal["level"]]
    return Wrong(
        submission=submission,
        indicator=label.indicator,
        what="level",
        wanted=" atau ".join(map(str, label.accept)),
        said=str(proposal["level"]),
        reason="; ".join(f"{c['id']}: {c['reason']}" for c in above if c["level"] > 1),
        citations=tuple(shown for c in above for shown in _shown(c["citations"][:1])),
        gold=(),
        why=label.why,
    )


def _wrong_condition(submission: str, label: Label, wanted: Wanted, got: Mapping[str, Any]) -> Wrong:
    return Wrong(
        submission=submission,
        indicator=label.indicator,
        what=wanted.id,
        wanted=wanted.verdict,
        said=got["verdict"],
        reason=got.get("reason", ""),
        citations=_shown(got["citations"][:_FIRST_CITATIONS]),
        gold=tuple((c.file, c.page, c.quote) for c in wanted.citations),
        why=label.why,
    )


# --- figures ---------------------------------------------------------------------------------------------

Figures = dict[str, float | None]

_SHARES = {
    "level_exact_all": ("level_ok", "indicators"),
    "level_exact_listed": ("listed_ok", "listed"),
    "level_exact_firm": ("firm_ok", "firm"),
    "within_one": ("within_one", "indicators"),
    "over_claim_all": ("over", "indicators"),
    "over_claim_where_only_1": ("only_one_over", "only_one"),
    "under_claim_all": ("under", "indicators"),
    "soft_not_claimed": ("soft_ok", "soft"),
    "citation_recall_at_3": ("recalled", "cited"),
    "offered_for_review_right": ("offered_ok", "offered"),
    "quotes_verbatim": ("verbatim", "quotes"),
    "needs_review": ("review", "indicators"),
    "ceiling_above_level": ("open", "indicators"),
    "undecided_conditions": ("undecided", "asked"),
}
COUNTS = ("indicators", "listed", "firm", "conditions", "quotes", "trap_hits", "traps")


def figures(tallies: Sequence[Tally], kind: str | None = None) -> Figures:
    """Give the figures (shares 0-1, rounded to 4 places; None where there is nothing to count) of these tallies."""
    total: Counter[str] = Counter()
    pairs: list[tuple[int, int]] = []
    for tally in tallies:
        for name, row in tally.by_kind.items():
            if kind is None or name == kind:
                total.update(row)
        for name, own in tally.pairs.items():
            if kind is None or name == kind:
                pairs.extend(own)
    found: Figures = {name: _share(total[a], total[b]) for name, (a, b) in _SHARES.items()}
    found["qwk_all"] = _rounded(weighted_kappa(pairs))
    found.update(_of_conditions(total))
    found.update({name: total[name] for name in COUNTS})
    return found


def _of_conditions(total: Mapping[str, int]) -> Figures:
    precision = _share(total["cond_tp"], total["cond_tp"] + total["cond_fp"])
    recall = _share(total["cond_tp"], total["cond_tp"] + total["cond_fn"])
    right = 2 * total["cond_tp"]
    return {
        "condition_precision": precision,
        "condition_recall": recall,
        "condition_f1": _share(right, right + total["cond_fp"] + total["cond_fn"]),
    }


def status_figures(tallies: Sequence[Tally], scans: bool = False) -> Figures:
    """Give the share of papers whose kind, force, year and number are right."""
    total: Counter[str] = Counter()
    for tally in tallies:
        total.update(tally.papers)
    pool = "scan_" if scans else ""
    names = ("kind", "force", "year", "number")
    return {name: _share(total[f"{pool}{name}_ok"], total[f"{pool}{name}_n"]) for name in names}


def weighted_kappa(pairs: Sequence[tuple[int, int]]) -> float | None:
    """Give Cohen's kappa with quadratic weights of (gold, said) levels; None for no pairs."""
    if not pairs:
        return None
    joint = np.zeros((_TOP, _TOP))
    for gold, said in pairs:
        joint[gold - 1, said - 1] += 1
    steps = np.arange(_TOP)
    weight = (steps[:, None] - steps[None, :]) ** 2
    chance = float((weight * np.outer(joint.sum(axis=1), joint.sum(axis=0))).sum()) / len(pairs)
    return 1.0 - float((weight * joint).sum()) / chance if chance else 1.0


def intervals(tallies: Sequence[Tally], kind: str | None = None) -> dict[str, tuple[float, float]]:
    """Give for each figure its 2.5% and 97.5% percentiles over submissions drawn with replacement."""
    dice = np.random.default_rng(_SEED)
    drawn: dict[str, list[float]] = {}
    single = [_merged(tally, kind) for tally in tallies]
    for _ in range(_ROUNDS if len(tallies) > 1 else 0):
        chosen = [single[at] for at in dice.integers(0, len(single), len(single))]
        for name, value in figures(chosen).items():
            if value is not None and name not in COUNTS:
                drawn.setdefault(name, []).append(value)
    return {
        name: (round(float(np.percentile(values, 2.5)), 4), round(float(np.percentile(values, 97.5)), 4))
        for name, values in drawn.items()
    }


def _merged(tally: Tally, kind: str | None) -> Tally:
    total: Counter[str] = Counter()
    for name, row in tally.by_kind.items():
        if kind is None or name == kind:
            total.update(row)
    pairs = [pair for name, own in tally.pairs.items() if kind is None or name == kind for pair in own]
    return Tally(tally.submission, {"": total}, {"": pairs})


def _share(part: int, whole: int) -> float | None:
    return _rounded(part / whole) if whole else None


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
