"""The built commands, copied away from where they were built: what only works there must fail here.

PORTPASS_BIN names the folder of `portpass` and `portgate`; scripts/test sets it.
"""

import pytest

import clocks
from processes import demo_world, moved_programs


def pytest_configure(config):
    config.addinivalue_line("markers", "real_time: what is measured in fractions of a second: nothing else runs beside it")


@pytest.fixture(scope="session")
def programs(tmp_path_factory):
    return moved_programs(tmp_path_factory.mktemp("moved"))


@pytest.fixture(scope="session")
def pristine(programs, tmp_path_factory):
    return demo_world(programs, tmp_path_factory.mktemp("pristine"))


@pytest.fixture
def world(pristine, tmp_path):
    """A copy that a test may spoil."""
    return pristine.copy_to(tmp_path)


@pytest.fixture(scope="session")
def clock_library(tmp_path_factory):
    return clocks.build(tmp_path_factory.mktemp("clock"))


@pytest.fixture
def clock_of(clock_library, tmp_path):
    """Clocks of a machine, by its name, that the test may move."""
    return lambda name: clocks.Clock(clock_library, tmp_path / f"{name}.clock")
