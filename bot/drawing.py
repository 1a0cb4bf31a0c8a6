"""Painting posters: portrait pages, readable on a phone and without telling colours apart. Pillow and its font are loaded for it alone."""

from __future__ import annotations

import asyncio
import hashlib
import io
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING, Any

from models.drawings import Bar, Dial, Poster, Section, read_poster

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont

KEPT = timedelta(days=62)
"""A painting stays for two months on the page it was shown on; its numbers stand in the words beside it for ever."""
WIDTH, HEIGHT, MARGIN, GAP = 1080, 1350, 60, 20
TITLE, HUGE, LARGE, SMALL = 62, 76, 38, 34
"""Heights of letters; on a phone a third of it, so nothing is below 32."""
PAPER, TILE, TRACK = "#FFFFFF", "#F3F5F7", "#DDE3E8"
INK, GREY = "#1A1E22", "#454F59"
BLUE, GREEN, VERMILLION = "#0072B2", "#009E73", "#D55E00"
"""Of Okabe and Ito's palette, told apart by everybody; they fill bars only, words are ink."""
TILE_HIGH, ROW, HEADING = 150, 53, 68
LABEL, VALUE = (240, 520), (120, 300)
"""Least and most room for the words before the bars of a section and for the numbers after them."""
SYSTEM_FONTS = (
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/noto-cjk/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/google-noto-cjk/NotoSansCJK-Regular.ttc",
)
CHINESE = 2
"""The simplified face of the Noto collection."""


class Studio:
    """Paints for one channel, one page at a time, so that a Monday morning's reports need no more memory than one; beside the loop."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._one = folder, asyncio.Lock()

    async def paint(self, name: str) -> bytes:
        """The PNG a picture names; OSError or ValueError when it cannot be painted."""
        async with self._one:
            return await asyncio.to_thread(lambda: paint(read_poster(name)))

    async def keep(self, name: str) -> str:
        """The name of the file it is painted into; painted once, however often it is asked for. What was painted long ago goes."""
        file = self._folder / f"{hashlib.sha256(name.encode()).hexdigest()[:32]}.png"
        if file.exists():
            file.touch()
        else:
            painted = await self.paint(name)
            await asyncio.to_thread(_store, file, painted)
            await asyncio.to_thread(_clear, self._folder, file.stat().st_mtime - KEPT.total_seconds())
        return file.name


def _store(file: Path, content: bytes) -> None:
    part = file.with_suffix(".part")
    part.touch(mode=0o600)
    part.write_bytes(content)
    part.replace(file)


def _clear(folder: Path, before: float) -> None:
    """Forget paintings nobody has asked for since then; photos are other files, and stay."""
    for file in folder.glob("*.png"):
        if file.stat().st_mtime < before:
            file.unlink(missing_ok=True)


def paint(poster: Poster) -> bytes:
    """The poster as a PNG of 1080 × 1350; OSError where there is no Chinese font."""
    from PIL import Image, ImageDraw

    with Image.new("RGB", (WIDTH, HEIGHT), PAPER) as page, _fonts() as fonts:
        brush = Brush(ImageDraw.Draw(page), fonts)
        top = _heading(brush, poster)
        top = _dials(brush, top, poster.dials)
        room = HEIGHT - MARGIN - SMALL - GAP - top
        for section in fitting(poster.sections, room):
            top = _section(brush, top, section)
        brush.text(MARGIN, HEIGHT - MARGIN, poster.foot, SMALL, GREY, anchor="ls", room=WIDTH - 2 * MARGIN)
        painted = io.BytesIO()
        page.save(painted, "PNG", compress_level=6)
    return painted.getvalue()


@contextmanager
def _fonts() -> Iterator[dict[int, FreeTypeFont]]:
    """The font in the few sizes a page needs, for as long as it is painted."""
    from PIL import ImageFont

    file, face = font_file()
    fonts = {
        size: ImageFont.truetype(str(file), size, index=face, layout_engine=ImageFont.Layout.BASIC) for size in (TITLE, HUGE, LARGE, SMALL)
    }
    try:
        yield fonts
    finally:
        fonts.clear()


def font_file() -> tuple[Path, int]:
    """A font that has Chinese, and which of its faces: the one that comes as a wheel, else the system's."""
    try:
        from pylopdf_fonts_zh_cn import sans_path

        return Path(sans_path()), 0
    except ImportError:
        found = next((Path(name) for name in SYSTEM_FONTS if Path(name).exists()), None)
    if found is None:
        raise OSError("no Chinese font")
    return found, CHINESE


class Brush:
    """Writes words that stay in their room."""

    def __init__(self, draw: ImageDraw, fonts: dict[int, FreeTypeFont]) -> None:
        self.draw, self.fonts = draw, fonts

    def text(
        self, x: float, y: float, words: str, size: int, fill: str = INK, *, anchor: str = "ls", room: float = 0, bold: bool = False
    ) -> None:
        font = self.fonts[size]
        if room:
            words = _shortened(font, words, room)
        self.draw.text((x, y), words, fill, font, anchor=anchor, stroke_width=1 if bold else 0)

    def widest(self, words: Iterable[str], size: int, bounds: tuple[int, int] = (0, WIDTH)) -> int:
        """How wide the widest of these is, within bounds."""
        least, most = bounds
        return min(max(least, *(ceil(self.fonts[size].getlength(one)) for one in words)), most)

    def bar(self, x: float, y: float, width: float, height: float, share: float, fill: str) -> None:
        """A track, and on it the share; the least share that is something can be seen."""
        box: Any = (x, y, x + width, y + height)
        self.draw.rounded_rectangle(box, height / 2, TRACK)
        if share > 0:
            self.draw.rounded_rectangle((x, y, x + max(width * min(share, 1.0), height), y + height), height / 2, fill)

    def mark(self, x: float, y: float, height: float) -> None:
        """What a bar must reach: an upright stroke across it."""
        self.draw.rectangle((x - 2, y, x + 2, y + height), INK)


def _shortened(font: FreeTypeFont, words: str, room: float) -> str:
    if font.getlength(words) <= room:
        return words
    while words and font.getlength(f"{words}…") > room:
        words = words[:-1]
    return f"{words}…"


def _heading(brush: Brush, poster: Poster) -> int:
    brush.text(MARGIN, MARGIN + TITLE, poster.title, TITLE, bold=True, room=WIDTH - 2 * MARGIN)
    brush.text(MARGIN, MARGIN + TITLE + 62, poster.subtitle, SMALL, GREY, room=WIDTH - 2 * MARGIN)
    return MARGIN + TITLE + 62 + 30


def _dials(brush: Brush, top: int, dials: Sequence[Dial]) -> int:
    """Two in a row."""
    width = (WIDTH - 2 * MARGIN - GAP) // 2
    for order, dial in enumerate(dials):
        _dial(brush, MARGIN + order % 2 * (width + GAP), top + order // 2 * (TILE_HIGH + GAP), width, dial)
    return top + (len(dials) + 1) // 2 * (TILE_HIGH + GAP)


def _dial(brush: Brush, x: int, y: int, width: int, dial: Dial) -> None:
    inside = 26
    brush.draw.rounded_rectangle((x, y, x + width, y + TILE_HIGH), 18, TILE)
    value = brush.widest([dial.value], HUGE)
    brush.text(x + inside, y + 56, dial.label, LARGE, room=width - 2 * inside - value - GAP)
    change = brush.widest([dial.change], SMALL, (0, width // 2))
    brush.text(x + inside, y + 112, dial.counted, SMALL, GREY, room=width - 2 * inside - change - GAP)
    brush.text(x + width - inside, y + 74, dial.value, HUGE, anchor="rs", bold=True)
    brush.text(x + width - inside, y + 114, dial.change, SMALL, GREY, anchor="rs", room=width / 2)
    if dial.share is not None:
        brush.bar(x + inside, y + TILE_HIGH - 22, width - 2 * inside, 10, dial.share, BLUE)
    if dial.mark is not None:
        brush.mark(x + inside + (width - 2 * inside) * dial.mark, y + TILE_HIGH - 30, 26)


def fitting(sections: Sequence[Section], room: int) -> list[Section]:
    """As many bars as there is room for; the longest section gives way first."""
    kept = [len(section.bars) for section in sections]
    while sum(HEADING + n * ROW for n in kept if n) > room:
        kept[max(range(len(kept)), key=lambda order: (kept[order], order))] -= 1
    return [Section(section.title, section.bars[:n], section.alert) for section, n in zip(sections, kept, strict=True) if n]


def _section(brush: Brush, top: int, section: Section) -> int:
    """Bars of one section begin and end at the same marks, wherever its words leave room."""
    brush.text(MARGIN, top + HEADING - 20, section.title, LARGE, bold=True, room=WIDTH - 2 * MARGIN)
    left = MARGIN + brush.widest((bar.label for bar in section.bars), SMALL, LABEL) + GAP
    right = WIDTH - MARGIN - brush.widest((bar.value for bar in section.bars), SMALL, VALUE) - GAP
    for order, bar in enumerate(section.bars):
        _row(brush, top + HEADING + order * ROW, left, right, bar, VERMILLION if section.alert else GREEN)
    return top + HEADING + len(section.bars) * ROW


def _row(brush: Brush, top: int, left: int, right: int, bar: Bar, fill: str) -> None:
    brush.text(MARGIN, top + 36, bar.label, SMALL, room=left - GAP - MARGIN)
    brush.bar(left, top + 10, right - left, 30, bar.share, fill)
    brush.text(WIDTH - MARGIN, top + 36, bar.value, SMALL, anchor="rs", room=WIDTH - MARGIN - right - GAP)
