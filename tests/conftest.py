import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--rebuild-golden", action="store_true", help="write the reports in tests/golden anew instead of comparing"
    )


@pytest.fixture
def rebuild_golden(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--rebuild-golden"))
