"""How the kernel's calls are numbered on the machines for which that is known here."""

from __future__ import annotations

import ctypes
import os
import platform
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache


def _numbers(said: str) -> dict[str, int]:
    """ "read 0, write 1" as a mapping."""
    return {name: int(number) for name, number in (each.split() for each in said.split(","))}


ON_ALL: Mapping[str, int] = _numbers(
    "pidfd_send_signal 424, io_uring_setup 425, io_uring_enter 426, io_uring_register 427, open_tree 428, "
    "move_mount 429, fsopen 430, fspick 433, pidfd_open 434, clone3 435, pidfd_getfd 438, process_madvise 440, "
    "mount_setattr 442, landlock_create_ruleset 444, landlock_add_rule 445, landlock_restrict_self 446"
)
"""Newer calls have the same numbers everywhere."""


@dataclass(frozen=True, slots=True)
class Machine:
    """A kind of processor, as the kernel's filters name it (AUDIT_ARCH_...), and the numbers of calls."""

    arch: int
    calls: Mapping[str, int]


X86_64 = Machine(
    0xC000003E,
    _numbers(
        "clone 56, execve 59, execveat 322, seccomp 317, socket 41, ptrace 101, process_vm_readv 310, "
        "process_vm_writev 311, kcmp 312, shmget 29, semget 64, msgget 68, mq_open 240, add_key 248, request_key 249, "
        "keyctl 250, bpf 321, perf_event_open 298, userfaultfd 323, mount 165, umount2 166, pivot_root 155, "
        "chroot 161, unshare 272, setns 308, open_by_handle_at 304, init_module 175, finit_module 313, "
        "delete_module 176, kexec_load 246, kexec_file_load 320, reboot 169, swapon 167, swapoff 168"
    )
    | ON_ALL,
)
AARCH64 = Machine(
    0xC00000B7,
    _numbers(
        "clone 220, execve 221, execveat 281, seccomp 277, socket 198, ptrace 117, process_vm_readv 270, "
        "process_vm_writev 271, kcmp 272, shmget 194, semget 190, msgget 186, mq_open 180, add_key 217, "
        "request_key 218, keyctl 219, bpf 280, perf_event_open 241, userfaultfd 282, mount 40, umount2 39, "
        "pivot_root 41, chroot 51, unshare 97, setns 268, open_by_handle_at 265, init_module 105, finit_module 273, "
        "delete_module 106, kexec_load 104, kexec_file_load 294, reboot 142, swapon 224, swapoff 225"
    )
    | ON_ALL,
)


@cache
def this_machine() -> Machine | None:
    """The machine that this runs on; None where its calls are not known here."""
    if sys.platform != "linux" or sys.maxsize < 2**32:
        return None
    return {"x86_64": X86_64, "aarch64": AARCH64}.get(platform.machine())


def call(number: int, *arguments: object) -> int:
    """What the kernel's call gives back.

    Raises:
        OSError: it refuses.
    """
    passed = (ctypes.c_long(one) if isinstance(one, int) else one for one in arguments)
    given = ctypes.CDLL(None, use_errno=True).syscall(ctypes.c_long(number), *passed)
    if given < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return int(given)
