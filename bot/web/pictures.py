"""Photos from the page, made anew as JPEG, so that nothing but the picture is kept (no place, no camera, no script)."""

from __future__ import annotations

import io
import secrets
from pathlib import Path

from PIL import Image

LARGEST_SIDE, QUALITY = 1600, 85


def keep_picture(raw: bytes, folder: Path) -> str:
    """Store a JPEG, PNG or WebP under a random name; OSError or ValueError for anything else."""
    try:
        with Image.open(io.BytesIO(raw), formats=("JPEG", "PNG", "WEBP")) as opened:
            picture = opened.convert("RGB")
    except Image.DecompressionBombError as bomb:
        raise ValueError("far too large") from bomb
    picture.thumbnail((LARGEST_SIDE, LARGEST_SIDE))
    name = f"{secrets.token_hex(16)}.jpg"
    target = folder / name
    target.touch(mode=0o600)
    picture.save(target, "JPEG", quality=QUALITY)
    return name
