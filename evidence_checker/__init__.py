"""Reads evidence PDFs and proposes the maturity level that they can support, with cited passages."""

__version__ = "0.1.0"
