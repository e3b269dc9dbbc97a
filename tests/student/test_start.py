"""One command from the unpacked kit or the clone to JupyterLab, without a network."""

import ast
import json
import os
import runpy
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from course.cli import main
from course.student import lab
from course.student.place import GUIDE
from tests.student.small import NAME, write_small

ROOT = Path(__file__).parent.parent.parent
START = ROOT / "course" / "publishing" / "start.py"


@pytest.fixture
def started(monkeypatch) -> list[tuple[str, list[str]]]:
    """What JupyterLab would be started with: its folder and its options."""
    from jupyterlab.labapp import LabApp

    seen: list[tuple[str, list[str]]] = []
    monkeypatch.setenv("PATH", os.environ["PATH"])  # put back after the test
    monkeypatch.setenv("JUPYTER_CONFIG_PATH", "/mine")
    monkeypatch.setattr(LabApp, "launch_instance", lambda argv: seen.append((os.getcwd(), argv)))
    return seen


def test_a_clone_opens_its_copy(started, tmp_path, monkeypatch, capsys) -> None:
    (tmp_path / "course" / "lessons").mkdir(parents=True)
    write_small(tmp_path / "release")
    monkeypatch.chdir(tmp_path / "release")
    assert main(["start", "--no-browser", "--lab=--port=8899"]) == 0
    ((folder, options),) = started
    assert Path(folder) == tmp_path / "work"
    assert f"--LabApp.default_url=/lab/tree/{NAME}/{NAME}.ipynb" in options
    assert {"--no-browser", "--port=8899", f"--ServerApp.root_dir={tmp_path / 'work'}"} < set(
        options
    )
    assert str(tmp_path / "work" / NAME) in capsys.readouterr().out
    assert os.environ["JUPYTER_CONFIG_PATH"] == f"{lab.SETTINGS}{os.pathsep}/mine"
    assert os.environ["PATH"].startswith(str(Path(sys.executable).parent))


def test_jupyters_settings_are_those_that_it_reads() -> None:
    """A typing slip in a settings file would be silent."""
    page = json.loads((lab.SETTINGS / "labconfig" / "page_config.json").read_text())
    extension = Path(sys.prefix) / "share/jupyter/labextensions/@jupyter/nbgrader"
    code = "".join(p.read_text() for p in extension.glob("static/*.js"))
    for plugin in page["disabledExtensions"]:
        assert f'"{plugin}"' in code, plugin
    assert '"@jupyter/nbgrader:validate-assignment"' in code
    overrides = lab.SETTINGS / "labconfig" / "default_setting_overrides.json"
    for plugin, settings in json.loads(overrides.read_text()).items():
        package, name = plugin.split(":")
        schemas = Path(sys.prefix) / "share/jupyter/lab/schemas"
        schema = json.loads((schemas / package / f"{name}.json").read_text())
        assert set(settings) <= set(schema["properties"])


OFFLINE = """
import json, subprocess, sys, time, urllib.request
def ask(path, data=None):
    address, token = "http://localhost:8877" + path, {"Authorization": "token offline"}
    return urllib.request.urlopen(urllib.request.Request(address, data, token), timeout=60).read()
try:
    urllib.request.urlopen("http://1.1.1.1", timeout=3)
    sys.exit("there is a network")
except OSError:
    pass
cardpm = [sys.executable, "-m", "course.cli"]
options = ["--no-browser", "--lab=--port=8877", "--lab=--allow-root"]
lab = subprocess.Popen([*cardpm, "start", *options])
try:
    for attempt in range(150):
        try:
            page = ask("/lab").decode()
            break
        except OSError:
            time.sleep(0.2)
    told = json.loads(ask("/assignments/validate", json.dumps({"path": sys.argv[1]}).encode()))
finally:
    lab.terminate()
    lab.wait(20)
progress = subprocess.run([*cardpm, "progress", "--json"], capture_output=True, check=True)
print("TOLD" + json.dumps([page, told, json.loads(progress.stdout)]))
"""


@pytest.mark.slow
def test_start_validate_and_progress_work_without_a_network(tmp_path) -> None:
    """In a network of its own that has nothing but this machine, as a laptop on a train has."""
    if shutil.which("bwrap") is None and not os.environ.get("CI"):
        pytest.skip("bubblewrap is not here: apt-get install bubblewrap")
    write_small(tmp_path, {"double": "def double(x):\n    return x"})
    (tmp_path / GUIDE).write_text("Start here")
    alone = ["bwrap", "--unshare-net", "--dev-bind", "/", "/", "--die-with-parent"]
    command = [*alone, sys.executable, "-c", OFFLINE, f"{NAME}/{NAME}.ipynb"]
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "JUPYTER_TOKEN": "offline",
        "JUPYTER_CONFIG_DIR": str(tmp_path / "config"),
        "JUPYTER_RUNTIME_DIR": str(tmp_path / "runtime"),
    }
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-3000:]
    page, told, made = json.loads(done.stdout.partition("TOLD")[2])
    assert "JupyterLab" in page
    failed = {cell["source"]: cell["raw_error"] for cell in told["value"]["failed"]}
    assert set(failed) == {'"""double of three."""', '"""square of three."""', "YOUR ANSWER HERE"}
    message = failed['"""double of three."""']
    assert message.startswith("Not yet right: double(3.0) returned 3.0; 6.0 was expected")
    assert made["notebooks"][0]["checks"][0]["says"] in " ".join(message.split())


@pytest.fixture
def kit(tmp_path) -> Path:
    """A kit whose course only tells how it was started; its set-up is the real one."""
    folder = tmp_path / "我的 kit"
    folder.mkdir()
    shutil.copy(START, folder / "start.py")
    (folder / "requirements.txt").write_text("")
    (folder / "random.py").write_text("raise SystemExit('a file of the student was imported')")
    said = "import sys; print('STARTED', sys.argv[1:], sys.prefix)"
    about = "cardpm_course-0.1.0.dist-info"
    with zipfile.ZipFile(folder / "cardpm_course-0.1.0-py3-none-any.whl", "w") as wheel:
        wheel.writestr("course/__init__.py", "")
        wheel.writestr("course/cli.py", said)
        metadata = "Metadata-Version: 2.1\nName: cardpm-course\nVersion: 0.1.0\n"
        wheel.writestr(f"{about}/METADATA", metadata)
        wheel.writestr(f"{about}/WHEEL", "Wheel-Version: 1.0\nTag: py3-none-any\n")
        wheel.writestr(f"{about}/RECORD", "")
    return folder


def start(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"}
    command = [sys.executable, str(folder / "start.py"), *arguments]
    return subprocess.run(
        command, cwd=folder.parent, env=environment, capture_output=True, text=True
    )


@pytest.mark.slow
def test_the_kits_start_sets_up_once_and_starts(kit) -> None:
    first = start(kit, "03", "--no-browser")
    assert first.returncode == 0, first.stderr
    assert f"STARTED ['start', '03', '--no-browser'] {kit / '.venv'}" in first.stdout
    assert "Setting up" in first.stdout
    again = start(kit)
    assert "Setting up" not in again.stdout and "STARTED ['start']" in again.stdout


def test_an_environment_does_not_survive_a_move(kit) -> None:
    wheel = next(kit.glob("*.whl"))
    program = runpy.run_path(str(kit / "start.py"))
    (kit / ".venv").mkdir()
    program["READY"].write_text(program["wanted"](wheel), encoding="utf-8")
    assert program["is_ready"](wheel)
    moved = kit.rename(kit.with_name("moved"))
    program = runpy.run_path(str(moved / "start.py"))
    assert program["READY"].is_file() and not program["is_ready"](next(moved.glob("*.whl")))


def test_the_kits_start_says_what_is_wrong(kit) -> None:
    next(kit.glob("*.whl")).unlink()
    done = start(kit)
    assert done.returncode == 1 and "unpack the kit again" in done.stderr
    assert "Traceback" not in done.stderr


def test_old_pythons_can_read_the_start_to_be_told_that_they_are_old() -> None:
    ast.parse(START.read_text(), feature_version=(3, 7))
