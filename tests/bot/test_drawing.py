"""The picture of the numbers: readable, whole, told apart without colours, cheap, and let go."""

from __future__ import annotations

import asyncio
import io
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageFont

from benchmarks.numbers import painting
from bot import drawing
from bot.drawing import HEIGHT, WIDTH, Studio, fitting, font_file, paint
from handlers import texts
from models.drawings import Bar, Dial, Poster, Section, as_picture, read_poster

ROOT = Path(__file__).parents[2]
POSTER = Poster(
    "傲梅苑周报",
    "8月24日—8月30日 · 登记 50 · 结束 41 · 在办 12",
    (
        Dial("响应率", "72%", "36/50", "↑5", 0.72),
        Dial("解决率", "85%", "35/41", "↓3", 0.85),
        Dial("满意率", "100%", "1/1", "", 1.0),
        Dial("未确认", "—"),
    ),
    (
        Section("各类登记", tuple(Bar(name, "3 件", 0.5) for name in ("电梯", "环境卫生", "停车与道路"))),
        Section("反复出现", (Bar("2号楼 电梯", "5 件", 1),), True),
    ),
    "箭头：比前一周多或少几个百分点",
)


def opened(painted: bytes) -> Image.Image:
    return Image.open(io.BytesIO(painted)).convert("RGB")


def test_it_is_a_portrait_page_with_something_on_it() -> None:
    page = opened(paint(POSTER))
    assert page.size == (WIDTH, HEIGHT) == (1080, 1350)
    blank = Image.new("RGB", page.size, drawing.PAPER)
    box = ImageChops.difference(page, blank).getbbox()
    assert box is not None
    assert box[0] >= drawing.MARGIN - 4
    assert box[2] <= WIDTH - drawing.MARGIN + 4
    assert box[3] <= HEIGHT - drawing.MARGIN + 20


def test_the_same_numbers_are_the_same_picture_and_others_another() -> None:
    other = Poster(POSTER.title, POSTER.subtitle, (Dial("响应率", "73%", "37/50", "", 0.74),))
    assert paint(POSTER) == paint(POSTER) != paint(other)


def test_every_character_of_every_language_has_a_glyph() -> None:
    """Nothing is drawn as the box that stands for what a font does not have."""
    file, face = font_file()
    font = ImageFont.truetype(str(file), 34, index=face)
    missing = bytes(font.getmask("\U000f0000"))
    files = [texts.FOLDER / language / f"{name}.ftl" for language in texts.LANGUAGES for name in ("numbers", "reports")]
    told = "".join(file.read_text(encoding="utf-8") for file in files) + "0123456789%/↑↓—…·（）号楼单元街道社区城管消防公安环保房管工商"
    characters = {
        sign
        for sign in told
        if sign.isprintable() and not sign.isspace() and (sign < "\u2000" or "\u2190" <= sign <= "\u2193" or "\u4e00" <= sign <= "\uffef")
    }
    assert len(characters) > 300
    assert bytes(font.getmask("\U000f0001")) == missing
    assert [sign for sign in sorted(characters) if bytes(font.getmask(sign)) == missing] == []


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_words_and_bars_stand_out() -> None:
    """WCAG: 4.5 for words, 3 for what is not words; and bars differ from their track by more than hue."""
    assert min(contrast(ink, paper) for ink in (drawing.INK, drawing.GREY) for paper in (drawing.PAPER, drawing.TILE)) >= 4.5
    assert min(contrast(fill, drawing.PAPER) for fill in (drawing.BLUE, drawing.GREEN, drawing.VERMILLION)) >= 3
    assert min(contrast(fill, drawing.TRACK) for fill in (drawing.BLUE, drawing.GREEN, drawing.VERMILLION)) >= 2.5
    assert min(drawing.TITLE, drawing.HUGE, drawing.LARGE, drawing.SMALL) >= 32


sections = st.lists(st.integers(0, 30), max_size=4).map(
    lambda sizes: [Section(str(n), tuple(Bar("x", "1", 0.5) for _ in range(n))) for n in sizes]
)


@given(sections, st.integers(0, 1200))
def test_sections_fit_their_room_and_lose_as_little_as_they_must(made: list[Section], room: int) -> None:
    kept = fitting(made, room)
    high = sum(drawing.HEADING + len(section.bars) * drawing.ROW for section in kept)
    assert high <= room
    lost = sum(len(section.bars) for section in made) - sum(len(section.bars) for section in kept)
    assert lost == 0 or high + drawing.ROW + drawing.HEADING > room


words = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


@settings(max_examples=15, deadline=None)
@given(words, words, words, st.floats(0, 1))
def test_any_words_are_painted(title: str, label: str, value: str, share: float) -> None:
    poster = Poster(
        title, label, (Dial(label, value, value, value, share),) * 4, (Section(title, (Bar(label, value, share),) * 30),), label
    )
    assert opened(paint(read_poster(as_picture(poster).name))).size == (WIDTH, HEIGHT)


def test_where_there_is_no_font_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pylopdf_fonts_zh_cn", None)
    monkeypatch.setattr(drawing, "SYSTEM_FONTS", ())
    with pytest.raises(OSError, match="no Chinese font"):
        paint(POSTER)


async def test_a_kept_picture_is_painted_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    painted: list[str] = []
    monkeypatch.setattr(drawing, "paint", lambda poster: painted.append(poster.title) or b"png")
    studio = Studio(tmp_path)
    name = as_picture(POSTER).name
    files = {await studio.keep(name) for _ in range(3)} | set(await asyncio.gather(*(studio.keep(name) for _ in range(3))))
    assert len(files) == len(painted) == 1
    assert [file.read_bytes() for file in tmp_path.iterdir()] == [b"png"]


async def test_what_was_painted_long_ago_goes_and_photos_stay(tmp_path: Path) -> None:
    studio, old = Studio(tmp_path), 1_600_000_000
    first = await studio.keep(as_picture(POSTER).name)
    again = await studio.keep(as_picture(Poster("又看", "", ())).name)
    (tmp_path / f"{'a' * 32}.jpg").write_bytes(b"photo")
    for file in tmp_path.iterdir():
        os.utime(file, (old, old))
    assert await studio.keep(as_picture(Poster("又看", "", ())).name) == again
    new = await studio.keep(as_picture(Poster("下周", "", ())).name)
    assert {file.name for file in tmp_path.iterdir()} == {again, new, f"{'a' * 32}.jpg"}
    assert first not in (again, new)


async def test_what_is_no_poster_is_refused(tmp_path: Path) -> None:
    for name in ("", "{}", "../secret", '{"title": 1}'):
        with pytest.raises(ValueError):  # noqa: PT011
            await Studio(tmp_path).keep(name)
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_loaded_until_something_is_painted() -> None:
    said = "import sys, bot.app, bot.channels.telegram; print([name for name in ('PIL', 'holidays', 'xlsxwriter', 'openpyxl') if name in sys.modules])"
    assert subprocess.run([sys.executable, "-c", said], cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip() == "[]"


def test_memory_is_given_back() -> None:
    """A picture needs little, and forty no more than twenty."""
    painted = painting()
    assert 1 < painted.most < 80
    assert painted.kept < 40
    assert painted.grown < 10
