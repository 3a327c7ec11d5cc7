"""Landlock: which files a process may open, and whom it may send signals to, from now on."""

from __future__ import annotations

import ctypes
import os
import struct
from collections.abc import Iterable
from pathlib import Path

from service.workers.confinement.machines import ON_ALL, call

READ_FILE, READ_FOLDER = 1 << 2, 1 << 3
_FILES_BY_VERSION = ((1, (1 << 13) - 1), (2, 1 << 13), (3, 1 << 14), (5, 1 << 15))
"""What can be kept from a process, and since which version of Landlock: reading, writing, making, removing and running
files; renaming across folders; cutting off; controlling devices."""
_CONNECTING_BY_VERSION = ((4, 0b11),)
"""Listening and connecting over TCP."""
_SCOPES_BY_VERSION = ((6, 0b11),)
"""Abstract sockets and signals, of and to whoever is not confined with it."""
_GET_VERSION, _PATH_BENEATH = 1, 1
_OPEN_ONLY_AS_PATH = 0o10000000


def version() -> int:
    """Which version of Landlock the kernel has.

    Raises:
        OSError: none.
    """
    return call(ON_ALL["landlock_create_ruleset"], None, 0, _GET_VERSION)


def confine(readable: Iterable[Path], writable: Iterable[Path]) -> None:
    """Let the process read what is beneath ``readable``, do anything beneath ``writable``, and open nothing else.

    Paths that are not there are passed over. Files that are open already stay open. Other processes get no signal of
    it where the kernel can see to that (version 6). The process must have given up gaining rights.

    Raises:
        OSError: the kernel has no Landlock, or allows none here.
    """
    known = version()
    files, connecting, scopes = (
        sum(rights for since, rights in by_version if since <= known)
        for by_version in (_FILES_BY_VERSION, _CONNECTING_BY_VERSION, _SCOPES_BY_VERSION)
    )
    asked = ctypes.create_string_buffer(struct.pack("=QQQ", files, connecting, scopes), 24)
    # A kernel takes as much as it knows of, if the rest is zero.
    ruleset = call(ON_ALL["landlock_create_ruleset"], ctypes.byref(asked), ctypes.c_size_t(24), 0)
    try:
        for path in readable:
            _allow(ruleset, path, READ_FILE | READ_FOLDER)
        for path in writable:
            _allow(ruleset, path, files)
        call(ON_ALL["landlock_restrict_self"], ruleset, 0)
    finally:
        os.close(ruleset)


def _allow(ruleset: int, path: Path, rights: int) -> None:
    try:
        opened = os.open(path, _OPEN_ONLY_AS_PATH | os.O_CLOEXEC)
    except OSError:
        return
    try:
        if not path.is_dir():
            rights &= _OF_FILES
        rule = ctypes.create_string_buffer(struct.pack("=Qi", rights, opened), 12)
        call(ON_ALL["landlock_add_rule"], ruleset, _PATH_BENEATH, ctypes.byref(rule), 0)
    finally:
        os.close(opened)


_OF_FILES = 0b111 | 1 << 14 | 1 << 15
"""The rights that a file can have, too: run, write, read, cut off, control."""
