"""A disk that loses its power: what could be left of a folder at any point of a recorded run.

Tests/Power/record.c records every write, name and sync of a program; this replays them up to a cut and builds folders that a
machine could find when it starts again. The model, and what it takes for granted:

- A file's bytes are durable once a later fsync or fdatasync of that file has returned; so is its size. Of what was written
  since, any part may be there: nothing, everything, what came first, some of the writes, or pieces of writes torn at 512 or
  4,096 bytes; or the new size with zeros for bytes. Bytes beside a write are never harmed (as SQLite takes for granted too).
- Names (made, renamed, removed) are durable once the folder they are in was synced: a file's own fsync does not keep its
  name, as the manual of fsync says. Of a folder's later changes, those that came first may be there and the rest not, each
  folder by itself. A rename is one step: never both names and never neither, but maybe the new name of a file without bytes.
  With `journalled`, names are kept in order over all folders, and any sync keeps all names before it: ext4 and XFS.
- A file that no name leads to is gone. A mode that was changed is durable once the file or folder itself was synced.
- SQLite's -shm is an index that is built anew: it is never kept. Sockets are not kept.
- A call that returned is on the disk as its file system promises: no lying disk, no bit that flips, no sync that fails.
  Writes beside a sync in another thread count as after it: the recorder lets one call through at a time.
- What a program told the world is what it wrote to standard output before the cut, and the marks put between commands.

What the recorder can't follow is refused here; and a run replayed to its end must give the very folder that the run left.
"""

import concurrent.futures
import contextlib
import copy
import hashlib
import os
import pathlib
import random
import shutil
import stat
import struct
import subprocess
import threading

ROOT = pathlib.Path(__file__).resolve().parents[2]
HEAD = struct.Struct("<IBQQIHH")
(CREATE, WRITE, TRUNCATE, ALLOCATE, SYNC, SYNC_ALL, RENAME, UNLINK, LINK, MKDIR, RMDIR, ACKNOWLEDGE, TROUBLE, MARK,
 CHMOD) = range(1, 16)

NAMES = ("lost", "kept", "some")
DATA = ("none", "all", "first", "some", "torn-512", "torn-4096", "zeros")
# Each a power cut of its own; the first loses most, the second is what a kill leaves.
LOSSES = [(names, data) for names in NAMES for data in DATA]


def compiled(folder):
    """The recorder as a library; None where there is no compiler."""
    compiler = next(filter(None, map(shutil.which, ("cc", "clang", "gcc"))), None)
    if not compiler:
        return None
    library = folder / "record.so"
    subprocess.run(
        [compiler, "-shared", "-fPIC", "-O1", "-o", str(library), str(ROOT / "Tests" / "Power" / "record.c"), "-ldl"],
        check=True)
    return library


class Event:
    __slots__ = ("kind", "inode", "offset", "mode", "path", "other", "data")

    def __init__(self, kind, inode=0, offset=0, mode=0, path="", other="", data=b""):
        self.kind, self.inode, self.offset, self.mode = kind, inode, offset, mode
        self.path, self.other, self.data = path, other, data


def events(log):
    """The entries of a log, in order."""
    whole = log.read_bytes()
    found, at = [], 0
    while at < len(whole):
        length, kind, inode, offset, mode, path, other = HEAD.unpack_from(whole, at)
        start, end = at + HEAD.size, at + length
        found.append(Event(
            kind, inode, offset, mode, os.fsdecode(whole[start:start + path]),
            os.fsdecode(whole[start + path:start + path + other]), whole[start + path + other:end]))
        at = end
    assert at == len(whole), "the log ends in the middle of an entry"
    return found


def is_kept(name):
    """Whether a file is one that a disk keeps at all."""
    return not name.endswith("-shm")


class File:
    """Bytes that are durable, and what was done to them since."""

    def __init__(self, mode, data=b""):
        self.mode = self.durable_mode = mode
        self.durable = bytearray(data)
        self.pending = []

    def sync(self):
        self.durable_mode = self.mode
        self._replay(self.pending, self.durable)
        self.pending = []

    def replayed(self, steps):
        data = bytearray(self.durable)
        self._replay(steps, data)
        return bytes(data)

    @staticmethod
    def _replay(steps, data):
        for kind, offset, content in steps:
            if kind == WRITE:
                if len(data) < offset:
                    data.extend(bytes(offset - len(data)))
                data[offset:offset + len(content)] = content
            elif kind == TRUNCATE and offset < len(data):
                del data[offset:]
            elif len(data) < offset:
                data.extend(bytes(offset - len(data)))

    def left(self, loss, rng):
        """The bytes that a cut leaves."""
        if not self.pending or loss == "none":
            return bytes(self.durable)
        if loss == "all":
            return self.replayed(self.pending)
        if loss == "first":
            return self.replayed(self.pending[:rng.randrange(len(self.pending) + 1)])
        if loss == "some":
            return self.replayed([step for step in self.pending if rng.random() < 0.5])
        if loss == "zeros":
            whole = self.replayed(self.pending)
            return bytes(self.durable[:len(whole)]) + bytes(max(0, len(whole) - len(self.durable)))
        sector = int(loss.removeprefix("torn-"))
        return self.replayed([piece for step in self.pending for piece in self.torn(step, sector) if rng.random() < 0.7])

    @staticmethod
    def torn(step, sector):
        kind, offset, content = step
        if kind != WRITE:
            yield step
            return
        end = offset + len(content)
        while offset < end:
            next_offset = min(end, (offset // sector + 1) * sector)
            yield kind, offset, content[:next_offset - offset]
            content = content[next_offset - offset:]
            offset = next_offset


class Folder:
    """Names that are durable, and names as they are now."""

    def __init__(self, mode):
        self.mode = self.durable_mode = mode
        self.durable = {}
        self.now = {}

    def sync(self):
        self.durable_mode = self.mode


class Disk:
    """One folder's tree, with what of it is durable."""

    def __init__(self, root, journalled=False):
        self.root = str(root)
        self.journalled = journalled
        self.inodes = {}
        # Changes of names in order, each a list of (folder, name, what is there afterwards).
        self.pending = []
        self.top = self._taken(pathlib.Path(root))

    def _taken(self, path):
        status = path.lstat()
        if stat.S_ISDIR(status.st_mode):
            node = Folder(stat.S_IMODE(status.st_mode))
            for child in path.iterdir():
                taken = self._taken(child)
                if taken:
                    node.now[child.name] = node.durable[child.name] = taken
        elif stat.S_ISREG(status.st_mode):
            node = File(stat.S_IMODE(status.st_mode), path.read_bytes())
        else:
            return None
        self.inodes[status.st_ino] = node
        return node

    # Replaying

    def apply(self, event):
        kind = event.kind
        if kind in (WRITE, TRUNCATE, ALLOCATE):
            node = self.inodes.get(event.inode)
            if isinstance(node, File):
                node.pending.append((kind, event.offset, event.data))
        elif kind == SYNC:
            self._sync(self.inodes.get(event.inode))
        elif kind == SYNC_ALL:
            for node in list(self.inodes.values()):
                self._sync(node)
        elif kind in (CREATE, MKDIR):
            place = self._place(event.path)
            # An inode's number comes back when the file that had it is gone.
            self.inodes.pop(event.inode, None)
            if place:
                node = self.inodes[event.inode] = (File if kind == CREATE else Folder)(event.mode)
                self._change((*place, node))
        elif kind == CHMOD:
            if event.inode in self.inodes:
                self.inodes[event.inode].mode = event.mode
        elif kind in (UNLINK, RMDIR):
            place = self._place(event.path)
            if place and place[1] in place[0].now:
                self._change((*place, None))
        elif kind in (RENAME, LINK):
            source, target = self._place(event.path), self._place(event.other)
            node = source[0].now.get(source[1]) if source else None
            assert not (node is None and target), f"{event.path} came from outside under the name {event.other}"
            if node and kind == LINK:
                self._change((*target, node))
            elif node and source != target:
                self._change((*source, None), *([(*target, node)] if target else []))
        elif kind == TROUBLE:
            inside = event.path.startswith(self.root + "/") and is_kept(event.path)
            assert not inside, f"{event.other} on {event.path}: the recorder can't follow that"

    def _place(self, path):
        """The folder and the last name of a path; None outside of the tree."""
        if not path.startswith(self.root + "/"):
            return None
        *parts, name = path[len(self.root) + 1:].split("/")
        folder = self.top
        for part in parts:
            folder = folder.now.get(part)
            if not isinstance(folder, Folder):
                return None
        return folder, name

    def _change(self, *steps):
        for folder, name, node in steps:
            if node is None:
                folder.now.pop(name, None)
            else:
                folder.now[name] = node
        self.pending.append(steps)

    def _sync(self, node):
        if node is None:
            return
        node.sync()
        kept = []
        for steps in self.pending:
            # A rename over two folders is durable with either: it is one step of the file system.
            if self.journalled or any(folder is node for folder, _, _ in steps):
                for folder, name, child in steps:
                    self._put(folder.durable, name, child)
                    # What was done to the same name before is settled with it.
                    kept = [[step for step in older if step[0] is not folder or step[1] != name] for older in kept]
            else:
                kept.append(steps)
        self.pending = [steps for steps in kept if steps]

    @staticmethod
    def _put(names, name, node):
        if node is None:
            names.pop(name, None)
        else:
            names[name] = node

    # Cutting

    def cut(self, names, data, rng):
        """The tree that a power cut leaves now: path to (mode, bytes), or to (mode, None) for a folder."""
        left = {}
        changed = {}

        def after(folder):
            return changed.setdefault(id(folder), dict(folder.durable))

        if names == "some":
            if self.journalled:
                survivors = self.pending[:rng.randrange(len(self.pending) + 1)]
            else:
                survivors = self._some(rng)
        else:
            survivors = self.pending if names == "kept" else []
        for steps in survivors:
            for folder, name, node in steps:
                self._put(after(folder), name, node)

        def mode(node):
            return node.durable_mode if names == "lost" else node.mode

        def walk(folder, path):
            left[path] = (mode(folder), None)
            for name, node in sorted(after(folder).items()):
                below = f"{path}/{name}" if path else name
                if isinstance(node, Folder):
                    walk(node, below)
                elif is_kept(name):
                    left[below] = (mode(node), node.left(data, rng))

        walk(self.top, "")
        return left

    def _some(self, rng):
        """Of each folder's changes those that came first; a change of two folders only when both have come to it."""
        counts, limits, survivors = {}, {}, []
        for steps in self.pending:
            for folder in dict.fromkeys(id(folder) for folder, _, _ in steps):
                counts[folder] = counts.get(folder, 0) + 1
        for folder, count in counts.items():
            limits[folder] = rng.randrange(count + 1)
        for steps in self.pending:
            folders = dict.fromkeys(id(folder) for folder, _, _ in steps)
            if all(limits[folder] > 0 for folder in folders):
                survivors.append(steps)
                for folder in folders:
                    limits[folder] -= 1
            else:
                for folder in folders:
                    limits[folder] = 0
        return survivors


def tree(root):
    """A real folder in the form that `Disk.cut` gives."""
    found = {}
    for folder, folders, files in os.walk(root):
        place = pathlib.Path(folder)
        relative = "" if place == pathlib.Path(root) else str(place.relative_to(root))
        found[relative] = (stat.S_IMODE(place.stat().st_mode), None)
        for name in files:
            status = (place / name).lstat()
            if stat.S_ISREG(status.st_mode) and is_kept(name):
                found[f"{relative}/{name}" if relative else name] = (
                    stat.S_IMODE(status.st_mode), (place / name).read_bytes())
    return found


def laid_out(left, target):
    """Makes a folder of a tree."""
    for path, (mode, data) in left.items():
        place = target / path if path else target
        if data is None:
            place.mkdir()
        else:
            place.write_bytes(data)
            place.chmod(mode)
    # Folders afterwards, in case one may not be written.
    for path, (mode, data) in left.items():
        if data is None:
            (target / path if path else target).chmod(mode)


def digest(left):
    whole = hashlib.sha256()
    for path, (mode, data) in sorted(left.items()):
        whole.update(f"{path}\0{mode}\0{-1 if data is None else len(data)}\0".encode())
        whole.update(data or b"")
    return whole.digest()


class Recorder:
    """Runs commands with the recorder, all into one log; keeps the folder as it was before."""

    def __init__(self, library, folder, root, before=()):
        self.root = pathlib.Path(os.path.realpath(root))
        self.log = folder / "power.log"
        self.preload = " ".join(map(str, [*before, library]))
        self.log.touch()
        self.initial = Disk(self.root)

    @property
    def environment(self):
        return {"LD_PRELOAD": self.preload, "PORTPASS_POWER_LOG": str(self.log), "PORTPASS_POWER_ROOT": str(self.root)}

    def mark(self, text):
        """What the outside world knows from here on, such as that a command has succeeded."""
        data = text.encode()
        with open(self.log, "ab") as log:
            log.write(HEAD.pack(HEAD.size + len(data), MARK, 0, 0, 0, 0, 0) + data)

    def recording(self):
        return Recording(self)


class Recording:
    """A finished run."""

    def __init__(self, recorder):
        self.recorder = recorder
        self.root = recorder.root
        self.events = events(recorder.log)
        self.assert_complete()

    def replay(self, journalled=False):
        """A disk as it was before the run."""
        disk = Disk.__new__(Disk)
        disk.__dict__.update(copied(self.recorder.initial).__dict__)
        disk.journalled = journalled
        return disk

    def without(self, index):
        """The same run, had it left out one entry."""
        other = copy.copy(self)
        other.events = self.events[:index] + self.events[index + 1:]
        return other

    def assert_complete(self):
        """Whatever was not recorded would be missing here."""
        disk = self.replay()
        for event in self.events:
            disk.apply(event)
        replayed, real = disk.cut("kept", "all", random.Random(0)), tree(self.root)
        assert replayed.keys() == real.keys(), replayed.keys() ^ real.keys()
        different = [path for path in real if real[path] != replayed[path]]
        assert not different, f"the recorder missed what was written to {different}"

    def count(self, kind):
        return sum(event.kind == kind for event in self.events)

    def cut_points(self, rng, wanted, window=None):
        """How many entries are on record at each cut, in order: beside syncs and acknowledgements, and others at random.

        - `wanted`: how many; None for every point there is.
        - `window`: the range they are to be in; all of the record if not given.
        """
        whole = range(len(self.events) + 1)
        every = window[:len(whole) - window.start] if window else whole
        if wanted is None or wanted >= len(every):
            return list(every)
        telling = set()
        # The end is always among them: all that was acknowledged has to be there.
        last = every[-1]
        for index in every[:-1]:
            # Before it, and after it.
            beside = self.events[max(0, index - 1):index + 1]
            if any(event.kind in (SYNC, ACKNOWLEDGE, MARK) for event in beside):
                telling.add(index)
        chosen = set(rng.sample(sorted(telling), min(len(telling), wanted * 2 // 3))) | {last}
        rest = [index for index in every if index not in chosen]
        return sorted(chosen | set(rng.sample(rest, max(0, wanted - len(chosen)))))


def copied(disk):
    """A disk of its own with the same contents."""
    other = Disk.__new__(Disk)
    other.root, other.journalled, other.pending = disk.root, disk.journalled, []
    assert not disk.pending
    same = {}

    def twin(node):
        if id(node) not in same:
            if isinstance(node, File):
                same[id(node)] = File(node.mode, node.durable)
            else:
                folder = same[id(node)] = Folder(node.mode)
                folder.durable = {name: twin(child) for name, child in node.durable.items()}
                folder.now = dict(folder.durable)
        return same[id(node)]

    other.top = twin(disk.top)
    other.inodes = {number: twin(node) for number, node in disk.inodes.items()}
    return other


class Known:
    """What the world knew when the power went."""

    def __init__(self, lines, marks):
        self.lines = lines
        self.marks = marks


class Failure:
    def __init__(self, point, names, data, known, reason):
        self.point, self.names, self.data, self.known, self.reason = point, names, data, known, reason

    def __str__(self):
        return (f"cut after entry {self.point}, names {self.names}, bytes {self.data}, "
                f"{len(self.known.lines)} lines and {self.known.marks} known: {self.reason}")


class Sweep:
    """What came of trying cuts."""

    def __init__(self, title):
        self.title = title
        self.cuts = 0
        self.images = 0
        self.failures = []

    def __str__(self):
        return f"{self.title}: {self.cuts} cuts, {self.images} different folders, {len(self.failures)} failures"


def sweep(title, recording, check, scratch, wanted, journalled=False, window=None, losses=LOSSES, seed=1):
    """Tries cuts of a recording: lays out what each leaves, and asks `check(folder, known)`, which raises AssertionError.

    A folder that was tried with as much known already is not tried again.

    - `wanted`: how many folders to try about; None for every cut with every loss.
    - `journalled`: see the model.
    - `window`: the part of the record to cut; all of it if not given.
    - `losses`: the kinds of loss to choose from.
    """
    rng = random.Random(seed)
    result = Sweep(title)
    each = len(losses) if wanted is None else 2
    points = set(recording.cut_points(rng, None if wanted is None else max(1, wanted // each), window))
    disk = recording.replay(journalled)
    lines, marks, rest = [], [], b""
    # What a tree was tried with: the same tree asks more when more is known.
    tried = {}
    room = threading.Semaphore(8)
    failures = {}

    def attempt(number, point, names, data, left, known):
        folder = scratch / f"cut-{number}"
        try:
            folder.mkdir()
            laid_out(left, folder / "disk")
            check(folder / "disk", known)
        except AssertionError as problem:
            failures[number] = Failure(point, names, data, known, str(problem).splitlines()[0])
        finally:
            shutil.rmtree(folder, ignore_errors=True)
            room.release()

    with contextlib.ExitStack() as stack:
        pool = stack.enter_context(concurrent.futures.ThreadPoolExecutor(3))
        futures = []
        for point in range(len(recording.events) + 1):
            if point in points:
                result.cuts += 1
                some = losses if wanted is None else [losses[0], *rng.sample(losses[1:], each - 1)]
                for names, data in some:
                    left = disk.cut(names, data, random.Random(f"{seed} {point} {names} {data}"))
                    key, extent = digest(left), (len(lines), len(marks))
                    if tried.get(key) == extent:
                        continue
                    tried[key] = extent
                    result.images += 1
                    room.acquire()
                    futures.append(pool.submit(
                        attempt, result.images, point, names, data, left, Known(list(lines), list(marks))))
            if point < len(recording.events):
                event = recording.events[point]
                disk.apply(event)
                if event.kind == ACKNOWLEDGE:
                    *whole, rest = (rest + event.data).split(b"\n")
                    lines += [line.decode() for line in whole]
                elif event.kind == MARK:
                    marks.append(event.data.decode())
        for future in futures:
            future.result()
    result.failures = [failures[number] for number in sorted(failures)]
    return result
