"""How stock clients are told of the Hub that they are to use: in a process of their own, and in this one."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from huggingface_hub import constants

if TYPE_CHECKING:
    from loopback.server import LoopbackHub


def environment(hub: LoopbackHub, home: Path, token: str | None = "") -> dict[str, str]:
    """An environment in which clients use this Hub, with an empty cache; `token` "" is the Hub's own, None is none."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("HF_")}
    settings = {
        "HF_ENDPOINT": hub.endpoint,
        "HF_HOME": str(home),
        "HF_HUB_DISABLE_XET": "1",
        "HF_HUB_DISABLE_TELEMETRY": "1",
        "no_proxy": "127.0.0.1",
    }
    if token is not None:
        settings["HF_TOKEN"] = token or hub.token
    return {**own, **settings}


def online(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let huggingface_hub in this process ask a Hub, whatever CI's environment says, and upload as to any Hub but one.

    (Its constants are read from the environment once, when it is imported.)
    """
    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", False)
    monkeypatch.setattr(constants, "HF_HUB_DISABLE_XET", True)
    monkeypatch.setenv("no_proxy", "127.0.0.1")
