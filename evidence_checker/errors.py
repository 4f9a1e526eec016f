"""What can go wrong for a user, each with its exit code and what to do about it.

EvidenceCheckerError
├── UsageError            2   wrong arguments or an input that cannot be used
│   ├── RubricError       2   a rubric file is wrong: names file, line and key
│   └── OutputError       2   a report cannot be written where the user asked
└── UnavailableError      4   a needed program is missing, or nothing could be read
"""

from enum import IntEnum


class ExitCode(IntEnum):
    """Exit codes: stable, documented in README. Precedence 2 > 4 > 3 > 1 > 0."""

    OK = 0
    BELOW_TARGET = 1
    USAGE = 2
    INCOMPLETE = 3
    UNAVAILABLE = 4
    BUG = 70
    INTERRUPTED = 130


class EvidenceCheckerError(Exception):
    """Base of every error that is shown to a user; the message is Indonesian and says what to do."""

    exit_code: ExitCode = ExitCode.BUG


class UsageError(EvidenceCheckerError):
    """Wrong arguments, or an input that cannot be used as given."""

    exit_code = ExitCode.USAGE


class RubricError(UsageError):
    """A rubric file is wrong. Every problem is one line `file:line: key: message`."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


class OutputError(UsageError):
    """A report cannot be written to the path that the user gave."""


class UnavailableError(EvidenceCheckerError):
    """A needed program is missing, or not one document could be read."""

    exit_code = ExitCode.UNAVAILABLE
