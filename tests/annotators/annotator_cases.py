"""The type of the fixture `annotate`."""

from __future__ import annotations

from collections.abc import Callable

from toolkit.annotation import Annotations

Annotate = Callable[..., Annotations]
