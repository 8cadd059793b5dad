"""The built commands, copied away from where they were built: what only works there must fail here.

PORTPASS_BIN names the folder of `portpass` and `portgate`; scripts/test sets it.
"""

import json
import os
import pathlib
import shutil

import pytest

import clocks
from processes import ROOT, Programs, World


@pytest.fixture(scope="session")
def programs(tmp_path_factory):
    built = os.environ.get("PORTPASS_BIN")
    if not built:
        pytest.skip("PORTPASS_BIN does not name the folder of the built programs")
    away = tmp_path_factory.mktemp("moved")
    for program in ("portpass", "portgate"):
        shutil.copy2(pathlib.Path(built) / program, away / program)
    # Found in the working directory, as the design says.
    for folder in ("seeds", "keys"):
        shutil.copytree(ROOT / folder, away / folder)
    return Programs(away)


@pytest.fixture(scope="session")
def pristine(programs, tmp_path_factory):
    world = World(programs, tmp_path_factory.mktemp("pristine"))
    programs.done("portpass", "init", "--data", world.data, "--dev")
    issued = programs.done("portpass", "issue", "--data", world.data, "--jsonl", ROOT / "seeds" / "demo.jsonl")
    world.passes = [json.loads(line) for line in issued.output.splitlines()]
    world.publish()
    programs.done("portgate", "init", "--home", world.home, "--root", world.root, "--gate", "KEL-E1", "--dev")
    world.sync()
    return world


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
