"""The image and how it is run, as far as their files show it."""

from __future__ import annotations

import re
from typing import Any

import yaml

from tests.meta.project import ROOT, read

LINES = [
    line
    for line in re.sub(r"\\\n\s*", "", read("Dockerfile")).splitlines()
    if line and not line.startswith("#")
]
COMPOSE: Any = yaml.safe_load(read("compose.yaml"))  # Any: YAML


def instructions(name: str) -> list[str]:
    return [line.partition(" ")[2] for line in LINES if line.split()[0] == name]


def test_the_image_is_built_in_stages_from_pinned_versions() -> None:
    stages = instructions("FROM")
    assert len(stages) == 2
    assert stages[0].endswith(" AS build")
    assert len({stage.split()[0] for stage in stages}) == 1
    assert ":" in stages[1]
    assert not stages[1].endswith(":latest")
    (install,) = [line for line in instructions("RUN") if "pip install" in line]
    assert "-c constraints.txt" in install
    assert "--no-cache-dir" in install
    copied = next(line for line in instructions("COPY") if "pyproject.toml" in line)
    assert all((ROOT / name).exists() for name in copied.split()[:-1])


def test_what_the_package_needs_is_copied() -> None:
    copied = {word for line in instructions("COPY") for word in line.split()[:-1]}
    assert {"bot", "cogs", "domain", "storage", "sandbox"} <= copied


def test_the_container_runs_without_privileges_and_tells_its_health() -> None:
    (user,) = instructions("USER")
    assert user not in ("root", "0")
    last = max(n for n, line in enumerate(LINES) if line.startswith("FROM"))
    assert any(line.startswith("USER") for line in LINES[last:])
    assert "/readyz" in instructions("HEALTHCHECK")[0]
    assert instructions("ENTRYPOINT") == ['["nexus"]']
    assert instructions("STOPSIGNAL") == ["SIGTERM"]


def test_compose_keeps_the_root_read_only_and_one_volume_for_data() -> None:
    (service,) = COMPOSE["services"].values()
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert "no-new-privileges:true" in service["security_opt"]
    ((volume, target),) = (mount.split(":") for mount in service["volumes"])
    assert list(COMPOSE["volumes"]) == [volume]
    assert instructions("VOLUME") == [target]
    assert service["environment"]["DATABASE_URL"].startswith(f"sqlite:///{target}/")


def test_nothing_secret_or_built_is_sent_to_the_builder() -> None:
    everything, *let_in = [line for line in read(".dockerignore").split() if line[0] in "*!"]
    assert everything == "*"
    copied = {word for line in instructions("COPY") for word in line.split()[:-1]}
    sent = {line[1:] for line in let_in if line[0] == "!"}
    assert sent == {word for word in copied if not word.startswith(("/", "--"))}
