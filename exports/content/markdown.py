"""Words as Markdown, read once for every target: paragraphs, lists, headings, bold, italics. HTML stays text."""

from __future__ import annotations

from dataclasses import dataclass, replace

from markdown_it import MarkdownIt
from markdown_it.token import Token

from exports.content.words import printable

# No HTML, no pictures (a page would fetch them), and no entities that could write what was not typed.
READER = MarkdownIt("commonmark", {"html": False}).disable(["html_block", "html_inline", "image"])


@dataclass(frozen=True)
class Run:
    """Some letters in one style."""

    text: str
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True)
class Paragraph:
    """Runs in one block. `mark` is a list item's bullet or number, `level` how deep the list is; 0 for plain text."""

    runs: tuple[Run, ...]
    mark: str = ""
    level: int = 0
    heading: bool = False

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


def paragraphs(words: str) -> list[Paragraph]:
    """The words in their blocks; a link is its words with the address after them."""
    found: list[Paragraph] = []
    lists: list[int | None] = []  # the next number of each open list; None for bullets
    mark, heading = "", False
    for token in READER.parse(printable(words)):
        match token.type:
            case "bullet_list_open":
                lists.append(None)
            case "ordered_list_open":
                lists.append(int(token.attrGet("start") or 1))
            case "bullet_list_close" | "ordered_list_close":
                lists.pop()
            case "list_item_open":
                number = lists[-1]
                mark = "•" if number is None else f"{number}."
                lists[-1] = None if number is None else number + 1
            case "heading_open":
                heading = True
            case "heading_close":
                heading = False
            case "inline":
                found.append(Paragraph(tuple(_runs(token.children or [])), mark, len(lists), heading))
                mark = ""
            case "fence" | "code_block":
                found += [Paragraph((Run(line),), "", len(lists)) for line in token.content.splitlines()]
            case _:
                continue
    return found


def _runs(tokens: list[Token]) -> list[Run]:
    style, address = Run(""), ""
    found: list[Run] = []
    for token in tokens:
        match token.type:
            case "strong_open" | "strong_close":
                style = replace(style, bold=token.type == "strong_open")
            case "em_open" | "em_close":
                style = replace(style, italic=token.type == "em_open")
            case "link_open":
                address = str(token.attrGet("href") or "")
            case "link_close":
                if address and address != "".join(run.text for run in found)[-len(address) :]:
                    found.append(replace(style, text=f" ({address})"))
                address = ""
            case "softbreak" | "hardbreak":
                found.append(replace(style, text="\n"))
            case "text" | "code_inline":
                found.append(replace(style, text=token.content))
            case _:
                continue
    return [run for run in found if run.text]


def plain(words: str) -> str:
    """The words without their marks, a line a paragraph."""
    return "\n".join(" ".join(filter(None, (one.mark, one.text))) for one in paragraphs(words))
