"""README says what is so: commands, help, exit codes, formats, modules. `--rebuild-golden` writes it anew."""

import ast
import re
from pathlib import Path

import pytest

from evidence_checker import cli
from evidence_checker.errors import ExitCode
from evidence_checker.reading import ocr
from evidence_checker.report import FORMATS

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"


def text() -> str:
    return README.read_text("utf-8")


def table(heading: str) -> list[list[str]]:
    """Give the cells of the table that has this head row."""
    body = text().split(f"\n| {heading} |", 1)[1].split("\n\n", 1)[0]
    rows = [line for line in body.split("\n")[2:] if line.startswith("|")]
    return [[cell.strip() for cell in row.strip("|").split(" | ")] for row in rows]


def contracts() -> dict[str, str]:
    """Give the first line of each module's docstring; packages by their `__init__`."""
    package = ROOT / "evidence_checker"
    found = {}
    for path in sorted([*package.glob("*.py"), *package.glob("*/__init__.py")]):
        name = path.parent.name if path.name == "__init__.py" else path.stem
        if name not in ("evidence_checker", "__main__"):
            docstring = ast.get_docstring(ast.parse(path.read_text("utf-8"))) or ""
            found[name] = docstring.split("\n")[0]
    return found


@pytest.fixture(autouse=True)
def _rebuilt(rebuild_golden: bool, capsys: pytest.CaptureFixture[str]) -> None:
    if not rebuild_golden:
        return
    rows = "".join(f"| `{name}` | {line} |\n" for name, line in contracts().items())
    page = re.sub(r"(\| Module \| Contract \|\n\|---\|---\|\n)(\|.*\n)*", lambda m: m[1] + rows, text())
    for command in re.findall(r"<!-- help: (\w+) -->", page):
        cli.run([command, "--help"])
        shown = capsys.readouterr().out.rstrip("\n")
        block = rf"(<!-- help: {command} -->\n```\n)(?s:.*?)(```\n)"
        page = re.sub(block, lambda m, shown=shown: f"{m[1]}{shown}\n{m[2]}", page)
    README.write_text(page, "utf-8")


def test_module_table_is_the_docstrings_first_lines() -> None:
    assert {row[0].strip("`"): row[1] for row in table("Module | Contract")} == contracts()


@pytest.mark.parametrize("command", ["check", "score"])
def test_help_is_the_programs_own(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    cli.run([command, "--help"])
    shown = capsys.readouterr().out.rstrip("\n")
    assert f"<!-- help: {command} -->\n```\n{shown}\n```" in text()


def test_every_command_is_listed_and_exists(capsys: pytest.CaptureFixture[str]) -> None:
    cli.run(["--help"])
    listed = re.findall(r"^  (\w+)  ", capsys.readouterr().out.split("Perintah:")[1], re.MULTILINE)
    rows = table("Command | What it does")
    assert sorted(row[0].strip("`") for row in rows) == sorted(listed)
    for row in rows:
        name = row[0].strip("`")
        for inner in re.findall(r"`(\w+)`", row[1]):
            assert cli.run([name, inner, "--help"]) == ExitCode.OK
            assert f"evidence-checker {name} {inner}" in capsys.readouterr().out


def test_options_that_the_text_names_exist(capsys: pytest.CaptureFixture[str]) -> None:
    shown = ""
    for command in ([], ["check"], ["explain"], ["score"], ["read"]):
        cli.run([*command, "--help"])
        shown += capsys.readouterr().out
    named = set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", text())) - {"--rebuild-golden"}
    assert named <= set(re.findall(r"--[a-z-]+", shown))


def test_exit_codes() -> None:
    rows = table("Code | Name | Meaning")
    assert [(int(row[0]), row[1].strip("`")) for row in rows] == [(code.value, code.name) for code in ExitCode]


def test_formats() -> None:
    assert tuple(row[0].strip("`") for row in table("Format | What")) == FORMATS


def test_links_and_targets_exist() -> None:
    page = text()
    anchors = {
        re.sub(r"[^\w -]", "", h).strip().lower().replace(" ", "-") for h in re.findall(r"^#+ (.+)$", page, re.M)
    }
    for link in re.findall(r"\]\(([^)]+)\)", page):
        if link.startswith("#"):
            assert link[1:] in anchors
        else:
            assert (ROOT / link).exists(), link
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for target in re.findall(r"make (\w+)", page):
        assert re.search(rf"^{target}:", makefile, re.M), target


def test_the_ocr_line_is_the_programs_own() -> None:
    assert ocr.INSTALL in text()
    assert ocr.INSTALL.split()[-1] in (ROOT / "scripts" / "install.sh").read_text("utf-8")
