"""Weights to bytes and back: a numpy archive without pickle, the same bytes for the same weights.

Weights are kept as whole numbers of -127 to 127 with one scale a row; what comes near nothing is left out.
"""

import hashlib
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import numpy as np

from evidence_checker.errors import UsageError
from evidence_checker.matching.classifier import Classifier, Weights

FILE = "classifier.npz"
_STEPS = 127
_LEAST = 3  # steps below which a weight is left out
_PARTS = ("head", "terms", "idf", "ends", "columns", "values", "scales")


def pack(weights: Weights) -> bytes:
    """Write weights; `digest` is left out, for it is that of these bytes."""
    names = sorted(weights.rows)
    columns, values, scales, ends = [], [], [], []
    for name in names:
        at, row = weights.rows[name]
        scale = float(np.max(np.abs(row), initial=0.0)) / _STEPS or 1.0
        steps = np.rint(row / scale).astype(np.int8)
        kept = np.flatnonzero(np.abs(steps) >= _LEAST)
        columns.append(at[kept].astype(np.uint16))
        values.append(steps[kept])
        scales.append(scale)
        ends.append(len(kept))
    head = {
        "words": weights.words,
        "rows": names,
        "bias": dict(sorted(weights.bias.items())),
        "calibration": dict(sorted(weights.calibration.items())),
        "reliability": weights.reliability,
    }
    arrays: dict[str, Any] = {
        "head": _letters(json.dumps(head, ensure_ascii=False)),
        "terms": _letters("\n".join(weights.terms)),
        "idf": weights.idf.astype(np.float32),
        "ends": np.cumsum(np.array(ends, dtype=np.int64)),
        "columns": np.concatenate(columns) if columns else np.zeros(0, np.uint16),
        "values": np.concatenate(values) if values else np.zeros(0, np.int8),
        "scales": np.array(scales, dtype=np.float32),
    }
    target = io.BytesIO()
    np.savez_compressed(target, **arrays)
    return target.getvalue()


def unpack(content: bytes) -> Weights:
    """Read what `pack` wrote. Raises UsageError if these bytes are something else."""
    try:
        with np.load(io.BytesIO(content), allow_pickle=False) as kept:
            part: dict[str, Any] = {name: kept[name] for name in _PARTS}
        head = json.loads(bytes(part["head"]).decode())
        terms = tuple(bytes(part["terms"]).decode().split("\n"))
        starts = [0, *part["ends"].tolist()]
        rows = {
            name: (
                part["columns"][a:b].astype(np.int32),
                part["values"][a:b].astype(np.float32) * part["scales"][number],
            )
            for number, (name, a, b) in enumerate(zip(head["rows"], starts, starts[1:], strict=False))
        }
        return Weights(
            terms=terms,
            words=head["words"],
            idf=part["idf"],
            rows=rows,
            bias=head["bias"],
            calibration={kind: (a, b) for kind, (a, b) in head["calibration"].items()},
            reliability=tuple((mean, share, cases) for mean, share, cases in head["reliability"]),
            digest=hashlib.sha256(content).hexdigest(),
        )
    except (ValueError, KeyError, OSError, EOFError, zipfile.BadZipFile) as error:
        raise UsageError(
            f"{FILE} rusak atau bukan buatan versi ini; buat ulang dengan `evidence-checker train`."
        ) from error


def load(folder: Path) -> Classifier | None:
    """Give the classifier of a rubric pack's folder; None if the pack has none. Raises UsageError if it is broken."""
    try:
        content = (folder / FILE).read_bytes()
    except OSError:
        return None
    return Classifier(unpack(content))


def _letters(text: str) -> "np.ndarray[Any, np.dtype[np.uint8]]":
    return np.frombuffer(text.encode(), dtype=np.uint8)
