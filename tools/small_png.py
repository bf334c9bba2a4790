"""Writes a picture as a small PNG: of at most 256 colours, which is enough for a page."""

import struct
import zlib
from collections import Counter
from collections.abc import Sequence

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_MOST_COLOURS = 256
_PALETTE = 3  # the PNG colour type of a picture whose pixels are numbers in a palette


def small_png(pixels: bytes, width: int, height: int) -> bytes:
    """A PNG of these pixels (red, green, blue and alpha, a byte each, row by row); alpha is left out.

    The most frequent colours stand for those like them.
    """
    colours = [pixels[at : at + 3] for at in range(0, len(pixels), 4)]
    kept = [colour for colour, _ in Counter(colours).most_common(_MOST_COLOURS)]
    number = {colour: _nearest(colour, kept) for colour in set(colours)}
    numbers = bytes(number[colour] for colour in colours)
    lines = b"".join(b"\0" + numbers[at : at + width] for at in range(0, len(numbers), width))
    return b"".join(
        [
            _SIGNATURE,
            _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, _PALETTE, 0, 0, 0)),
            _chunk(b"PLTE", b"".join(kept)),
            _chunk(b"IDAT", zlib.compress(lines, 9)),
            _chunk(b"IEND", b""),
        ]
    )


def _nearest(colour: bytes, kept: Sequence[bytes]) -> int:
    red, green, blue = colour
    distances = [(red - each[0]) ** 2 + (green - each[1]) ** 2 + (blue - each[2]) ** 2 for each in kept]
    return distances.index(min(distances))


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
