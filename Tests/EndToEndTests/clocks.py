"""A machine whose clocks a test moves: the wall clock, the time since boot, and the boot itself.

`faketime` moves the wall clock alone, and hangs what sleeps. A gate holds its clocks against each other, so a week that
really passes has to pass on all of them.
"""

import shutil
import struct
import subprocess
import uuid

import pytest

from processes import ROOT

DAY = 86_400
HOUR = 3_600


def build(folder):
    compiler = shutil.which("cc")
    if not compiler:
        pytest.skip("there is no C compiler")
    library = folder / "clock_shim.so"
    subprocess.run(
        [compiler, "-O2", "-Wall", "-Wextra", "-Werror", "-shared", "-fPIC", "-o", library,
         ROOT / "Tests" / "EndToEndTests" / "clock_shim.c", "-ldl"], check=True)
    return library


class Clock:
    """One machine's clocks. Programs run in `environment` go by them."""

    def __init__(self, library, file):
        self.file = file
        self.wall = self.uptime = 0
        self.boot = ""
        self.environment = {"LD_PRELOAD": str(library), "PORTPASS_CLOCK": str(file)}
        file.write_bytes(bytes(64))

    def _tell(self):
        # In place: the programs have the file mapped.
        with open(self.file, "r+b", buffering=0) as file:
            file.write(struct.pack("<qq37s", self.wall, self.uptime, self.boot.encode()))

    def pass_by(self, seconds):
        """Time goes by while the machine runs."""
        self.wall += seconds
        self.uptime += seconds
        self._tell()

    def step(self, seconds):
        """Somebody sets the wall clock."""
        self.wall += seconds
        self._tell()

    def off(self, seconds):
        """The machine is switched off, so long, and on again."""
        self.wall += seconds
        with open("/proc/uptime", encoding="ascii") as file:
            self.uptime = 60 - int(float(file.read().split()[0]))
        self.boot = str(uuid.uuid4())
        self._tell()
