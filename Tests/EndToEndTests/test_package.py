"""What `scripts/package` puts into Debian's packages."""

import os
import pathlib
import shutil
import subprocess

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.skipif(
    not all(shutil.which(tool) for tool in ("dpkg-shlibdeps", "dpkg-deb", "patchelf", "strip")),
    reason="dpkg-dev, patchelf or binutils is not installed: scripts/package installs them")


@pytest.fixture(scope="module")
def packages(tmp_path_factory):
    built = os.environ.get("PORTPASS_BIN")
    if not built:
        pytest.skip("PORTPASS_BIN does not name the folder of the built programs")
    # From a copy, so that what was packed here before stays.
    away = tmp_path_factory.mktemp("source")
    for folder in ("scripts", "packaging", "seeds", "keys", "web"):
        shutil.copytree(ROOT / folder, away / folder)
    shutil.copy2(ROOT / "LICENSE", away)
    subprocess.run([str(away / "scripts" / "package"), "--from", built, "9.9"], check=True, cwd=away, stdout=subprocess.PIPE,
                   env={**os.environ, "DPKG_DEB_COMPRESSOR_TYPE": "none"})
    return {file.name.split("_")[0]: file for file in (away / "out" / "packages").glob("*.deb")}


def contents(file):
    said = subprocess.run(["dpkg-deb", "--contents", str(file)], check=True, capture_output=True, text=True).stdout
    return [line.split(None, 5)[5] for line in said.splitlines()]


def test_the_development_keys_are_in_no_package_but_their_own(packages):
    assert set(packages) == {"portpass", "portgate", "portpass-demo"}
    for name in ("portpass", "portgate"):
        names = contents(packages[name])
        assert f"./usr/lib/{name}/{name}" in names
        assert not [one for one in names if "/portpass/keys" in one or one.endswith(".pem")], name
    assert any(one.startswith("./usr/share/portpass/seeds/") for one in contents(packages["portpass"]))
    demo = contents(packages["portpass-demo"])
    assert [one for one in demo if one.endswith(".pem")] and all(
        one.endswith("/") or one.startswith(("./usr/share/portpass/keys/", "./usr/share/doc/portpass-demo/")) for one in demo)
    said = subprocess.run(["dpkg-deb", "--field", str(packages["portpass-demo"]), "Depends", "Architecture"], check=True,
                          capture_output=True, text=True).stdout
    assert "portpass (= 9.9)" in said and "all" in said


def test_no_version_control_and_no_tests_are_packed(packages):
    for name, file in packages.items():
        wrong = [one for one in contents(file) if "/.git" in one or "/Tests" in one or one.endswith((".swift", ".py"))]
        assert not wrong, (name, wrong)
