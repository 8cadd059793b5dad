"""The page of a port's ships in a browser: full, empty and found nothing, at a desk and on a telephone."""

import os
import pathlib

import pytest

axe = pytest.importorskip("axe_playwright_python.sync_playwright")
from office import DESK, staff  # noqa: E402
from processes import demo_world  # noqa: E402
from test_serve import serving  # noqa: E402
from test_ships import feed  # noqa: E402
from test_site_access import look  # noqa: E402

PHONE = {"width": 320, "height": 640}


@pytest.fixture(scope="module")
def world(programs, tmp_path_factory):
    return demo_world(programs, tmp_path_factory.mktemp("ships"))


@pytest.fixture(scope="module")
def clerk(world, chromium):
    with serving(world) as service, staff(chromium, service.url) as user:
        user.join(world, "clerk", "clerk")
        path = world.folder / "KHH-5.xml"
        ships = [(f"AKHH2600{number}", f"長名號第{number}輪", f"6/{number}/2026 7:00:00 AM") for number in range(1, 10)]
        # Nobody knows what stands in a feed.
        path.write_bytes(feed(*ships, ("AKHH26099", "&lt;script&gt;alert(1)&lt;/script&gt;" + "甲" * 60, "6/15/2026 7:00:00 AM")))
        world.programs.done("portpass", "ships", "import", path, "--port", "KHH", "--data", world.data)
        yield user


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("query", ["?port=KHH", "?port=KHH&q=EVER+GIVEN", "?port=KHH&q=nobody"], ids=["all", "found", "none"])
def test_ships(clerk, size, query):
    clerk.page.set_viewport_size(size)
    assert clerk.go("ships" + query).status == 200
    name = f"ships {query} {size['width']}"
    assert "⟦" not in clerk.page.content()
    assert ("AKHH26001" in clerk.main()) == ("nobody" not in query), clerk.main()
    assert ("<script>alert" in clerk.main()) == ("nobody" not in query), "as text"
    look(clerk.page, name)
    if "SHOTS" in os.environ:
        clerk.page.screenshot(path=str(pathlib.Path(os.environ["SHOTS"]) / f"{name.replace('?', '')}.png"), full_page=True)
