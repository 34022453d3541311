"""压缩包 — an .xlsx is a zip made by a stranger: its parts are unpacked once, under limits, before any reader sees them."""

import io
import re
import zipfile
import zlib

from casework.core.errors import Refused
from casework.law.findings import N_, Message

MOST_ENTRIES = 2_000
LARGE = 16 * 1024 * 1024
MOST_UNPACKED = 64 * 1024 * 1024
DAMAGED = Message(N_("文件不完整或已损坏，请用 Excel 或 WPS 打开后另存为 .xlsx 再上传"))

_ENCODING = re.compile(rb"""^[^>]*?encoding\s*=\s*["'](?!utf-8["']|us-ascii["'])""", re.IGNORECASE)
_FORBIDDEN = re.compile(rb"<!(DOCTYPE|ENTITY)")


def unpack(data: bytes, most=MOST_UNPACKED) -> dict[str, bytes]:
    """Every part by its name. Refused: damaged, encrypted, twice the same name, too many or too large parts, a DTD.

    zipfile never hands out more than an entry declares, and a false declaration fails its checksum; so the sum of
    what is declared bounds the memory.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            if len(entries) > MOST_ENTRIES or sum(entry.file_size for entry in entries) > most:
                raise Refused(Message(N_("压缩包展开后超过 {size} MB，不是正常的表格；请只留花名册这一张表再上传"),
                                      size=most // 1024 // 1024))
            if any(entry.flag_bits & 1 for entry in entries):
                raise Refused(Message(N_("文件有打开密码，请去掉密码后再上传")))
            plain = all(entry.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for entry in entries)
            if not plain or len({entry.filename for entry in entries}) < len(entries):
                raise Refused(DAMAGED)
            parts = {entry.filename: archive.read(entry) for entry in entries}
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError, MemoryError):
        raise Refused(DAMAGED) from None
    for name, part in parts.items():
        if name.endswith((".xml", ".rels", ".vml")) and not _harmless(part):
            raise Refused(DAMAGED)
    return parts


def pack(parts: dict[str, bytes]) -> bytes:
    """The parts as a fresh archive that can hold no surprise, for readers that want a whole file.

    Large ones are squeezed a little: a city's ledger would otherwise lie three times in memory.
    """
    out, large = io.BytesIO(), sum(map(len, parts.values())) > LARGE
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED if large else zipfile.ZIP_STORED, compresslevel=1) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return out.getvalue()


def _harmless(xml):
    """XML in UTF-8 without a DTD: office programs write no other, and no entity can then grow."""
    head = xml[:200]
    return b"\0" not in head and not _ENCODING.match(head) and not _FORBIDDEN.search(xml)
