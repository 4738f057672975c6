"""The image and how it is run, as far as their files show it."""

from __future__ import annotations

import json
import re
import tomllib
from typing import Any

import yaml
from packaging.specifiers import SpecifierSet

from tests.meta.project import ROOT, named, read, tracked

LINES = [
    line
    for line in re.sub(r"\\\n\s*", "", read("Dockerfile")).splitlines()
    if line and not line.startswith("#")
]
COMPOSE: Any = yaml.safe_load(read("compose.yaml"))  # Any: YAML


FROM = [number for number, line in enumerate(LINES) if line.startswith("FROM ")]
FINAL = LINES[FROM[-1] :]
"""The stage that becomes the image."""


def instructions(name: str, lines: list[str] = LINES) -> list[str]:
    """What follows each instruction of that name."""
    return [line.partition(" ")[2] for line in lines if line.split()[0] == name]


def only(name: str, lines: list[str] = LINES) -> str:
    """What follows the one instruction of that name."""
    found = instructions(name, lines)
    assert len(found) == 1, f"the Dockerfile needs exactly one {name} here, and has {found}"
    return found[0]


def copied() -> set[str]:
    """What the build takes from the project."""
    taken = [line.split()[:-1] for line in instructions("COPY") if not line.startswith("--from")]
    return {word for words in taken for word in words}


def test_the_image_is_built_in_stages_on_one_pinned_base() -> None:
    stages = instructions("FROM")
    assert len(stages) == 2, "build in one stage, and take only the result into the next"
    assert stages[0].endswith(" AS build")
    assert only("COPY", FINAL).startswith("--from=build "), "the image holds the result only"
    bases = {stage.split()[0] for stage in stages}
    assert len(bases) == 1, f"what was built for one base may not run on another: {bases}"
    version = re.fullmatch(r"python:(3\.\d+)-[a-z-]+", bases.pop())
    assert version, "name the version of Python and of the distribution, never `latest`"
    allowed = SpecifierSet(tomllib.loads(read("pyproject.toml"))["project"]["requires-python"])
    assert version[1] in allowed


def test_what_is_installed_is_pinned_as_in_ci() -> None:
    installs = [line for line in instructions("RUN") if "pip install" in line]
    assert len(installs) == 1
    for word in ("-c constraints.txt", "--no-cache-dir", "--disable-pip-version-check"):
        assert word in installs[0], f"install with {word}"
    assert "-c constraints.txt" in read("Makefile")


def test_bytecode_is_compiled_at_install() -> None:
    install = next(line for line in instructions("RUN") if "pip install" in line)
    assert " --compile " in install, "the image's user may not write it, and Python is told not to"
    packages = tomllib.loads(read("pyproject.toml"))["tool"]["setuptools"]["packages"]["find"]
    assert "\nexport PYTHONDONTWRITEBYTECODE :=\n" in read("Makefile"), "tests also start processes"
    compiled = re.search(r"-m compileall -q (.+)", read("Makefile"))
    assert compiled, "an editable install compiles nothing: the Makefile has to"
    assert set(compiled[1].split()) == {word.rstrip("*") for word in packages["include"]}


def test_nothing_goes_round_the_layers() -> None:
    for line in LINES:
        assert line.split()[0] != "ADD", "use COPY: ADD also unpacks and downloads"
        assert not re.search(r"\b(?:sudo|apt-get upgrade|chmod (?:-R )?777|curl|wget)\b", line), (
            line
        )
    assert not [
        line for line in LINES if re.match(r"(?:ENV|ARG) .*(?:TOKEN|SECRET|PASSWORD)", line)
    ]
    for name in ("ENTRYPOINT", "CMD"):
        assert isinstance(json.loads(only(name, FINAL)), list), "signals reach the exec form only"


def test_what_the_package_needs_is_copied() -> None:
    project = tomllib.loads(read("pyproject.toml"))
    packages = {
        word.rstrip("*") for word in project["tool"]["setuptools"]["packages"]["find"]["include"]
    }
    needed = {*packages, "pyproject.toml", "constraints.txt", project["project"]["readme"]}
    licences = set(project["project"]["license-files"])
    needed |= {file for file in licences if file.partition("/")[0] not in packages}
    assert copied() == needed, "copy exactly what the installation needs"
    assert all((ROOT / name).exists() for name in needed)


def test_what_the_packages_hold_is_installed() -> None:
    tools = tomllib.loads(read("pyproject.toml"))["tool"]["setuptools"]
    patterns = tools["package-data"]["*"]
    packages = {word.rstrip("*") for word in tools["packages"]["find"]["include"]}
    left_out = [
        named(path)
        for path in tracked()
        if path.relative_to(ROOT).parts[0] in packages
        and path.suffix != ".py"
        and not any(path.match(pattern) for pattern in patterns)
    ]
    assert not left_out, f"add their kind to package-data in pyproject.toml: {left_out}"


def test_the_container_runs_without_privileges() -> None:
    user = only("USER", FINAL)
    assert user.partition(":")[0] not in ("root", "0")
    made = next(line for line in instructions("RUN", FINAL) if "useradd" in line)
    assert re.search(r"--uid [1-9]\d{3,}", made), "a fixed number, so that volumes keep their owner"
    assert f"-o {user} " in made, "the folder for data belongs to the user before it is a volume"
    last = [n for n, line in enumerate(FINAL) if line.startswith(("RUN ", "COPY "))][-1]
    assert FINAL.index(f"USER {user}") > last, "drop the privileges after the last change"


def test_the_container_tells_its_health_and_stops_cleanly() -> None:
    check = only("HEALTHCHECK", FINAL)
    port = re.search(r"NEXUS_HEALTH_ADDRESS=127\.0\.0\.1:(\d+)", only("ENV", FINAL))
    assert port
    assert f"http://127.0.0.1:{port[1]}/readyz" in check, "ask where Nexus answers"
    for option in ("--interval=", "--timeout=", "--start-period=", "--retries="):
        assert option in check
    assert only("STOPSIGNAL", FINAL) == "SIGTERM"
    assert json.loads(only("ENTRYPOINT", FINAL)) == ["nexus"]
    assert "nexus" in tomllib.loads(read("pyproject.toml"))["project"]["scripts"]


def test_compose_keeps_the_root_read_only_and_one_volume_for_data() -> None:
    (service,) = COMPOSE["services"].values()
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert "no-new-privileges:true" in service["security_opt"]
    assert "/tmp" in service["tmpfs"]  # noqa: S108 - what it is called in the container
    ((volume, target),) = (mount.split(":") for mount in service["volumes"])
    assert list(COMPOSE["volumes"]) == [volume], "a named volume outlives the container"
    assert only("VOLUME", FINAL) == target
    address = f"sqlite:///{target}/nexus.db"
    assert service["environment"]["DATABASE_URL"] == address, "keep the database on the volume"
    assert f"DATABASE_URL={address}" in only("ENV", FINAL)


def test_compose_starts_it_again_and_waits_for_it_to_stop() -> None:
    (service,) = COMPOSE["services"].values()
    assert service["restart"] == "unless-stopped"
    assert int(service["stop_grace_period"].removesuffix("s")) > 5, "a stop takes up to 5 seconds"
    assert service.get("healthcheck", {}).get("disable") is not True, "the image's check is needed"
    assert "ports" not in service, "Nexus only calls out; its health is asked from inside"
    assert service["env_file"] == ".env"
    assert "DISCORD_TOKEN" not in service["environment"], "the token belongs into .env"


def test_nothing_secret_or_built_is_sent_to_the_builder() -> None:
    everything, *rest = read(".dockerignore").split()
    assert everything == "*", "let in what is named, and nothing else"
    assert {line[1:] for line in rest if line[0] == "!"} == copied()
    assert "**/__pycache__" in rest
    assert ".env" in read(".gitignore").split()
