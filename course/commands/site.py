"""The course as a static book in _site/: notebooks run and drawn, glossary, coverage map."""

import argparse
import json
from pathlib import Path

from rich.progress import Progress

from course.commands.lessons import console
from course.commands.surroundings import course_folder
from course.site.book import build_book

EXAMPLE = "cardpm site --to public"


def add_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("--to", type=Path, help="folder for the site; _site/ when left out")
    command.add_argument("--json", action="store_true", help="print the result for a script")


def run(options: argparse.Namespace) -> int:
    root = course_folder()
    to = options.to or root / "_site"
    with Progress(console=console, transient=True, disable=options.json) as progress:
        task = progress.add_task("Gathering the pages", total=None)

        def show(pages: int, name: str) -> None:
            progress.update(task, total=pages, advance=1, description=f"Building {name}")

        book = build_book(root, to.resolve(), show)
    if options.json:
        told = {"folder": str(book.folder), "pages": book.pages, "faults": list(book.faults)}
        print(json.dumps(told, ensure_ascii=False))
        return int(bool(book.faults))
    for fault in book.faults:
        console.print(fault, markup=False)
    state = f"{len(book.faults)} faults" if book.faults else "links, pictures and leaks checked"
    console.print(f"{book.folder / 'index.html'}: {book.pages} pages, {state}")
    return int(bool(book.faults))
