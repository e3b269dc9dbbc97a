"""Talking to anything outside of the process."""

from .corpus import WRONG, Attack

OUTSIDE = """
import socket
for place in (("1.1.1.1", 53), ("8.8.8.8", 53), ("10.0.0.1", 80), ("169.254.169.254", 80)):
    try:
        socket.create_connection(place, 1).close()
        print("CONN" "ECTED", place)
    except OSError as error:
        print(place, error)
try:
    print("CONN" "ECTED", socket.gethostbyname("example.org"))
except OSError as error:
    print(error)
"""
LOOPBACK = """
import socket
for place in (("127.0.0.1", @PORT@), ("localhost", @PORT@), ("::1", @PORT@)):
    try:
        socket.create_connection(place, 1).close()
        print("CONN" "ECTED", place)
    except OSError as error:
        print(place, error)
"""
UNIX = """
import glob, socket
for path in ["@ROOT@/ear.sock", "../../../ear.sock", *glob.glob("/run/**/*.sock*", recursive=True),
             *glob.glob("/tmp/**/*.sock", recursive=True), *glob.glob("/proc/*/root/run/*.sock")]:
    try:
        ear = socket.socket(socket.AF_UNIX)
        ear.connect(path)
        print("CONN" "ECTED", path)
    except OSError as error:
        print(path, error)
"""
ABSTRACT = """
import socket
try:
    ear = socket.socket(socket.AF_UNIX)
    ear.connect("\\0cardpm-ear-@PORT@")
    print("CONN" "ECTED")
except OSError as error:
    print(error)
"""
PIPES = """
import os, socket, stat
count = 0
for fd in range(256):
    try:
        kind = os.fstat(fd).st_mode
    except OSError:
        continue
    if stat.S_ISSOCK(kind):
        count += 1
    if stat.S_ISFIFO(kind) or stat.S_ISDIR(kind):
        print("CONN" "ECTED", fd, "a pipe or folder of somebody's")
if count > 1:
    print("CONN" "ECTED", count, "sockets")
"""
RAW = """
import socket
for family, kind in ((socket.AF_PACKET, socket.SOCK_RAW), (socket.AF_INET, socket.SOCK_RAW)):
    try:
        found = socket.socket(family, kind, 1 if family == socket.AF_INET else 0)
        print("CONN" "ECTED", family)
    except OSError as error:
        print(family, error)
"""
VSOCK = """
import errno, socket
for port in (22, 1024, 9999):
    try:
        host = socket.socket(socket.AF_VSOCK, socket.SOCK_STREAM)
        host.settimeout(1)
        host.connect((2, port))
        print("CONN" "ECTED", port)
    except OSError as error:
        print(error)
        if error.errno in (errno.ECONNRESET, errno.ECONNREFUSED):
            print("CONN" "ECTED: the host answered")
"""

ATTACKS = [
    Attack("network-abstract", "an abstract Unix socket outside", WRONG, ABSTRACT),
    Attack("network-loopback", "a server on the grader's machine", WRONG, LOOPBACK),
    Attack("network-outside", "the internet", WRONG, OUTSIDE),
    Attack("network-pipes", "pipes that other processes own", WRONG, PIPES, needs_walls=True),
    Attack("network-raw", "raw packets", WRONG, RAW, needs_walls=True),
    Attack("network-vsock", "the host of a virtual machine", WRONG, VSOCK, needs_walls=True),
    Attack("network-unix", "a Unix socket on the disk", WRONG, UNIX, needs_walls=True),
]
