"""Files on the server: what residents sent, what the bot uploaded, and the bytes behind a file_id."""

from dataclasses import dataclass, field
from functools import cache
from io import BytesIO
from typing import Any

from PIL import Image, UnidentifiedImageError

from .answers import bad, breach

MOST_PHOTO_BYTES = 10 * 1024 * 1024
MOST_UPLOAD_BYTES = 50 * 1024 * 1024
MOST_DOWNLOAD_BYTES = 20 * 1024 * 1024


@dataclass(slots=True)
class Upload:
    """One file part of a multipart request."""

    name: str
    mime: str
    data: bytes = field(repr=False)

    @property
    def size(self) -> int:
        """Bytes."""
        return len(self.data)


@dataclass(slots=True)
class StoredFile:
    """A file with the ids Telegram gives it; `size` may claim more than the bytes kept."""

    file_id: str
    unique_id: str
    path: str
    data: bytes = field(repr=False)
    size: int
    sizes: list[dict[str, Any]] = field(default_factory=list)

    def raw(self) -> dict[str, Any]:
        """The ids and the size, as every file object begins."""
        return {"file_id": self.file_id, "file_unique_id": self.unique_id, "file_size": self.size}


@cache
def picture(width: int = 64, height: int = 48, shade: int = 120, kind: str = "JPEG") -> bytes:
    """A small real picture."""
    written = BytesIO()
    Image.new("RGB", (width, height), (shade, 80, 160)).save(written, kind)
    return written.getvalue()


def measured(data: bytes) -> tuple[int, int]:
    """Width and height of a picture, refused as Telegram refuses it."""
    try:
        with Image.open(BytesIO(data)) as image:
            width, height = image.size
    except (UnidentifiedImageError, OSError):
        raise breach("IMAGE_PROCESS_FAILED") from None
    if width + height > 10_000 or max(width, height) > 20 * min(width, height):
        raise breach("PHOTO_INVALID_DIMENSIONS")
    return width, height


class FileStore:
    """All files of one server, by file_id and by download path."""

    def __init__(self) -> None:
        self._by_id: dict[str, StoredFile] = {}
        self._by_path: dict[str, StoredFile] = {}
        self._count = 0

    def keep(self, data: bytes, folder: str, suffix: str, size: int | None = None) -> StoredFile:
        """Stores bytes under a new id; `size` may claim a bigger file than is kept."""
        self._count += 1
        prefix = "AgACAgUAAxkBAAI" if folder == "photos" else "BQACAgUAAxkBAAI"
        path = f"{folder}/file_{self._count}{suffix}"
        stored = StoredFile(f"{prefix}{self._count:07d}NgQ", f"AQADxL4xG{self._count:05d}", path, data, size or len(data))
        self._by_id[stored.file_id] = self._by_path[path] = stored
        return stored

    def keep_photo(self, data: bytes) -> StoredFile:
        """Stores a picture with its list of sizes, the biggest last."""
        width, height = measured(data)
        stored = self.keep(data, "photos", ".png" if data.startswith(b"\x89PNG") else ".jpg")
        thumb = self.keep(picture(max(1, width // 4), max(1, height // 4)), "thumbnails", ".jpg")
        stored.sizes = [
            {**thumb.raw(), "width": max(1, width // 4), "height": max(1, height // 4)},
            {**stored.raw(), "width": width, "height": height},
        ]
        return stored

    def find(self, file_id: str) -> StoredFile:
        """The file behind an id a bot sent."""
        if file_id not in self._by_id:
            raise bad("wrong file identifier/HTTP URL specified")
        return self._by_id[file_id]

    def at(self, path: str) -> StoredFile | None:
        """The file behind a download path."""
        return self._by_path.get(path)

    def photo(self, given: "Upload | str") -> StoredFile:
        """A photo parameter: an upload, the id of a photo, or an address Telegram would fetch."""
        if isinstance(given, Upload):
            check_size(given, MOST_PHOTO_BYTES)
            return self.keep_photo(given.data)
        if given.startswith(("http://", "https://")):
            return self.keep_photo(picture())
        stored = self.find(given)
        if not stored.sizes:
            raise bad("can't use file of type Document as Photo")
        return stored

    def document(self, given: "Upload | str") -> tuple[StoredFile, str, str]:
        """A document parameter: the file, its name and its MIME type."""
        if isinstance(given, Upload):
            check_size(given, MOST_UPLOAD_BYTES)
            suffix = "." + given.name.rpartition(".")[2] if "." in given.name else ""
            return self.keep(given.data, "documents", suffix), given.name, given.mime
        if given.startswith(("http://", "https://")):
            return self.keep(b"%PDF-1.4", "documents", ".pdf"), given.rpartition("/")[2], "application/pdf"
        stored = self.find(given)
        return stored, stored.path.rpartition("/")[2], "application/octet-stream"


def check_size(upload: Upload, most: int) -> None:
    """Empty and oversized uploads."""
    if not upload.data:
        raise breach("file must be non-empty")
    if upload.size > most:
        raise breach("file is too big")
