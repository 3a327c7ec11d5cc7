"""A filter over the kernel's calls: what no reader and no check needs is refused, whatever made them ask for it.

It names what is refused, not what is allowed: the C library of another system, or of the next year, reads files and
takes memory by other calls than this one's, and a list of what is allowed would end honest work.
"""

from __future__ import annotations

import ctypes
import errno
import struct
from collections.abc import Iterable

from service.workers.confinement.machines import Machine, call

REFUSED = (
    # Everybody else: no connection of any kind, neither to other machines nor to a database's socket on this one. A
    # pair of sockets that are connected with each other is not refused: forks of a worker speak over one.
    "socket io_uring_setup io_uring_enter io_uring_register",
    # Another program.
    "execve execveat",
    # Other processes: their memory, their files.
    "ptrace process_vm_readv process_vm_writev process_madvise kcmp pidfd_open pidfd_getfd pidfd_send_signal",
    # What processes share by name, and keys.
    "shmget semget msgget mq_open add_key request_key keyctl",
    # Parts of the kernel in which faults are found every year, and which nobody here needs.
    "bpf perf_event_open userfaultfd",
    # Another view of the files, and what only an administrator may: the service may run as one, in a container say.
    "mount umount2 pivot_root chroot unshare setns open_by_handle_at open_tree move_mount fsopen fspick mount_setattr",
    "init_module finit_module delete_module kexec_load kexec_file_load reboot swapon swapoff",
)
NEW_NAMESPACES = 0x7E020080
"""The flags of ``clone`` for namespaces (CLONE_NEWNS, NEWTIME and those from NEWCGROUP to NEWNET)."""
OTHER_CALLS = 0x40000000
"""From here on x86-64 numbers the calls of its 32-bit variant."""

_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_NUMBER, _ARCH, _FIRST_ARGUMENT = 0, 4, 16
"""Where these are in what a filter is shown (struct seccomp_data)."""
_ALLOW, _KILL, _FAIL = 0x7FFF0000, 0x80000000, 0x00050000
_SET_MODE_FILTER, _ALL_THREADS = 1, 1


def refuse_calls(machine: Machine) -> None:
    """Refuse, from now on and in all that this process starts, what is in ``REFUSED``, with "not permitted".

    The process must have given up gaining rights.

    Raises:
        OSError: the kernel has no filters, or allows none here.
    """
    program = b"".join(_filter(machine))
    held = ctypes.create_string_buffer(program, len(program))
    described = ctypes.create_string_buffer(struct.pack("@HP", len(program) // 8, ctypes.addressof(held)))
    call(machine.calls["seccomp"], _SET_MODE_FILTER, _ALL_THREADS, ctypes.byref(described))


def _filter(machine: Machine) -> Iterable[bytes]:
    yield from (_step(_LOAD, _ARCH), _step(_EQUAL, machine.arch, 1, 0), _step(_RETURN, _KILL))
    yield from (_step(_LOAD, _NUMBER), _step(_AT_LEAST, OTHER_CALLS, 0, 1), _fail(errno.EPERM))
    for name in " ".join(REFUSED).split():
        yield from (_step(_EQUAL, machine.calls[name], 0, 1), _fail(errno.EPERM))
    # Its flags are in memory, where no filter can look. Without it, the C library uses clone.
    yield from (_step(_EQUAL, machine.calls["clone3"], 0, 1), _fail(errno.ENOSYS))
    yield from (_step(_EQUAL, machine.calls["clone"], 0, 3), _step(_LOAD, _FIRST_ARGUMENT))
    yield from (_step(_ANY_BIT, NEW_NAMESPACES, 0, 1), _fail(errno.EPERM))
    yield _step(_RETURN, _ALLOW)


def _step(code: int, value: int, if_so: int = 0, if_not: int = 0) -> bytes:
    return struct.pack("=HBBI", code, if_so, if_not, value)


def _fail(error: int) -> bytes:
    return _step(_RETURN, _FAIL | error)
