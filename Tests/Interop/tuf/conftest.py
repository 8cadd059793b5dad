"""What the tests of this folder share: a client command, and a web server on loopback for a folder.

The client is the command given as `--client "path/to/portgate tuf"`, else PORTPASS_BIN's `portgate tuf`.
"""

import os
import pathlib
import shlex

import pytest

from tuf_client import Client
from tuf_server import Server


def pytest_addoption(parser):
    parser.addoption("--client", help="the command line of a TUF client, as tuf-conformance defines it")


@pytest.fixture(scope="session")
def client_command(request):
    command = request.config.getoption("--client", None)
    if command:
        return shlex.split(command)
    folder = os.environ.get("PORTPASS_BIN")
    if not folder:
        pytest.skip("neither --client nor PORTPASS_BIN names a client")
    return [str(pathlib.Path(folder).resolve() / "portgate"), "tuf"]


@pytest.fixture
def serve(request):
    """Serves a folder on a port that the system picks, until the test ends."""

    def start(folder, **options):
        server = Server(folder, **options)
        request.addfinalizer(server.stop)
        return server

    return start


@pytest.fixture
def make_client(client_command, tmp_path):
    """A client that trusts the given root and nothing else yet."""
    made = []

    def make(root):
        made.append(Client(client_command, tmp_path / f"client{len(made)}"))
        made[-1].init(root)
        return made[-1]

    return make
