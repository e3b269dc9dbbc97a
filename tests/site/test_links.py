"""The link check finds each kind of planted fault."""

from pathlib import Path

import pytest

from course.site.links import find_faults

CLEAN = (
    '<h1 id="top">x</h1><a href="#top">a</a><a href="sub/two.html#place">b</a>'
    '<a href="https://example.org/x?y=1">c</a><img src="p.png" alt="A line.">'
)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "sub").mkdir()
    (tmp_path / "index.html").write_text(CLEAN)
    (tmp_path / "sub" / "two.html").write_text('<p id="place"><a href="../">home</a></p>')
    (tmp_path / "p.png").write_bytes(b"")
    return tmp_path


def test_a_sound_site_has_no_fault(site) -> None:
    assert list(find_faults(site)) == []


@pytest.mark.parametrize(
    ("planted", "says"),
    [
        ('<a href="gone.html">x</a>', "gone.html leads nowhere"),
        ('<a href="#gone">x</a>', "#gone leads to no such place"),
        ('<a href="sub/two.html#gone">x</a>', "leads to no such place"),
        ('<a href="https://exa mple.org">x</a>', "is no address"),
        ('<a href="javascript:alert()">x</a>', "is no address"),
        ('<img src="p.png" alt=" ">', "has no alt text"),
        ('<img src="p.png">', "has no alt text"),
        ('<img src="gone.png" alt="x">', "gone.png is missing"),
        ('<script src="https://cdn.example.org/x.js"></script>', "from elsewhere"),
        ('<link rel="stylesheet" href="//cdn.example.org/x.css">', "from elsewhere"),
    ],
)
def test_a_planted_fault_is_found(site, planted, says) -> None:
    (site / "index.html").write_text(CLEAN + planted)
    faults = list(find_faults(site))
    assert len(faults) == 1
    assert faults[0].startswith("index.html: ") and says in faults[0]


def test_pages_apart_are_not_read_but_may_be_linked_to(site) -> None:
    (site / "lite").mkdir()
    (site / "lite" / "index.html").write_text('<a href="gone.html">x</a>')
    (site / "index.html").write_text('<a href="lite/index.html?path=a.ipynb">x</a>')
    assert list(find_faults(site, frozenset({"lite"}))) == []
    assert len(list(find_faults(site))) == 1
