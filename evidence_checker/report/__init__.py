"""`Assessment` to bytes in one format; every Indonesian sentence stands in `report/wording.py`.

Nothing is computed or judged here: each renderer writes down what the assessment says. A renderer is one
function `Assessment -> bytes`; adding a format is one module and one line in `FORMATS`.
"""

from evidence_checker.model import Assessment

FORMATS = ("json", "html")


def render(assessment: Assessment, fmt: str) -> bytes:
    """Give the assessment as UTF-8 bytes in one of `FORMATS`. Raises KeyError for an unknown format."""
    if fmt == "json":
        from evidence_checker.report.as_json import to_json

        return to_json(assessment)
    if fmt == "html":
        from evidence_checker.report.as_html import to_html

        return to_html(assessment)
    raise KeyError(fmt)
