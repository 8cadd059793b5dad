"""The kiosk's page and the public pages in Debian's Chromium, with a real register, service and gate behind them.

PORTPASS_BIN names the folder of `portpass` and `portgate`; scripts/test sets it. One register and one browser serve a module.
"""

import pathlib
import sys

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "EndToEndTests"))

pytest.importorskip("cbor2")
playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed: scripts/venv installs it")
from gatehouse import CHROMIUM, Gatehouse  # noqa: E402
from processes import moved_programs  # noqa: E402
from settled import settle_clicks  # noqa: E402
from test_serve import Service  # noqa: E402


settle_clicks()


def pytest_configure(config):
    config.addinivalue_line("markers", "real_time: what is measured in fractions of a second: nothing else runs beside it")


@pytest.fixture(scope="session")
def programs(tmp_path_factory):
    return moved_programs(tmp_path_factory.mktemp("moved"))


@pytest.fixture(scope="session")
def chromium_driver():
    if not CHROMIUM.exists():
        pytest.skip("Chromium is not installed: scripts/setup installs it")
    with playwright.sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="session")
def chromium(chromium_driver):
    browser = chromium_driver.chromium.launch(executable_path=str(CHROMIUM), args=[
        "--no-sandbox", "--autoplay-policy=no-user-gesture-required"])
    yield browser
    browser.close()


@pytest.fixture(scope="module")
def gatehouse(programs, tmp_path_factory):
    with Gatehouse(programs, tmp_path_factory.mktemp("gatehouse")) as house:
        yield house


@pytest.fixture(scope="session")
def site(programs, tmp_path_factory):
    """The address of a service with a new register: its public pages."""
    data = tmp_path_factory.mktemp("site") / "register"
    programs.done("portpass", "init", "--data", data, "--dev")
    service = Service(programs, data)
    yield service.url
    status, errors = service.stop()
    assert status == 0, errors
    assert "failed" not in errors, errors


@pytest.fixture
def kiosk(chromium, gatehouse):
    """A page that has just been opened, by day and in Chinese, on an idle gate."""
    gatehouse.clear()
    with gatehouse.page(chromium) as kiosk:
        yield kiosk
