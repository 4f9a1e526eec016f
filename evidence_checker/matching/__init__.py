"""Conditions against papers: phrases, polarity, role of the passage, status gates and the linear classifier.

One public verb, `match`. Everything is found once (scan), then each condition is judged by the rule for its kind of
proof (`proofs`, `reach`, `reviews`). No clock, no chance: the result depends on the arguments alone, and papers are
judged in the order of their names.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from evidence_checker.matching import followups, proofs, reach, reviews, services, similar
from evidence_checker.matching.aliases import aliases
from evidence_checker.matching.case import TOLD, Case, Shared, is_service
from evidence_checker.matching.classifier import Classifier, Likeness
from evidence_checker.matching.lexicon import Lexicon, Phrase, Term
from evidence_checker.matching.polarity import Polarity
from evidence_checker.matching.scan import ScannedPaper, scan
from evidence_checker.matching.scope import Place, Scope, Subject, scope
from evidence_checker.matching.words import Words
from evidence_checker.model import (
    Check,
    Condition,
    ConditionResult,
    ConditionRole,
    DocumentKind,
    Indicator,
    Paper,
    Proof,
    Rubric,
    Verdict,
)

_RULES: Mapping[Proof, Callable[[Case], ConditionResult]] = {
    Proof.NORM: proofs.norm,
    Proof.COVERAGE: proofs.coverage,
    Proof.RECORD: proofs.record,
    Proof.FUNCTION: proofs.function,
    Proof.REACH: reach.reach,
    Proof.REVIEW: reviews.review,
    Proof.NEW_POLICY: followups.new_policy,
    Proof.FOLLOW_UP: followups.follow_up,
}
_LETTERHEAD = 2  # passages in which a paper says who speaks
_SHARED_WORDS = (
    "reviu",
    "persoalan",
    "rekomendasi",
    "ditindaklanjuti",
    "aturan",
    "seluruh_unit",
    "pemakaian",
    "di_luar_reviu",
    "peningkatan",
    "bukan_nama",
    "permohonan",
)


def match(
    rubric: Rubric,
    papers: Sequence[Paper],
    *,
    year: int,
    indicators: Sequence[int] | None = None,
    hints: Mapping[str, int] | None = None,
    classifier: Classifier | None = None,
    repair: bool = True,
    names: bool = True,
) -> tuple[ConditionResult, ...]:
    """Judge every condition of the wanted indicators (default: all), in the order of the rubric.

    `year` is the evaluation year (0: unknown). `hints` gives for a document id the indicator that its file name
    says it was uploaded for. `classifier` orders citations and offers passages that no phrase finds; without `repair`
    damaged words stay as they are, without `names` a subject is known only by the names of the rubric. Floor and
    limiting conditions get a result too: they never block a level.
    """
    wanted = [i for i in rubric.indicators if indicators is None or i.number in indicators]
    ordered = sorted(papers, key=lambda p: (p.document.name, p.document.id))
    vocabulary = rubric.vocabulary
    words = Words(vocabulary.confusions, repairs=repair)
    lexicon = Lexicon(words, dict(vocabulary.synonyms))
    _compile(rubric, lexicon)
    scanned = scan(ordered, words, lexicon, Polarity(vocabulary.modifiers, vocabulary.modifier_ends))
    shared = _shared(rubric, scanned, lexicon, year)
    if classifier is not None:
        shared = replace(shared, likeness=Likeness(classifier, scanned))
    scopes = _scopes(rubric, shared, hints or {}, names=names)
    shared = replace(shared, of_a_service=_of_a_service(rubric, scopes, shared.likeness))
    scopes = {i.number: _told(i, scopes[i.number], shared) for i in rubric.indicators}
    return tuple(result for indicator in wanted for result in _judge(indicator, scopes[indicator.number], shared))


def _compile(rubric: Rubric, lexicon: Lexicon) -> None:
    """Compile every phrase before a paper is scanned: what was not compiled is not found."""
    vocabulary = rubric.vocabulary
    titles = (*vocabulary.field, *vocabulary.instrument, *vocabulary.organisation, *vocabulary.construction)
    for text in (*titles, *vocabulary.plans, *vocabulary.promises, *vocabulary.aims):
        lexicon.phrase(text)
    known = dict(vocabulary.synonyms)
    for name in _SHARED_WORDS:
        if name in known:
            lexicon.phrase(f"{{{name}}}")
    for indicator in rubric.indicators:
        Subject.of(indicator, lexicon)
        for level in indicator.levels:
            for condition in level.conditions:
                _condition_phrases(condition, lexicon)


def _condition_phrases(
    condition: Condition, lexicon: Lexicon
) -> tuple[tuple[Phrase, ...], tuple[Phrase, ...], tuple[tuple[str, tuple[Phrase, ...]], ...]]:
    return (
        tuple(lexicon.phrase(p) for p in condition.phrases),
        tuple(lexicon.phrase(p) for p in condition.excluding),
        tuple((e.name, tuple(lexicon.phrase(p) for p in e.phrases)) for e in condition.elements),
    )


def _shared(rubric: Rubric, scanned: tuple[ScannedPaper, ...], lexicon: Lexicon, year: int) -> Shared:
    vocabulary = rubric.vocabulary
    known = dict(vocabulary.synonyms)
    nothing = Phrase("", (Term(()),))
    names_field = _of_field(vocabulary.field, scanned, lexicon)
    subjects = Counter(indicator.subject for indicator in rubric.indicators)
    return Shared(
        papers=scanned,
        lexicon=lexicon,
        year=year,
        promises=tuple(lexicon.phrase(p) for p in vocabulary.promises),
        instrument=tuple(lexicon.phrase(p) for p in vocabulary.instrument),
        on_instrument=_titled(vocabulary.instrument, scanned, lexicon),
        aims=tuple(lexicon.phrase(p) for p in vocabulary.aims),
        on_plan=_titled(vocabulary.plans, scanned, lexicon),
        on_construction=_titled(vocabulary.construction, scanned, lexicon),
        on_organisation=_titled(vocabulary.organisation, scanned, lexicon),
        of_field=tuple(
            named or _about_one_of(p, scanned, names_field) for p, named in zip(scanned, names_field, strict=True)
        ),
        alike=frozenset(i.number for i in rubric.indicators if subjects[i.subject] > 1),
        words_for={name: lexicon.phrase(f"{{{name}}}") if name in known else nothing for name in _SHARED_WORDS},
    )


def _titled(phrases: Sequence[str], papers: Sequence[ScannedPaper], lexicon: Lexicon) -> tuple[bool, ...]:
    """Tell for each paper whether its title has one of these phrases."""
    compiled = [lexicon.phrase(p) for p in phrases]
    return tuple(any(paper.titled(p) for p in compiled) for paper in papers)


def _of_field(phrases: Sequence[str], papers: Sequence[ScannedPaper], lexicon: Lexicon) -> tuple[bool, ...]:
    """Tell for each paper whether its title or its letterhead names the instrument's field."""
    compiled = [lexicon.phrase(p) for p in phrases]
    return tuple(
        titled or any(p.ranges(phrase, alone=True) for p in paper.passages[:_LETTERHEAD] for phrase in compiled)
        for titled, paper in zip(_titled(phrases, papers, lexicon), papers, strict=True)
    )


def _about_one_of(paper: ScannedPaper, papers: Sequence[ScannedPaper], names_field: Sequence[bool]) -> bool:
    """Tell whether a paper's title names, by number and year, another paper of the submission that is of the field."""
    title = {t.form for t in paper.title_words}
    dated = any(len(form) == 4 and form.isdigit() for form in title)
    return any(
        named
        and other is not paper
        and other.paper.status.number.lower() in title
        and (str(other.paper.status.year) in title or not dated)
        for other, named in zip(papers, names_field, strict=True)
        if other.paper.status.number
    )


def _scopes(rubric: Rubric, shared: Shared, hints: Mapping[str, int], *, names: bool) -> dict[int, tuple[Scope, ...]]:
    scopes = {indicator.number: _scope(indicator, shared, names=names) for indicator in rubric.indicators}
    of_services = [i for i in rubric.indicators if is_service(i)]
    about = shared.likeness.main_topic if shared.likeness else _untold
    scopes.update(services.assign(of_services, shared.papers, scopes, hints, about))
    return scopes


def _untold(paper: int, part: Sequence[int] | None = None) -> tuple[int, float]:
    return 0, 0.0


def _scope(indicator: Indicator, shared: Shared, *, names: bool) -> tuple[Scope, ...]:
    """Find the indicator's subject in every paper: by its own names, then by those that the submission gives it."""
    subject, service = Subject.of(indicator, shared.lexicon), is_service(indicator)
    plain = tuple(
        scope(subject, paper, of_the_field=field, of_a_service=service)
        for paper, field in zip(shared.papers, shared.of_field, strict=True)
    )
    known_as = aliases(shared.papers, [found.own for found in plain], shared.words_for["bukan_nama"])
    if not known_as or not names:
        return plain
    return tuple(
        scope(subject, paper, of_the_field=field, of_a_service=service, known_as=known_as)
        for paper, field in zip(shared.papers, shared.of_field, strict=True)
    )


def _of_a_service(rubric: Rubric, scopes: Mapping[int, tuple[Scope, ...]], likeness: Likeness | None) -> frozenset[int]:
    """Give the papers on one electronic service: their title names it, and so do their words on the whole."""
    if likeness is None:
        return frozenset()
    return frozenset(
        at
        for i in rubric.indicators
        if is_service(i)
        for at, found in enumerate(scopes[i.number])
        if found.titled and likeness.main_topic(at)[0] == i.number
    )


def _told(indicator: Indicator, scopes: tuple[Scope, ...], shared: Shared) -> tuple[Scope, ...]:
    """Let a place that speaks of a practice by all its words, though not by name, count as in a paper about it."""
    if shared.likeness is None or any(c.requires_force for level in indicator.levels for c in level.conditions):
        return scopes
    found = []
    for at, (named, paper) in enumerate(zip(scopes, shared.papers, strict=True)):
        told = [
            place is Place.NONE and shared.told(indicator, at, number) >= TOLD
            for number, place in enumerate(named.places)
        ]
        if paper.paper.status.kind is DocumentKind.PERATURAN or not any(told):
            found.append(named)
            continue
        places = tuple(Place.PAPER if by_words else place for by_words, place in zip(told, named.places, strict=True))
        found.append(replace(named, places=places, weight=max(named.weight, 1)))
    return tuple(found)


def _judge(indicator: Indicator, scopes: tuple[Scope, ...], shared: Shared) -> Iterator[ConditionResult]:
    results = [
        _result(indicator, level.number, condition, scopes, shared)
        for level in indicator.levels
        for condition in level.conditions
    ]
    return iter(_fill_minimal(indicator, results))


def _result(
    indicator: Indicator, level: int, condition: Condition, scopes: tuple[Scope, ...], shared: Shared
) -> ConditionResult:
    plain = {"indicator": indicator.number, "level": level, "condition": condition.id}
    if condition.role is ConditionRole.FLOOR or level == indicator.levels[0].number:
        return ConditionResult(**plain, verdict=Verdict.SUPPORTED, reason="tingkat dasar, tidak perlu bukti")  # type: ignore[arg-type]
    if condition.check is Check.MANUAL or condition.proof is Proof.NONE:
        limiting = condition.role is ConditionRole.LIMITING
        verdict = Verdict.NOT_FOUND if limiting else Verdict.MANUAL
        reason = "penanda, bukan syarat" if limiting else "tidak dapat diputus dari teks, perlu telaah"
        return ConditionResult(**plain, verdict=verdict, reason=reason)  # type: ignore[arg-type]
    phrases, excluding, elements = _condition_phrases(condition, shared.lexicon)
    case = Case(indicator, level, condition, scopes, shared, phrases, excluding, elements)
    return similar.look(case, _RULES[condition.proof](case))


def _fill_minimal(indicator: Indicator, results: Sequence[ConditionResult]) -> Iterator[ConditionResult]:
    """Meet a condition by the fuller one that includes it (reading guide, role `minimal`; use shows availability)."""
    supported = {
        r.condition: r for r in results if r.verdict is Verdict.SUPPORTED and r.level > indicator.levels[0].number
    }
    fuller = {c.id: c.fuller for level in indicator.levels for c in level.conditions if c.fuller}
    for result in results:
        above = fuller.get(result.condition, "")
        while above and above not in supported:
            above = fuller.get(above, "")
        if not above or result.verdict is Verdict.SUPPORTED:
            yield result
            continue
        yield replace(
            supported[above],
            level=result.level,
            condition=result.condition,
            missing_elements=(),
            reason="terpenuhi lewat syarat yang lebih lengkap",
        )
