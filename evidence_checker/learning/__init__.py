"""Labelled passages to classifier and measured quality.

`fit` brings in scikit-learn when it is called; `load` needs numpy alone. `evaluation.evaluate` measures.
"""

from evidence_checker.learning.model_card import model_card
from evidence_checker.learning.training import Fitted, fit
from evidence_checker.learning.weights import FILE, load

__all__ = ["FILE", "Fitted", "fit", "load", "model_card"]
