"""`Assessment` to the published JSON, schema 1 (docs/assessment.schema.json)."""

import json
import re
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from evidence_checker.model import (
    Assessment,
    Citation,
    Document,
    DocumentStatus,
    NearMiss,
    NextBand,
    Proposal,
    Score,
    TextSource,
)
from evidence_checker.report import narrative, view, wording

SCHEMA = 1
_CENT = Decimal("0.01")
# A list of numbers over several lines; no string holds a line break, so none is touched.
_NUMBERS = re.compile(r"\[\n\s+-?[\d.e-]+(?:,\n\s+-?[\d.e-]+)*\n\s+\]")


def to_json(assessment: Assessment) -> bytes:
    """Give the JSON as UTF-8 with a newline at the end; equal assessments give equal bytes."""
    return dumped(_assessment(assessment))


def dumped(content: dict[str, Any]) -> bytes:
    """Give any of our JSON as UTF-8 bytes with a newline at the end."""
    text = json.dumps(content, ensure_ascii=False, indent=1)
    text = _NUMBERS.sub(lambda found: " ".join(found[0].split()).replace("[ ", "[").replace(" ]", "]"), text)
    # A file name that is no UTF-8 holds lone surrogates: written as JSON escapes they survive.
    return (text + "\n").encode("utf-8", "backslashreplace")


def _assessment(assessment: Assessment) -> dict[str, Any]:
    documents = view.documents(assessment)
    statuses = {status.document: status for status in assessment.statuses}
    by_id = {document.id: document for document in documents}
    proposals = sorted(assessment.proposals, key=lambda each: each.indicator)
    return {
        "schema": SCHEMA,
        "tool": {"version": assessment.tool_version},
        "rubric": {"id": assessment.rubric.id, "digest": assessment.rubric.digest},
        "classifier": {"digest": assessment.classifier.digest},
        "institution": assessment.institution,
        "year": assessment.year,
        "documents": [_document(each, statuses.get(each.id), by_id) for each in documents],
        "unreadable": [
            {"name": each.name, "reason": each.reason, "detail": each.detail, "pages": list(each.pages)}
            for each in view.unread(assessment, wording.UNREAD_PAGES_DETAIL)
        ],
        "misfiled": [
            {"name": name, "hinted": hinted, "found": list(found)}
            for name, hinted, found in sorted(assessment.misfiled)
        ],
        "copies": [
            {"name": each.name, "original": each.original, "redated": each.redated}
            for each in sorted(assessment.copies, key=lambda copy: copy.name)
        ],
        "proposals": [_proposal(assessment, each, by_id) for each in proposals],
        "score": None if assessment.score is None else score(assessment.score),
    }


def _document(document: Document, status: DocumentStatus | None, by_id: dict[str, Document]) -> dict[str, Any]:
    return {
        "id": document.id,
        "name": document.name,
        "pages": len(document.pages),
        "pages_by_source": {
            source.value: sum(page.source is source for page in document.pages) for source in TextSource
        },
        "status": None if status is None else _status(status, by_id),
    }


def _status(status: DocumentStatus, by_id: dict[str, Document]) -> dict[str, Any]:
    return {
        "kind": status.kind.value,
        "number": status.number,
        "date": status.date,
        "year": status.year,
        "about": status.about,
        "institution": status.institution,
        "issuer": status.issuer.value,
        "force": status.force.value,
        "reason": status.reason,
        "citations": [_citation(each, "", by_id) for each in status.citations],
    }


def _citation(citation: Citation, element: str, by_id: dict[str, Document]) -> dict[str, Any]:
    document = by_id[citation.document]
    boxes = document.boxes(citation.spans)
    return {
        "document": document.name,
        "sha256": document.id,
        "page": citation.spans[0].page,
        "address": citation.address,
        "quote": citation.quote,
        "element": element,
        "boxes": [[page, *(round(side, 2) for side in box)] for page, box in boxes],
    }


def _proposal(assessment: Assessment, proposal: Proposal, by_id: dict[str, Document]) -> dict[str, Any]:
    indicator = assessment.rubric.indicator(proposal.indicator)
    return {
        "indicator": proposal.indicator,
        "name": indicator.name,
        "level": proposal.level,
        "ceiling": proposal.ceiling,
        "needs_review": proposal.needs_review,
        "conditions": [
            {
                "id": condition.id,
                "level": level.number,
                "verdict": result.verdict.value,
                "missing_elements": list(result.missing_elements),
                "reason": result.reason,
                "citations": [_citation(each.citation, each.element, by_id) for each in result.supports],
            }
            for level, condition, result in view.ladder(indicator, proposal)
        ],
        "blocking": list(proposal.blocking),
        "near_misses": [_near_miss(each, by_id) for each in proposal.near_misses],
        "narrative": narrative.of(assessment, proposal).as_dict(),
    }


def _near_miss(near_miss: NearMiss, by_id: dict[str, Document]) -> dict[str, Any]:
    return {
        "condition": near_miss.condition,
        "reason": near_miss.reason,
        "citation": _citation(near_miss.citation, "", by_id),
    }


def score(score: Score) -> dict[str, Any]:
    """Give index, predikat, domains and aspects, and the range, rounded to two decimals for print."""
    return {
        "index": rounded(score.value),
        "band": score.band,
        "by_group": [
            {"id": each.id, "name": each.name, "kind": each.kind, "value": rounded(each.value)}
            for each in score.by_group
        ],
        "range": [rounded(score.low), rounded(score.high)],
    }


def next_band(goal: NextBand | None) -> dict[str, Any] | None:
    """Give the next predikat, where it begins, what lacks (unrounded) and the rises; None at the top."""
    if goal is None:
        return None
    return {
        "band": goal.band,
        "low": float(goal.low),
        "includes_low": goal.includes_low,
        "lacking": float(goal.lacking),
        "raises": [{"indicator": number, "level": level} for number, level in goal.raises],
    }


def rounded(value: Decimal) -> float:
    """Round half up to two decimals, as the published indices are."""
    return float(value.quantize(_CENT, ROUND_HALF_UP))
