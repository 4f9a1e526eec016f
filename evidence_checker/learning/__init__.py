"""Labelled passages to classifier and measured quality.

`fit` and `evaluate` bring in scikit-learn and the engine when they are called; `load` needs numpy alone.
"""

from evidence_checker.learning.training import Fitted, fit
from evidence_checker.learning.weights import FILE, load

__all__ = ["FILE", "Fitted", "fit", "load"]
