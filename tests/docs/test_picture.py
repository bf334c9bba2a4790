"""The picture in the README is of the size it is shown in, and small."""

import struct
import zlib

from tools.picture import LARGEST, PICTURE, SIZE
from tools.small_png import small_png

RED, BLUE = b"\xff\x00\x00\xff", b"\x00\x00\xff\xff"


def test_the_picture_is_as_large_as_the_page_and_no_larger_than_it_may_be() -> None:
    picture = PICTURE.read_bytes()
    assert struct.unpack(">II", picture[16:24]) == SIZE
    assert len(picture) <= LARGEST


def test_a_small_picture_keeps_every_pixel_in_its_place() -> None:
    picture = small_png(RED + RED + RED + BLUE, 2, 2)
    palette, pixels = _chunk(picture, b"PLTE"), zlib.decompress(_chunk(picture, b"IDAT"))
    assert palette == RED[:3] + BLUE[:3]
    assert pixels == b"\0\0\0" + b"\0\0\1"


def test_of_more_colours_than_fit_each_becomes_the_one_it_is_most_like() -> None:
    often = [bytes([shade, 0, 0, 255]) for shade in range(256)] * 2
    rare = bytes([0, 1, 0, 255])
    picture = small_png(b"".join([*often, rare]), 513, 1)
    assert len(_chunk(picture, b"PLTE")) == 3 * 256
    assert zlib.decompress(_chunk(picture, b"IDAT"))[-1] == 0


def _chunk(picture: bytes, kind: bytes) -> bytes:
    """What stands in the first chunk of this kind."""
    at = picture.index(kind)
    [length] = struct.unpack(">I", picture[at - 4 : at])
    return picture[at + 4 : at + 4 + length]
