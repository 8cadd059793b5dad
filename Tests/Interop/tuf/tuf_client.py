"""Our client as a process, and python-tuf's beside it: two answers to the same repository."""

import subprocess

import tuf.api.exceptions
import tuf.ngclient
import urllib3.exceptions


class Client:
    def __init__(self, command, folder):
        self.command = command
        self.metadata = folder / "metadata"
        self.targets = folder / "targets"
        self.metadata.mkdir(parents=True)
        self.targets.mkdir()
        self.root = folder / "root.json"

    def run(self, *arguments):
        """The exit status and what was said, which is one sentence when it is refused."""
        finished = subprocess.run(
            [*self.command, "--metadata-dir", self.metadata, *map(str, arguments)],
            capture_output=True,
            timeout=60,
            check=False,
        )
        said = finished.stderr.decode()
        assert finished.returncode in (0, 1), said
        if finished.returncode == 1:
            assert said.strip() and len(said.strip().splitlines()) == 1, said
        return finished.returncode, said

    def init(self, root):
        self.root.write_bytes(root)
        status, said = self.run("init", self.root)
        assert status == 0, said

    def refresh(self, server):
        return self.run("--metadata-url", server.url + "metadata/", "refresh")

    def download(self, server, *names):
        options = [option for name in names for option in ("--target-name", name)]
        return self.run(
            "--metadata-url", server.url + "metadata/", *options,
            "--target-base-url", server.url + "targets/", "--target-dir", self.targets, "download",
        )  # fmt: skip

    def stored(self, role):
        path = self.metadata / f"{role}.json"
        return path.read_bytes() if path.exists() else None


class Reference:
    """python-tuf's client with the same trusted root."""

    def __init__(self, folder, root):
        self.folder = folder
        (folder / "metadata").mkdir(parents=True)
        (folder / "targets").mkdir()
        self.root = root

    def updater(self, server):
        return tuf.ngclient.Updater(
            metadata_dir=str(self.folder / "metadata"),
            metadata_base_url=server.url + "metadata/",
            target_dir=str(self.folder / "targets"),
            target_base_url=server.url + "targets/",
            bootstrap=self.root,
        )

    def accepts(self, server, *names):
        try:
            updater = self.updater(server)
            updater.refresh()
            for name in names:
                info = updater.get_targetinfo(name)
                if info is None:
                    return False
                updater.download_target(info)
        except (tuf.api.exceptions.RepositoryError, tuf.api.exceptions.DownloadError, urllib3.exceptions.HTTPError):
            return False
        return True
