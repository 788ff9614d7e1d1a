"""A Hub of the tests' own on 127.0.0.1: what stock clients need to create, commit, tag and read data sets.

    with LoopbackHub(tmp_path / "hub") as hub:
        HfApi(endpoint=hub.endpoint, token=hub.token).create_repo("ada/gates", repo_type="dataset")
        hub.fail("GET", r"/resolve/", Fault(503), times=2)
        ...
        assert [request.status for request in hub.requests] == [...]

    store.py     repositories, commits, tags, objects
    routes.py    the routes, over the store
    server.py    HTTP: requests, bodies, ranges, and faults put into any of them

It speaks as the Hub does, as far as huggingface_hub 2.4 and datasets 5.2 look; whatever it does not know is a 404.
"""

from __future__ import annotations

from loopback.server import Fault, LoopbackHub, Request

__all__ = ["Fault", "LoopbackHub", "Request"]
