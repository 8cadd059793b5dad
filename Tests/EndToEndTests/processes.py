"""Running the built commands as processes, and a register with a gate to run them on."""

import json
import os
import pathlib
import shutil
import subprocess

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
ADMIT, BROKE, USAGE, CHECK, DENY = 0, 1, 2, 10, 20


class Ended:
    """How a command ended and what it said."""

    def __init__(self, finished):
        self.status = finished.returncode
        self.output = finished.stdout.decode()
        self.errors = finished.stderr.decode()

    @property
    def json(self):
        return json.loads(self.output)

    def is_one_sentence(self):
        """Whether standard error is one plain line, and standard output is silent."""
        lines = self.errors.strip().splitlines()
        return len(lines) == 1 and "Error Domain" not in lines[0] and "rror(" not in lines[0] and self.output == ""


class Programs:
    def __init__(self, folder):
        self.folder = folder
        self.portpass_path = folder / "portpass"
        self.portgate_path = folder / "portgate"

    def run(self, program, *arguments, data=None, before=(), stdout=subprocess.PIPE, environment=None, timeout=120):
        return Ended(subprocess.run(
            [*before, str(self.folder / program), *map(str, arguments)], input=data, stdout=stdout,
            stderr=subprocess.PIPE, cwd=self.folder, timeout=timeout, check=False,
            env=None if environment is None else {**os.environ, **environment},
        ) if stdout == subprocess.PIPE else self._run_to(program, arguments, data, before, stdout, timeout))

    def _run_to(self, program, arguments, data, before, stdout, timeout):
        finished = subprocess.run(
            [*before, str(self.folder / program), *map(str, arguments)], input=data, stdout=stdout,
            stderr=subprocess.PIPE, cwd=self.folder, timeout=timeout, check=False)
        finished.stdout = b""
        return finished

    def portpass(self, *arguments, **options):
        return self.run("portpass", *arguments, **options)

    def portgate(self, *arguments, **options):
        return self.run("portgate", *arguments, **options)

    def done(self, program, *arguments, **options):
        """Runs a command that must succeed."""
        ended = self.run(program, *arguments, **options)
        assert ended.status == 0, f"{program} {' '.join(map(str, arguments))[:200]}: {ended.status} {ended.errors}"
        return ended


class World:
    """A register with the demo passes, published, and a gate that synced."""

    def __init__(self, programs, folder):
        self.programs = programs
        self.folder = folder
        self.data = folder / "register"
        self.home = folder / "gate"
        self.tuf = self.data / "tuf"
        self.root = self.tuf / "metadata" / "1.root.json"
        self.passes = []

    def copy_to(self, folder):
        # Sockets are no files that could be copied.
        shutil.copytree(self.folder, folder / "world", ignore=shutil.ignore_patterns("control.sock"))
        world = World(self.programs, folder / "world")
        world.passes = self.passes
        return world

    def verify(self, text, *options, **more):
        return self.programs.portgate("verify", "--home", self.home, "--json", *options, "--", text, **more)

    def publish(self):
        return self.programs.done("portpass", "publish", "--data", self.data)

    def sync(self):
        return self.programs.done("portgate", "sync", "--home", self.home, "--source", self.tuf)


def moved_programs(away):
    """The built commands in a folder where they were not built."""
    built = os.environ.get("PORTPASS_BIN")
    if not built:
        pytest.skip("PORTPASS_BIN does not name the folder of the built programs")
    for program in ("portpass", "portgate"):
        shutil.copy2(pathlib.Path(built) / program, away / program)
    # Found in the working directory, as the design says.
    for folder in ("seeds", "keys", "web/site"):
        shutil.copytree(ROOT / folder, away / folder)
    return Programs(away)


def demo_world(programs, folder):
    world = World(programs, folder)
    programs.done("portpass", "init", "--data", world.data, "--dev")
    issued = programs.done("portpass", "issue", "--data", world.data, "--jsonl", ROOT / "seeds" / "demo.jsonl")
    world.passes = [json.loads(line) for line in issued.output.splitlines()]
    world.publish()
    programs.done("portgate", "init", "--home", world.home, "--root", world.root, "--gate", "KEL-E1", "--dev")
    world.sync()
    return world
