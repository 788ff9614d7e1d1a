"""Builds that are stopped at any moment: the right exit code, nothing left behind, no process left running."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from quick import ROOT, tiny_articles

from toolkit.aside import undisturbed
from toolkit.errors import Interrupted
from toolkit.exits import TRACEBACK


@pytest.fixture(autouse=True)
def terminal() -> Iterator[None]:
    """A build heeds a terminal that goes away, though these tests be run with `nohup`."""
    before = signal.signal(signal.SIGHUP, signal.SIG_DFL)
    yield
    signal.signal(signal.SIGHUP, before)


def start(folder: Path, source: Path, *options: str) -> subprocess.Popen[str]:
    """A build in a process group of its own."""
    command = [sys.executable, "-m", "toolkit", "build", str(source), "--out", str(folder / "dist"), *options]
    return subprocess.Popen(
        command, cwd=folder, env={**os.environ, "PYTHONPATH": str(ROOT), TRACEBACK: "1"}, start_new_session=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def alive(group: int) -> list[str]:
    """Processes of a group that run, but for the tracker of shared memory, which ends by itself."""
    listed = subprocess.run(["ps", "-eo", "pgid=,stat=,args="], capture_output=True, text=True, check=True).stdout
    rows = [line.split(None, 2) for line in listed.splitlines()]
    return [row[2] for row in rows if row[0] == str(group) and not row[1].startswith("Z") and "tracker" not in row[2]]


def wait_for_none(group: int, seconds: float = 10) -> list[str]:
    """What of the group still runs after so long."""
    end = time.monotonic() + seconds
    while (left := alive(group)) and time.monotonic() < end:
        time.sleep(0.1)
    return left


def wait_for_workers(running: subprocess.Popen[str], count: int) -> None:
    """Until so many processes besides the first one run."""
    end = time.monotonic() + 30
    while len(alive(running.pid)) <= count and running.poll() is None and time.monotonic() < end:
        time.sleep(0.02)


def check_stopped(running: subprocess.Popen[str], out: Path, code: int = 130) -> None:
    stdout, stderr = running.communicate(timeout=60)
    assert (running.returncode, stdout) == (code, ""), stderr
    assert stderr.startswith("toolkit: ")
    assert len(stderr.splitlines()) == 1, stderr
    assert wait_for_none(running.pid) == []
    assert not out.exists() or list(out.iterdir()) == []


@pytest.mark.parametrize(("how", "to_all"), [(signal.SIGINT, True), (signal.SIGTERM, False), (signal.SIGHUP, True)])
@pytest.mark.slow
def test_a_build_with_workers_is_stopped_cleanly(how: signal.Signals, to_all: bool, tmp_path: Path) -> None:
    source = tiny_articles(tmp_path / "news", 400)
    running = start(tmp_path, source, "--workers", "2")
    wait_for_workers(running, 2)
    time.sleep(0.3)
    (os.killpg if to_all else os.kill)(running.pid, how)
    check_stopped(running, tmp_path / "dist")


DEAF = """
import time
from toolkit import exits
from toolkit.errors import Interrupted

exits.PATIENCE = 1
exits.hear_requests_to_end()
while True:
    try:
        print("ready", flush=True)
        time.sleep(60)
    except Interrupted:
        pass
"""


@pytest.mark.skipif(not hasattr(signal, "alarm"), reason="without an alarm nothing can end it")
def test_what_does_not_end_is_ended_and_says_what_it_waited_for() -> None:
    running = subprocess.Popen(
        [sys.executable, "-c", DEAF], env={**os.environ, "PYTHONPATH": str(ROOT), TRACEBACK: "1"},
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert running.stdout is not None
    assert running.stdout.readline() == "ready\n"
    running.send_signal(signal.SIGTERM)
    _, stderr = running.communicate(timeout=30)
    assert running.returncode == Interrupted.exit_code
    assert 'File "<string>"' in stderr
    assert stderr.endswith("toolkit: asked to end; nothing was released, after 1 seconds of waiting\n")


AMID_AN_IMPORT = """
import sys
from toolkit import exits
from toolkit.errors import Interrupted

exits.hear_requests_to_end()
try:
    import asked
    import time
    time.sleep(60)
except Interrupted:
    print(sys.modules["asked"].whole)
"""


def test_an_import_is_never_broken_off(tmp_path: Path) -> None:
    (tmp_path / "asked.py").write_text("import os, signal\nos.kill(os.getpid(), signal.SIGTERM)\nwhole = 'whole'\n")
    path = os.pathsep.join([str(ROOT), str(tmp_path)])
    command, variables = [sys.executable, "-c", AMID_AN_IMPORT], {**os.environ, "PYTHONPATH": path}
    found = subprocess.run(command, env=variables, capture_output=True, text=True, timeout=30, check=True)
    assert found.stdout == "whole\n"


HALF_A_RESULT = """
import os, struct, sys, time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from toolkit.shards import _end

def half(mark):
    results = sys._getframe(1).f_locals["result_queue"]
    os.write(results._writer.fileno(), struct.pack("!i", 1_000) + b"half")
    Path(mark).touch()
    time.sleep(600)

if __name__ == "__main__":
    pool = ProcessPoolExecutor(1, mp_context=get_context("spawn"))
    pool.submit(half, sys.argv[1])
    while not Path(sys.argv[1]).exists():
        time.sleep(0.01)
    time.sleep(0.2)  # until the pool's thread reads
    _end(pool)
"""


def test_nothing_waits_for_the_rest_of_a_result(tmp_path: Path) -> None:
    program = tmp_path / "program.py"
    program.write_text(HALF_A_RESULT, encoding="utf-8")
    command = [sys.executable, str(program), str(tmp_path / "mark")]
    done = subprocess.run(command, env={**os.environ, "PYTHONPATH": str(ROOT)}, timeout=30, check=False)
    assert done.returncode == 0


@pytest.mark.slow
def test_a_build_under_nohup_outlives_its_terminal(tmp_path: Path) -> None:
    source = tiny_articles(tmp_path / "news", 20)
    signal.signal(signal.SIGHUP, signal.SIG_IGN)  # as `nohup` has it
    running = start(tmp_path, source, "--workers", "2")
    wait_for_workers(running, 2)
    os.killpg(running.pid, signal.SIGHUP)
    _, stderr = running.communicate(timeout=120)
    assert running.returncode == 0, stderr
    assert [path.name for path in (tmp_path / "dist").iterdir()] == ["tiny"]


@pytest.mark.slow
@pytest.mark.parametrize("number", range(12))
def test_a_build_is_stopped_cleanly_at_any_moment(number: int, tmp_path: Path) -> None:
    chance = random.Random(number)
    source = tiny_articles(tmp_path / "news", 200)
    running = start(tmp_path, source, "--workers", str(1 + number % 2))
    while not (tmp_path / "dist").exists():
        assert running.poll() is None
        time.sleep(0.005)
    time.sleep(chance.random() * 4)
    if running.poll() is None:
        os.killpg(running.pid, chance.choice([signal.SIGINT, signal.SIGTERM]))
    running.wait(60)
    if running.returncode == 0:  # it was done before
        running.communicate(timeout=60)
        assert sorted(path.name for path in (tmp_path / "dist").iterdir()) == ["tiny"]
        assert wait_for_none(running.pid) == []
    else:
        check_stopped(running, tmp_path / "dist")


@pytest.mark.slow
def test_a_killed_build_leaves_no_process_and_the_next_one_clears_its_folder(tmp_path: Path) -> None:
    source = tiny_articles(tmp_path / "news", 300)
    running = start(tmp_path, source, "--workers", "2")
    wait_for_workers(running, 2)
    time.sleep(0.3)
    os.kill(running.pid, signal.SIGKILL)
    running.communicate(timeout=60)
    assert wait_for_none(running.pid) == []
    assert [path.name.startswith(".tiny-0.1.0-") for path in (tmp_path / "dist").iterdir()] == [True]
    again = start(tmp_path, tiny_articles(tmp_path / "news", 3))
    _, stderr = again.communicate(timeout=60)
    assert (again.returncode, stderr) == (0, "")
    assert [path.name for path in (tmp_path / "dist").iterdir()] == ["tiny"]


def test_no_signal_is_heard_where_half_a_step_would_be_left() -> None:
    heard = []
    before = signal.signal(signal.SIGTERM, lambda number, frame: heard.append(number))
    try:
        with undisturbed():
            os.kill(os.getpid(), signal.SIGTERM)
            os.kill(os.getpid(), signal.SIGINT)
        assert heard == []
        os.kill(os.getpid(), signal.SIGTERM)
        assert heard == [signal.SIGTERM]
    finally:
        signal.signal(signal.SIGTERM, before)


def test_no_library_takes_an_interruption_for_a_failure_of_its_own() -> None:
    """Some catch every Exception: a YAML reader, pandera's checks. Ctrl-C within them was exit 70, or 1, before."""
    assert not issubclass(Interrupted, Exception)
    assert Interrupted.exit_code == 130
