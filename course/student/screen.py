"""Words on a screen or in a file that cannot show every sign."""

import io
import sys


def show_any_text() -> None:
    """Let a sign that the output cannot hold become `?`, not an error.

    Names of topics and folders are Chinese here and there, and a Windows program that writes to a
    file or a pipe has the alphabet of its country only.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
