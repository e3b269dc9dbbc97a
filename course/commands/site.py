"""The course as a static book in _site/: notebooks run and drawn, glossary, coverage map."""

import argparse
import json
from pathlib import Path

from rich.progress import Progress

from course.commands.lessons import console
from course.commands.surroundings import course_folder
from course.language import say
from course.site.book import build_book

EXAMPLE = "cardpm site --to public"


def add_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("--to", type=Path, help=say("folder for the site; _site/ when left out"))
    command.add_argument("--json", action="store_true", help=say("print the result as JSON"))


def run(options: argparse.Namespace) -> int:
    root = course_folder()
    to = options.to or root / "_site"
    with Progress(console=console, transient=True, disable=options.json) as progress:
        task = progress.add_task(say("Gathering the pages"), total=None)

        def show(pages: int, name: str) -> None:
            building = say("Building {name}", name=name)
            progress.update(task, total=pages, advance=1, description=building)

        book = build_book(root, to.resolve(), show)
    if options.json:
        told = {"folder": str(book.folder), "pages": book.pages, "faults": list(book.faults)}
        print(json.dumps(told, ensure_ascii=False))
        return int(bool(book.faults))
    for fault in book.faults:
        console.print(fault, markup=False)
    state = say("links, pictures and leaks checked")
    if book.faults:
        state = say("{count} faults", count=len(book.faults))
    index = book.folder / "index.html"
    console.print(say("{file}: {count} pages, {state}", file=index, count=book.pages, state=state))
    return int(bool(book.faults))
