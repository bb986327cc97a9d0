"""What Dockerfile, compose.yaml and kubernetes.yaml say, as Python values."""

import json
import re
from pathlib import Path
from typing import Any

import yaml

from tests.server import ROOT

Instructions = list[tuple[str, str]]


def instructions() -> Instructions:
    """The Dockerfile's instructions in order, each with what follows it."""
    text = (ROOT / "Dockerfile").read_text("utf-8")
    code = "\n".join(line for line in text.splitlines() if not line.startswith("#"))
    lines = re.sub(r"\\\n", "", code).splitlines()
    split = (line.partition(" ") for line in lines if line.strip())
    return [(name, rest.strip()) for name, _, rest in split]


def only(name: str) -> str:
    """What follows the one instruction with this name."""
    (found,) = (rest for each, rest in instructions() if each == name)
    return found


def env() -> dict[str, str]:
    """The variables that the image sets."""
    return dict(pair.split("=", 1) for pair in only("ENV").split())


def exec_form(name: str) -> list[str]:
    """The command of CMD or HEALTHCHECK; fails unless it is in the exec form."""
    found: list[str] = json.loads(re.sub(r"^.*?(?=\[)", "", only(name)))
    return found


def copied() -> list[tuple[list[str], str]]:
    """What is copied into the image: sources and target of each COPY."""
    words = [rest.split() for name, rest in instructions() if name == "COPY"]
    return [(each[:-1], each[-1]) for each in words]


def compose() -> dict[str, Any]:
    """compose.yaml."""
    found: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))
    return found


def kubernetes() -> list[dict[str, Any]]:
    """The objects of kubernetes.yaml."""
    return [*yaml.safe_load_all(Path(ROOT / "kubernetes.yaml").read_text("utf-8"))]


def kind(name: str) -> dict[str, Any]:
    """The one object of this kind."""
    (found,) = (each for each in kubernetes() if each["kind"] == name)
    return found


def container() -> dict[str, Any]:
    """The one container of the Deployment."""
    (found,) = kind("Deployment")["spec"]["template"]["spec"]["containers"]
    of: dict[str, Any] = found
    return of
