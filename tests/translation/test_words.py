"""Passages of Markdown, docstrings and code: found, put back, nothing else touched."""

import ast

import pytest

from course.translation.code import messages, rewrite_code
from course.translation.prose import markdown_passages, rewrite_markdown

MARKDOWN = """\
## The idea

**The idea.** Interest is rent
for money [1].

- first item, on
  two lines,
- `code` only: $x$

$$I = \\text{ADB} \\times r$$

| Where | What |
|---|---|
| a brochure | 12 × the fee |

    pip install nothing here

1. A source.
   <https://example.org/a>
"""


def test_markdown_comes_passage_by_passage() -> None:
    assert markdown_passages(MARKDOWN) == [
        "The idea",
        "**The idea.** Interest is rent for money [1].",
        "first item, on two lines,",
        "`code` only: $x$",
        "| Where | What |",
        "| a brochure | 12 × the fee |",
        "A source. <https://example.org/a>",
    ]


def test_markdown_keeps_its_frame() -> None:
    lines = rewrite_markdown(MARKDOWN, lambda text: "译文").split("\n")
    assert lines[0] == "## 译文"
    assert [line for line in lines if line.startswith(("-", "1.", "$$", "|--"))] == [
        "- 译文",
        "- 译文",
        "$$I = \\text{ADB} \\times r$$",
        "|---|---|",
        "1. 译文",
    ]
    assert "    pip install nothing here" in lines


CODE = '''\
def draw(rate: float) -> None:
    """Draw a rate.

    Parameters
    ----------
    rate
        Fraction a year.
    """
    # A comment on
    # two lines.
    ax.set_title(f"At {rate:.0%} a year")
    ax.annotate("due date", (1, 2), textcoords="offset points")
    print("shown words" "in two parts")  # why
    table["days"] = {"to the fen": 1, "days": 2}
    print(f"all {table['to the fen']:.2f}", table.query("fees == 'to the fen'"))
'''


def test_code_gives_what_a_reader_sees() -> None:
    seen: list[str] = []

    def note(text: str) -> str:
        seen.append(text)
        return text

    assert rewrite_code(CODE, note) == CODE
    assert sorted(seen) == sorted(
        [
            *("Draw a rate.", "Parameters", "Fraction a year.", "A comment on two lines."),
            *("At {rate:.0%} a year", "due date", "shown wordsin two parts", "to the fen", "why"),
            *("all {table['to the fen']:.2f}", "to the fen"),
        ]
    )


def test_code_stays_code() -> None:
    made = rewrite_code(CODE, lambda text: f"“甲”\n{text}" if "{" in text else "“甲”\n" * 9)
    ast.parse(made)
    assert 'textcoords="offset points"' in made
    assert made.count("\n") >= CODE.count("\n")


def test_a_key_is_the_same_inside_of_an_f_string() -> None:
    made = rewrite_code(CODE, lambda text: text.replace("to the fen", "到分"))
    assert """print(f"all {table['到分']:.2f}", table.query("fees == 'to the fen'"))""" in made


def test_a_stub_keeps_its_strings() -> None:
    made = rewrite_code(CODE, lambda text: "译文", strings=False)
    assert '"due date"' in made
    assert "译文" in made


CHECK = """\
'''A docstring.'''
check("f").case("the case").on(1).gives(2, mistakes=[(3, "a diagnosis"), (4, f"one {x}")])
check("f").on("an input").refuses(ValueError, because="no such thing")
check("f").on(1).satisfies(lambda r: (r, "no message"), "a sentence")
"""


def test_a_check_tells_its_messages() -> None:
    told = {"the case", "a diagnosis", "one {x}", "no such thing", "a sentence"}
    assert set(messages(CHECK)) == told


def test_cases_of_a_loop_are_messages_too() -> None:
    loop = 'for _c, _x in [("half a year", 1)]:\n    check("f").case(_c).on(_x).gives(1)'
    assert list(messages(loop)) == ["half a year"]


def test_mistakes_of_a_comprehension_are_messages_too() -> None:
    check = """'What it is about.'
_known = [(1, "Is it a share of the whole?"), (2, "never")]
check("f").on(1).gives(3, mistakes=[(4, "Too much."), *((one, why) for one, why in _known)])
"""
    assert set(messages(check)) == {"Too much.", "Is it a share of the whole?"}


@pytest.mark.parametrize("text", ["$x$", "`a_name`", "12 × 0.6 %", "<https://example.org>"])
def test_what_has_no_words_is_no_passage(text: str) -> None:
    assert markdown_passages(text) == []
