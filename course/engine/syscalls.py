"""Give up, for this process and its children, what the kernel offers and no notebook needs.

Two means of Linux without a package of their own: the capability sets, and a seccomp filter in
the kernel's small filter language (``man 2 seccomp``). Numbers are those of the kernel's headers.
"""

import ctypes
import errno
import os
import platform
import struct

PR_CAPBSET_DROP, PR_SET_NO_NEW_PRIVS, PR_SET_SECCOMP, PR_CAP_AMBIENT = 24, 38, 22, 47
SECCOMP_MODE_FILTER, PR_CAP_AMBIENT_CLEAR_ALL = 2, 4
CAPABILITY_VERSION, LAST_CAPABILITY = 0x20080522, 63
ALLOW, DENY = 0x7FFF0000, 0x00050000
CLONE_NEWUSER = 0x10000000
# Sockets of these families stay inside the network namespace: Unix, IPv4, IPv6.
FAMILIES = (1, 2, 10)

# Architecture: its audit number, and the system calls' numbers there.
NUMBERS = {
    "x86_64": (
        0xC000003E,
        {
            **{"ptrace": 101, "process_vm_readv": 310, "process_vm_writev": 311, "kcmp": 312},
            **{"mount": 165, "umount2": 166, "pivot_root": 155, "chroot": 161, "setns": 308},
            **{"unshare": 272, "open_tree": 428, "move_mount": 429, "fsopen": 430, "fsmount": 432},
            **{"mount_setattr": 442, "swapon": 167, "quotactl": 179, "open_by_handle_at": 304},
            **{"memfd_create": 319, "memfd_secret": 447, "shmget": 29, "shmat": 30, "msgget": 68},
            **{"semget": 64, "mq_open": 240, "add_key": 248, "request_key": 249, "keyctl": 250},
            **{"bpf": 321, "perf_event_open": 298, "userfaultfd": 323, "io_uring_setup": 425},
            **{"clone": 56, "clone3": 435, "socket": 41},
        },
    ),
    "aarch64": (
        0xC00000B7,
        {
            **{"ptrace": 117, "process_vm_readv": 270, "process_vm_writev": 271, "kcmp": 272},
            **{"mount": 40, "umount2": 39, "pivot_root": 41, "chroot": 51, "setns": 268},
            **{"unshare": 97, "open_tree": 428, "move_mount": 429, "fsopen": 430, "fsmount": 432},
            **{"mount_setattr": 442, "swapon": 224, "quotactl": 60, "open_by_handle_at": 265},
            **{"memfd_create": 279, "memfd_secret": 447, "shmget": 194, "shmat": 196},
            **{"msgget": 186, "semget": 190, "mq_open": 180, "add_key": 217, "request_key": 218},
            **{"keyctl": 219, "bpf": 280, "perf_event_open": 241, "userfaultfd": 282},
            **{"io_uring_setup": 425, "clone": 220, "clone3": 435, "socket": 198},
        },
    ),
}


def call(name: str, *args: object) -> None:
    """Call a function of the C library; raise OSError where it fails."""
    if getattr(ctypes.CDLL(None, use_errno=True), name)(*args) != 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{name}: {os.strerror(number)}")


def known() -> bool:
    """Whether the filter knows this machine's system calls."""
    return platform.machine() in NUMBERS


def give_up() -> None:
    """Drop all capabilities and forbid the system calls above, for good."""
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0)
    for capability in range(LAST_CAPABILITY + 1):
        libc.prctl(PR_CAPBSET_DROP, capability, 0, 0, 0)  # fails for those this kernel lacks
    none = (ctypes.c_uint32 * 6)()
    call("capset", ctypes.byref((ctypes.c_uint32 * 2)(CAPABILITY_VERSION, 0)), none)
    call("prctl", PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    code = _filter()
    program = struct.pack("HxxxxxxP", len(code) // 8, ctypes.addressof(held := _held(code)))
    call("prctl", PR_SET_SECCOMP, SECCOMP_MODE_FILTER, program, 0, 0)
    del held


def _held(code: bytes) -> "ctypes.Array[ctypes.c_char]":
    return ctypes.create_string_buffer(code, len(code))


def _filter() -> bytes:
    """The filter's instructions: denied calls fail with EPERM, clone3 as if it did not exist."""
    audit, numbers = NUMBERS[platform.machine()]
    denied = [n for name, n in numbers.items() if name not in ("clone", "clone3", "socket")]
    number, architecture, first_argument = 0, 4, 16
    deny, missing = _return(DENY | errno.EPERM), _return(DENY | errno.ENOSYS)
    code = [_load(architecture), _skip_if_equal(audit, 1), deny, _load(number)]
    # x86's 32-bit calls under the same architecture have this bit.
    code += [_skip_if_below(0x40000000, 1), deny]
    for call in denied:
        code += [_skip_unless_equal(call, 1), deny]
    # glibc falls back from clone3, whose flags a filter cannot see, to clone.
    code += [_skip_unless_equal(numbers["clone3"], 1), missing]
    code += [_skip_unless_equal(numbers["clone"], 4), _load(first_argument)]
    code += [_skip_unless_set(CLONE_NEWUSER, 1), deny, _return(ALLOW)]
    code += [_skip_unless_equal(numbers["socket"], 2 + len(FAMILIES)), _load(first_argument)]
    code += [_skip_if_equal(family, len(FAMILIES) - place) for place, family in enumerate(FAMILIES)]
    return b"".join([*code, deny, _return(ALLOW)])


def _instruction(code: int, yes: int, no: int, value: int) -> bytes:
    return struct.pack("HBBI", code, yes, no, value)


def _load(offset: int) -> bytes:
    return _instruction(0x20, 0, 0, offset)


def _return(value: int) -> bytes:
    return _instruction(0x06, 0, 0, value)


def _skip_if_equal(value: int, count: int) -> bytes:
    return _instruction(0x15, count, 0, value)


def _skip_unless_equal(value: int, count: int) -> bytes:
    return _instruction(0x15, 0, count, value)


def _skip_if_below(value: int, count: int) -> bytes:
    return _instruction(0x35, 0, count, value)


def _skip_unless_set(value: int, count: int) -> bytes:
    return _instruction(0x45, 0, count, value)
