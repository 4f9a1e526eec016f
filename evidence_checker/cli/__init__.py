"""Arguments in, files and exit codes out; the only place that prints or exits."""

import os
import sys
import traceback

from evidence_checker.errors import EvidenceCheckerError, ExitCode


def main(arguments: list[str] | None = None) -> None:
    """Run the program on these arguments (default: the process's own) and exit with its code."""
    sys.exit(run(sys.argv[1:] if arguments is None else arguments))


def run(arguments: list[str]) -> int:
    """Run the program and give its exit code; every error becomes one Indonesian message on stderr."""
    from evidence_checker.cli import commands, measuring, usage  # noqa: F401 - measuring adds its commands

    try:
        code = commands.dispatch(arguments)
        if code == ExitCode.INTERRUPTED:  # Typer turns Ctrl-C into this code without a word
            raise KeyboardInterrupt
        return code
    except usage.WRONG_USE as error:
        return _complain(usage.message(error), ExitCode.USAGE)
    except EvidenceCheckerError as error:
        return _complain(str(error), error.exit_code)
    except (KeyboardInterrupt, usage.ABORTED):
        return _complain("Dihentikan.", ExitCode.INTERRUPTED)
    except BrokenPipeError:  # the reader of our output (`| head`) has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ExitCode.OK
    except Exception as error:  # noqa: BLE001 - the last net: a bug must not look like a verdict
        if "--debug" in arguments:
            traceback.print_exc()
        cause = f"{type(error).__name__}: {error}".splitlines()[0]
        return _complain(
            f"Terjadi kesalahan dalam program ({cause}). Ulangi dengan --debug dan laporkan hasilnya.",
            ExitCode.BUG,
        )


def _complain(message: str, code: ExitCode) -> int:
    print(f"evidence-checker: {message}", file=sys.stderr)  # noqa: T201 - this is where messages go out
    return code
