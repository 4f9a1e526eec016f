"""The frame holds: the lock names public hosts alone, the wheel carries its template, CI runs the one test command."""

import re
import subprocess
import zipfile
from importlib.resources import files
from pathlib import Path

import pytest
from hatchling.builders.wheel import WheelBuilder

ROOT = Path(__file__).parent.parent


def test_the_lock_names_public_hosts_alone() -> None:
    hosts = set(re.findall(r"(\w+)://([^/\"\s]+)", (ROOT / "uv.lock").read_text("utf-8")))
    assert hosts == {("https", "pypi.org"), ("https", "files.pythonhosted.org")}


def test_the_lock_fits_the_project() -> None:
    locked = (ROOT / "uv.lock").read_text("utf-8")
    project = (ROOT / "pyproject.toml").read_text("utf-8")
    wanted = re.findall(r'^    "([A-Za-z][\w.-]*)', project.split("[dependency-groups]")[0], re.MULTILINE)
    assert len(wanted) > 10
    for name in wanted:
        assert f'name = "{name.lower()}"' in locked


def test_ci_makes_its_own_environment_and_runs_the_one_command() -> None:
    script = (ROOT / ".ci" / "run").read_text("utf-8")
    assert "make --no-print-directory test" in script
    assert "mktemp -d" in script


@pytest.mark.parametrize("script", ["scripts/install.sh", ".ci/run"])
def test_scripts_are_sound_shell(script: str) -> None:
    shell = "bash" if script.startswith(".ci") else "sh"
    done = subprocess.run([shell, "-n", ROOT / script], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_the_template_stands_beside_its_module() -> None:
    assert files("evidence_checker.report").joinpath("assessment.html.j2").is_file()


def test_the_wheel_carries_template_packs_and_samples(tmp_path: Path) -> None:
    built = next(WheelBuilder(str(ROOT)).build(directory=str(tmp_path), versions=["standard"]))
    names = zipfile.ZipFile(built).namelist()
    assert "evidence_checker/report/assessment.html.j2" in names
    assert "evidence_checker/rubrics/spbe-2020/rubric.yaml" in names
    assert any(re.match(r"evidence_checker/corpora/submissions/.+\.pdf", name) for name in names)
