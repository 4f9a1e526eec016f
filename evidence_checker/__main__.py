"""`python -m evidence_checker` is `evidence-checker`."""

from evidence_checker.cli import main

if __name__ == "__main__":
    main()
