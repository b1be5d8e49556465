"""Words of a notebook: Markdown in, text and safe markup out."""

import pytest

from exports.content.markdown import paragraphs, plain
from exports.page.page import as_markup


@pytest.mark.parametrize(
    ("words", "markup"),
    [
        ("**对口**就业率", "<p><strong>对口</strong>就业率</p>"),
        ("- 一\n- 二", "item level-1"),
        ("3. 三", "<span class=mark>3.</span> 三"),
        ("<b>x</b>", "<p>&lt;b&gt;x&lt;/b&gt;</p>"),
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"),
        ("[年报](https://a.cn/x)", "<p>年报 (https://a.cn/x)</p>"),
        ("[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>"),
        ("![x](https://a.cn/x.png)", "<p>!x (https://a.cn/x.png)</p>"),
        ("一\x00二\x0b", "<p>一二</p>"),
        ("", ""),
    ],
)
def test_words_are_markdown_without_html(words: str, markup: str) -> None:
    assert markup in as_markup(paragraphs(words))
    assert "<script" not in as_markup(paragraphs(words))


def test_plain_words_keep_their_marks() -> None:
    assert plain("**一**\n\n1. 二\n2. 三") == "一\n1. 二\n2. 三"
