"""A demo register and two gates, made once by the built commands, for the tests in this folder.

PORTPASS_BIN names the folder of `portpass` and `portgate`. Without it the tests that need them are skipped and say so.
"""

import base64
import os
import pathlib
import shutil
import time

import pytest

from pp1_commands import RECORDS, ROOT, Commands, Gate, Maker, Register


@pytest.fixture(scope="session")
def commands():
    folder = os.environ.get("PORTPASS_BIN")
    if not folder:
        pytest.skip("PORTPASS_BIN does not name the folder of the built programs")
    commands = Commands(pathlib.Path(folder).resolve())
    for program in (commands.portpass_path, commands.portgate_path):
        assert program.is_file(), f"{program} is not there: run scripts/build"
    return commands


@pytest.fixture(scope="session")
def register(commands, tmp_path_factory):
    return Register(commands, tmp_path_factory.mktemp("register") / "data")


@pytest.fixture(scope="session")
def demo(register):
    """The passes of seeds/demo.jsonl, published."""
    passes = register.issue(ROOT / "seeds" / "demo.jsonl")
    register.publish()
    return passes


@pytest.fixture(scope="session")
def own(register, demo):
    """Passes of RECORDS, published; the last two are one revoked and one suspended."""
    passes = register.issue(RECORDS)
    assert len(passes) == len(RECORDS)
    register.act("revoke", passes[-1], "stolen")
    register.act("suspend", passes[-2], "lost")
    register.publish()
    return passes


@pytest.fixture(scope="session")
def gate(register, own, tmp_path_factory):
    """KEL-E1: zone A of Keelung, in and out."""
    return Gate(register, tmp_path_factory.mktemp("gate") / "KEL-E1", "KEL-E1")


@pytest.fixture(scope="session")
def dev_seed():
    """The seed of keys/dev-pass.pem: PKCS#8 of RFC 8410, whose last 32 bytes it is."""
    lines = (ROOT / "keys" / "dev-pass.pem").read_text().splitlines()
    der = base64.b64decode("".join(line for line in lines if "-----" not in line))
    assert len(der) == 48
    return der[-32:]


@pytest.fixture(scope="session")
def maker(own):
    return Maker(own[0], int(time.time()))


@pytest.fixture
def needs_pdftoppm():
    if not shutil.which("pdftoppm"):
        pytest.skip("pdftoppm (poppler-utils) is not installed")
