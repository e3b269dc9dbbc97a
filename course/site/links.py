"""Look at built pages as a reader would: links, pictures, and what is fetched from elsewhere."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

# What a page names without fetching it.
NAMED_ONLY = {"canonical", "license", "author"}
FETCHED = {"img": "src", "script": "src", "link": "href", "source": "src", "iframe": "src"}


@dataclass
class Page:
    """What one page holds: anchors, links, what it fetches, pictures without words."""

    anchors: set[str] = field(default_factory=set)
    links: list[str] = field(default_factory=list)
    fetched: list[str] = field(default_factory=list)
    wordless: list[str] = field(default_factory=list)
    pictures: int = 0


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.page = Page()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.page.anchors |= {given[name] for name in ("id", "name") if name in given}
        if tag == "a" and "href" in given:
            self.page.links.append(given["href"])
        elif tag in FETCHED and given.get("rel") not in NAMED_ONLY and given.get(FETCHED[tag]):
            self.page.fetched.append(given[FETCHED[tag]])
        if tag == "img":
            self.page.pictures += 1
            if not given.get("alt", "").strip():
                self.page.wordless.append(given.get("src", ""))


def read_page(text: str) -> Page:
    """Read one page's HTML."""
    reader = _Reader()
    reader.feed(text)
    return reader.page


def find_faults(site: Path, apart: frozenset[str] = frozenset()) -> Iterator[str]:
    """Yield a sentence for each fault in the pages of a folder.

    A link must lead to a file of the folder and an anchor of that page; an address elsewhere is
    judged by its form only, since nothing is asked of the network. Pages fetch nothing from
    elsewhere, and every picture has alt text.

    Parameters
    ----------
    site : Path
        The folder of the built pages.
    apart : frozenset of str
        Names of top folders whose own pages are not read (links may lead there).
    """
    paths = (path for path in sorted(site.rglob("*.html")) if path.is_file())
    own = [path for path in paths if path.relative_to(site).parts[0] not in apart]
    pages = {path.resolve(): read_page(path.read_text("utf-8")) for path in own}
    for path, page in pages.items():
        name = path.relative_to(site.resolve())
        for picture in page.wordless:
            yield f"{name}: the picture {picture} has no alt text"
        for address in page.fetched:
            if _elsewhere(address):
                yield f"{name}: fetches {address} from elsewhere"
            elif not address.startswith("data:") and _target(path, address)[0] is None:
                yield f"{name}: {address} is missing"
        for address in page.links:
            fault = _fault(path, address, pages)
            if fault:
                yield f"{name}: {fault}"


def _fault(page: Path, address: str, pages: dict[Path, Page]) -> str:
    if _elsewhere(address):
        parts = urlsplit(address)
        proper = parts.scheme in ("http", "https") and "." in parts.netloc and " " not in address
        return "" if proper or parts.scheme == "mailto" else f"{address} is no address"
    target, anchor = _target(page, address)
    if target is None:
        return f"{address} leads nowhere"
    if anchor and target in pages and anchor not in pages[target].anchors:
        return f"{address} leads to no such place on the page"
    return ""


def _elsewhere(address: str) -> bool:
    parts = urlsplit(address)
    return bool(parts.netloc or parts.scheme) and parts.scheme != "data"


def _target(page: Path, address: str) -> tuple[Path | None, str]:
    parts = urlsplit(address)
    target = (page.parent / unquote(parts.path)).resolve() if parts.path else page
    if target.is_dir():
        target = target / "index.html"
    return (target if target.is_file() else None), unquote(parts.fragment)
