"""A file in a form, as browsers send it (RFC 7578). Every part of it is bounded before anything is kept.

Source: Finesse Web Services guide, PhoneBook - Import Contact List (CSV): the file is the part `datafile`;
browsers send an empty part before it. A form within a form is refused, as RFC 7578 §4.3 has it.
"""

from __future__ import annotations

from multipart import (
    MultipartError,
    MultipartSegment,
    ParserLimitReached,
    PushMultipartParser,
    parse_options_header,
)

FILE_PART = "datafile"  # of the guide's form
CONTENT_TYPE = 512  # characters of the header that names the boundary
BOUNDARY = 70  # characters (RFC 2046 §5.1.1)
PARTS = 16
HEADERS = 8  # of a part
HEADER = 1024  # bytes, name and value
SLICE = 65_536  # bytes read at once, between which other threads go on
AS_IT_IS = ("", "7bit", "8bit", "binary")  # transfer encodings that change nothing (RFC 7578 §4.7)


class NoFile(ValueError):
    """There is no file in the form, or it is no form; the text says why."""


def file_in(form: bytes, content_type: str) -> bytes:
    """The file in a form: the part `datafile`, or else the first with a file name. NoFile if none."""
    parts: list[tuple[MultipartSegment, list[bytes]]] = []
    try:
        with PushMultipartParser(
            _boundary(content_type),
            max_header_size=HEADER,
            max_header_count=HEADERS,
            max_segment_count=PARTS,
        ) as parser:
            for start in range(0, len(form), SLICE):
                for event in parser.parse(form[start : start + SLICE]):
                    if isinstance(event, MultipartSegment):
                        parts.append((event, []))
                    elif event is not None:
                        parts[-1][1].append(event)
    except ParserLimitReached as error:
        raise NoFile(f"{error}: at most {PARTS} parts, {HEADERS} headers of {HEADER} bytes in each") from None
    except MultipartError as error:
        raise NoFile(f"the form cannot be read: {error.args[0]}") from None
    called = [part for part in parts if part[0].name == FILE_PART]
    for part, pieces in called or [part for part in parts if part[0].filename]:
        return _as_it_is(part, pieces)
    raise NoFile(f"there is no file in the form: its part is called {FILE_PART}")


def _as_it_is(part: MultipartSegment, pieces: list[bytes]) -> bytes:
    if (part.content_type or "").startswith("multipart/"):
        raise NoFile("the file is a form itself")
    encoding = part.header("Content-Transfer-Encoding", "").strip().lower()
    if encoding not in AS_IT_IS:
        raise NoFile(f"send the file as it is, without Content-Transfer-Encoding: {encoding}")
    return b"".join(pieces)


def _boundary(content_type: str) -> str:
    if len(content_type) > CONTENT_TYPE:
        raise NoFile(f"Content-Type has more than {CONTENT_TYPE} characters")
    _, options = parse_options_header(content_type)
    boundary: str = options.get("boundary", "")
    if not 1 <= len(boundary) <= BOUNDARY:
        raise NoFile(f"Content-Type names a boundary of 1 to {BOUNDARY} characters")
    return boundary
