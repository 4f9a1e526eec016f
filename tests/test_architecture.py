"""The walls of the project hold: layers, owners of libraries, types, style, and what a start may cost."""

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
HEAVY = (
    "jinja2",
    "numpy",
    "pdfplumber",
    "pikepdf",
    "PIL",
    "pypdfium2",
    "rapidfuzz",
    "sklearn",
    "spacy",
    "tesserocr",
)
CHECKS = {
    "layers and owners of libraries": [
        "-c",
        "from importlinter.cli import lint_imports_command; lint_imports_command()",
    ],
    "style": ["-m", "ruff", "check", "."],
    "format": ["-m", "ruff", "format", "--check", "."],
    "types": ["-m", "mypy"],
}


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, capture_output=True, text=True, timeout=300, check=False
    )


@pytest.mark.parametrize("check", CHECKS)
def test_the_checkers_find_nothing(check: str) -> None:
    done = run(*CHECKS[check])
    assert done.returncode == 0, done.stdout + done.stderr


def test_starting_the_command_loads_nothing_heavy() -> None:
    """Help and cached runs must not pay for libraries of stages that they do not reach."""
    done = run("-c", f"import sys, evidence_checker.cli; print(*(m for m in {HEAVY} if m in sys.modules))")
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == []


@pytest.mark.parametrize("stage", ["scoring", "levelling", "rubric", "passages", "status"])
def test_a_stage_that_only_judges_stands_alone(stage: str) -> None:
    """Each can be imported by itself and brings in no other stage."""
    others = {"reading", "passages", "status", "matching", "levelling", "scoring", "rubric", "report"} - {stage}
    names = [f"evidence_checker.{other}" for other in sorted(others)]
    done = run("-c", f"import sys, evidence_checker.{stage}; print(*(m for m in {names} if m in sys.modules))")
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == []


def test_the_wheel_carries_the_packs_to_where_they_are_looked_for() -> None:
    """In a wheel `rubric.packs_root` and `corpora_root` look inside the package (see test_rubric)."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    carried = project["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    for folder in ("rubrics", "corpora"):
        assert carried[folder] == f"evidence_checker/{folder}"
        assert (ROOT / folder).is_dir()
