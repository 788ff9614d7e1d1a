"""Functions that a configuration names: "package.module:function"."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import cast

from toolkit.errors import UsageError


def load_function(where: str, path: str) -> Callable[..., object]:
    """The function of this name. Raises UsageError, which names the key `where`, if nothing there can be called."""
    module, _, function = path.partition(":")
    if not module or not function:
        raise UsageError(f'{where}: {path!r} is not of the form "package.module:function"; write it so')
    try:
        found = getattr(import_module(module), function)
    except (ImportError, AttributeError, ValueError) as error:
        raise UsageError(f"{where}: {path!r} cannot be imported ({error}); install or correct it") from error
    if not callable(found):
        raise UsageError(f"{where}: {path!r} is a {type(found).__name__}; name a function")
    return cast("Callable[..., object]", found)
