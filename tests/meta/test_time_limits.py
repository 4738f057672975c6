"""Time limits: steps that look at a clock, or processes that are ended; never an alarm.

A signal handler's exception may pass by a `with` block, or be swallowed where Python tidies up.
"""

from __future__ import annotations

import ast
import re
import tomllib

import pytest

from tests.meta.project import CODE, ROOT, named, sources, tree

ALARMS = {"setitimer", "alarm", "SIGALRM", "SIGVTALRM", "SIGPROF"}
RAISES = {"PyThreadState_SetAsyncExc", "interrupt_main", "raise_signal", "pthread_kill"}


def asked(path: ast.AST) -> set[str]:
    """The ways of raising an exception between any two instructions that a module uses."""
    names = {each.attr for each in ast.walk(path) if isinstance(each, ast.Attribute)}
    names |= {each.id for each in ast.walk(path) if isinstance(each, ast.Name)}
    for each in ast.walk(path):
        if isinstance(each, ast.ImportFrom):
            names |= {alias.name for alias in each.names}
    return names & (ALARMS | RAISES)


@pytest.mark.parametrize(
    "code",
    [
        "import signal\nsignal.setitimer(signal.ITIMER_REAL, 1)",
        "from signal import alarm\nalarm(1)",
        "import _thread\n_thread.interrupt_main()",
    ],
)
def test_an_alarm_is_seen(code: str) -> None:
    assert asked(ast.parse(code))


def test_no_time_limit_is_an_exception_out_of_nowhere() -> None:
    found = {named(path): names for path in sources(*CODE) if (names := asked(tree(path)))}
    assert not found, "look at a clock between steps, or end a child process"


def test_the_workflow_the_package_and_the_readme_name_the_same_versions() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    versions = [each.rpartition(" ")[2] for each in project["classifiers"] if "3." in each]
    workflow = (ROOT / ".github/workflows/ci.yml").read_text("utf-8")
    matrix = re.search(r"^ +python: \[(.*)\]", workflow, re.MULTILINE)
    assert matrix is not None
    assert re.findall(r"[\d.]+", matrix[1]) == versions
    assert project["requires-python"] == f">={versions[0]}"
    said = f"Python {', '.join(versions[:-1])} or {versions[-1]}"
    assert said in (ROOT / "README.md").read_text("utf-8")
