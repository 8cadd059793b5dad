"""Open data and the service report with figures in them: WCAG 2.2 AA by axe, nothing sideways, and charts without colour."""

import pytest

pytest.importorskip("scipy")
from accessibility import assert_none  # noqa: E402
from open_data_scene import filled  # noqa: E402
from processes import demo_world  # noqa: E402
from public_pages import LOOKED_AT, SIZES, sideways, visiting  # noqa: E402
from test_serve import Service  # noqa: E402
from test_site_access import look_at_every_size  # noqa: E402

PATHS = ["data", "data/passes", "data/processing", "data/gates", "data/refusals", "data/petitions", "data/service", "data/seminars", "satisfaction", "statistics"]


@pytest.fixture(scope="module")
def figures(programs, tmp_path_factory):
    """The address of a service whose register has a quarter's figures."""
    world = demo_world(programs, tmp_path_factory.mktemp("figures"))
    filled(world)
    programs.done("portpass", "open-data", "make", "--data", world.data)
    service = Service(programs, world.data)
    yield service.url
    status, errors = service.stop()
    assert status == 0, errors


@pytest.mark.parametrize("language", LOOKED_AT)
def test_every_page(chromium, figures, language):
    with visiting(chromium, figures) as page:
        for path in PATHS:
            page.goto(f"/{language}/public/{path}")
            assert page.query_selector("table.cards"), path
            look_at_every_size(page, f"{language} {path}")
            page.evaluate("document.documentElement.style.fontSize = '200%'")
            assert sideways(page) == [], f"{language} {path} large"


@pytest.mark.parametrize("path", PATHS[1:])
def test_what_a_chart_shows_stands_in_the_table_below_it(chromium, figures, path):
    with visiting(chromium, figures, SIZES[2]) as page:
        page.goto(f"/en/public/{path}")
        charts = page.query_selector_all("section.figures:has(svg)")
        assert charts
        for section in charts:
            cells = {cell.inner_text().strip().replace(",", "") for cell in section.query_selector_all("td > span:last-child")}
            written = {text.text_content().strip().replace(",", "") for text in section.query_selector_all("svg text")}
            # The numbers beside bars; columns have those of an axis.
            if not section.query_selector("svg line.mark:nth-of-type(2)"):
                assert {text for text in written if text.isdigit()} <= cells
            assert section.query_selector("svg title").text_content() and section.query_selector("svg desc").text_content()


def test_series_are_told_apart_without_colour(chromium, figures):
    with visiting(chromium, figures, SIZES[2], forced_colors="active") as page:
        page.goto("/zh-Hant/public/data/gates")
        assert_none(page, "gates in forced colours")
        fills = page.eval_on_selector_all("svg .bar", "bars => [...new Set(bars.map(bar => bar.getAttribute('fill').replace(/.*-/, '')))].sort()")
        assert fills == ["grid)", "lines)", "solid)"]
