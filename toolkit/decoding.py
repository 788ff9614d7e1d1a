"""Bytes to text: a byte-order mark is believed, then strict UTF-8 is tried, then Windows-1252."""

from __future__ import annotations

import codecs

from toolkit.rejection import Address, Reason, Rejection

_MARKS = (  # UTF-32 before UTF-16, whose mark is the beginning of UTF-32's
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROL = bytes([*range(9), *range(14, 27), *range(28, 32), 127])
_MOST_CONTROL = 0.01
"""Share of control bytes above which bytes are not text. Plain text has none, of random bytes one in ten is one."""
_FEW = 2
"""So many control bytes are let pass in the shortest text: old files end with one."""


def decode(raw: bytes) -> tuple[str, str]:
    """Text and encoding. Raises UnicodeDecodeError where none fits, or the bytes are not what their mark says."""
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return raw[len(mark) :].decode("utf-8" if encoding == "utf-8-sig" else encoding), encoding
    try:
        return raw.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return raw.decode("windows-1252"), "windows-1252"


def is_binary(raw: bytes) -> bool:
    """Whether bytes without the mark of UTF-16 or UTF-32 hold what no text holds."""
    if any(raw.startswith(mark) for mark, encoding in _MARKS if encoding != "utf-8-sig"):
        return False
    if b"\0" in raw or raw.startswith(b"%PDF-"):
        return True
    return len(raw) - len(raw.translate(None, _CONTROL)) > max(_FEW, _MOST_CONTROL * len(raw))


def decoded(raw: bytes, address: Address) -> tuple[str, str] | Rejection:
    """Text and encoding of the record at this address, or why it has none."""
    if not raw.strip():
        return address.reject(Reason.EMPTY, "no bytes but white space" if raw else "0 bytes")
    if is_binary(raw):
        return address.reject(Reason.BINARY, f"not text: starts with {raw[:8].hex(' ')}")
    try:
        text, encoding = decode(raw)
    except UnicodeDecodeError as error:
        found = error.object[error.start : error.start + 1].hex()
        return address.reject(Reason.UNDECODABLE, f"byte 0x{found} fits neither the mark, UTF-8 nor Windows-1252")
    if "\0" in text:
        return address.reject(Reason.BINARY, f"not text: {encoding} with NUL characters")
    return text, encoding
