"""Typer's own words in Indonesian: the headings of `--help` and the messages for wrong arguments."""

import re
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

WRONG_USE: type[Exception] = typer.BadParameter.__mro__[1]  # UsageError, wherever this Typer keeps Click
ABORTED: type[Exception] = typer.Abort

_HELP = (
    (r"^Usage: ", "Pemakaian: "),
    (r"\[OPTIONS\]", "[PILIHAN]"),
    (r"COMMAND \[ARGS\]\.\.\.", "PERINTAH [ARGUMEN]..."),
    (r"^Options:", "Pilihan:"),
    (r"^Arguments:", "Argumen:"),
    (r"^Commands:", "Perintah:"),
    (r"Show this message and exit\.", "Tampilkan bantuan ini."),
    (r"\[required\]", "[wajib]"),
    (r"\[default:", "[bawaan:"),
    (r"\{(\w+)(?:\.\.\.)?\}", r"\1"),  # {PATH...}... is PATH...
    (r" <(?:list\[)?(?:str|int)\]?>", ""),
)
_LEAST = re.compile(r"(?:in the range x>=|greater than or equal to )([\d.]+)")


def _translated(text: str) -> str:
    for pattern, words in _HELP:
        text = re.sub(pattern, words, text, flags=re.MULTILINE)
    return text


class Command(TyperCommand):
    """A command whose help speaks Indonesian."""

    def get_help(self, ctx: Any) -> str:
        """Give the help text of this command."""
        return _translated(super().get_help(ctx))


class Group(TyperGroup):
    """A group of commands whose help speaks Indonesian."""

    def get_help(self, ctx: Any) -> str:
        """Give the help text of this group."""
        return _translated(super().get_help(ctx))


def message(error: Exception) -> str:
    """Say in Indonesian what is wrong with the arguments and where help is."""
    ctx = getattr(error, "ctx", None)
    command = ctx.command_path if ctx is not None else "evidence-checker"
    return f"{_complaint(error)} Lihat `{command} --help`."


def _complaint(error: Exception) -> str:
    original = str(getattr(error, "message", error))
    name = _parameter(error)
    match type(error).__name__:
        case "MissingParameter":
            return f"{name or 'Argumen'} wajib diisi."
        case "NoSuchOption":
            return f"Pilihan {getattr(error, 'option_name', '')} tidak dikenal."
        case "BadOptionUsage":
            return f"Pilihan {getattr(error, 'option_name', '')} dipakai keliru atau tanpa nilai."
        case "BadParameter" if least := _LEAST.search(original):
            return f"{name or 'Nilai'} paling sedikit {least[1]}."
        case "BadParameter" if "valid float" in original or "valid number" in original:
            return f"{name or 'Nilai'} harus berupa bilangan seperti 2.5."
        case "BadParameter" if "integer" in original:
            return f"{name or 'Nilai'} harus berupa bilangan bulat."
        case "BadParameter":
            return f"Nilai untuk {name or 'argumen'} tidak sah: {original}"
    if found := re.search(r"No such command (.+?)\.(?:$| )", original):
        return f"Perintah {found[1]} tidak dikenal."
    if "unexpected extra argument" in original:
        return f"Argumen berlebih: {original[original.rfind('(') + 1 :].rstrip(').')}."
    if "Missing command" in original:
        return "Perintah belum disebut."
    return original


def _parameter(error: Exception) -> str:
    parameter = getattr(error, "param", None)
    if parameter is None:
        return ""
    names = [each for each in getattr(parameter, "opts", ()) if each.startswith("--")]
    return names[0] if names else str(getattr(parameter, "metavar", "") or parameter.name).upper().strip(".")
