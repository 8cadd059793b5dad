"""What the tests of this folder share: a service with two kiosks of one port, one of which is not ours, and one of another.

PORTPASS_BIN names the folder of `portpass` and `portgate`. Without it the tests that need them are skipped and say so.
"""

import os
import pathlib
import sys

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[3]
# Where the kiosk in Python and the runner of the built commands are.
sys.path.append(str(ROOT / "Tests" / "EndToEndTests"))

from list_scenes import Scene  # noqa: E402


@pytest.fixture(scope="session")
def programs(tmp_path_factory):
    """A folder where the built programs find seeds/, keys/ and web/."""
    from processes import Programs

    built = os.environ.get("PORTPASS_BIN")
    if not built:
        pytest.skip("PORTPASS_BIN does not name the folder of the built programs")
    folder = tmp_path_factory.mktemp("programs")
    for program in ("portpass", "portgate"):
        (folder / program).symlink_to(pathlib.Path(built).resolve() / program)
    for name in ("seeds", "keys", "web"):
        (folder / name).symlink_to(ROOT / name)
    return Programs(folder)


@pytest.fixture
def scene(programs, tmp_path):
    """A register with the demo passes, published and served; nobody is enrolled."""
    with Scene(programs, tmp_path) as scene:
        yield scene


@pytest.fixture(scope="module")
def enrolled(programs, tmp_path_factory):
    """The same for tests that only read, with KEL-E1 and TPE-N1 as kiosks of ours and KEL-W2 as the built gate; something
    stands in every list of Keelung."""
    with Scene(programs, tmp_path_factory.mktemp("enrolled")) as scene:
        scene.fill()
        yield scene
