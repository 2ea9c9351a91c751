"""XML from the network: a stream in any chunks (RFC 6120 §4, §11), or one whole document.

Expat does the parsing. DTDs, entities of one's own, comments and processing instructions are refused
(`restricted-xml`), nesting, size and all that costs more than its bytes are bounded (`policy-violation`), and
the encoding is UTF-8 whatever a declaration says.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple
from xml.parsers import expat

from notification.xmpp import names
from notification.xmpp.errors import StreamError
from notification.xmpp.stanza import Element

DEPTH_LIMIT = 64
PARTS_LIMIT = 5000  # elements and attributes of one stanza or document: each costs much more than its bytes
ATTRIBUTES_LIMIT = 250  # of one element
NAME_LIMIT = 512  # characters of a name with its namespace, which each element of that name holds anew
NAMES_LIMIT = 2000  # different names in one stream; expat remembers each while the stream lasts
REREAD_LIMIT = 1 << 22  # bytes of a stanza's unfinished tags that expat reads anew with every piece of them
TEXT_BUFFER = 4096
LANGUAGE = f"{names.XML}}}lang"
_LANGUAGE = re.compile(r"[A-Za-z0-9-]{1,35}")  # BCP 47; the longest that need be supported
_VERSION = re.compile(r"([0-9]{1,3})\.[0-9]{1,3}")
_UTF16 = re.compile(rb"[\0\xfe\xff]")  # seen in the first two bytes, expat believes them more than us


def supported(version: str) -> bool:
    """Whether a stream of that version can be spoken here: 1.0, which is answered to any later one, too."""
    match = _VERSION.fullmatch(version)
    return match is not None and int(match[1]) >= 1


class Opened(NamedTuple):
    """A stream header, with its attributes."""

    attributes: dict[str, str]


class Closed(NamedTuple):
    """The end tag of the stream."""


Event = Opened | Element | Closed | StreamError


def language(attributes: Mapping[str, str]) -> str:
    """What a stream's header answers to the language of the client's; source: capture CCX 10.5, its own."""
    wanted = attributes.get(LANGUAGE, "")
    return wanted if is_language(wanted) else "en"


def is_language(text: str) -> bool:
    """Whether it can be a language's tag."""
    return _LANGUAGE.fullmatch(text) is not None


def document(data: bytes) -> Element:
    """The one element that `data` is. StreamError if it is anything else."""
    if _UTF16.search(data, 0, 2):
        raise StreamError("not-well-formed", "not UTF-8")
    parser = _parser()
    builder = _DocumentBuilder()
    parser.StartElementHandler = builder.start
    parser.EndElementHandler = builder.end
    parser.CharacterDataHandler = builder.characters
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise StreamError("not-well-formed") from error
    assert builder.root is not None  # or expat would have said "no element found"
    return builder.root


class StreamParser:
    """Turns the bytes of one XML stream into its events; the last of a broken stream is a StreamError."""

    def __init__(self, limit: int) -> None:
        self.limit = limit  # bytes of one stanza; it may change while the stream lasts
        self._events: list[Event] = []
        self._stack: list[Element] = []
        self._parts = 0  # of the stanza that is coming in
        self._content = names.CLIENT  # the default namespace, where one is declared
        self._fed = 0
        self._reread = 0
        self._boundary = 0
        self._over = False
        self._parser = _parser()
        self._parser.StartNamespaceDeclHandler = self._declared
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._characters

    def feed(self, data: bytes) -> list[Event]:
        """The events that these bytes complete, in order."""
        if self._over:
            return []
        events: list[Event] = []
        self._events = events
        self._fed += len(data)
        try:
            if self._fed - len(data) < 2 and _UTF16.search(data, 0, 2):
                raise StreamError("not-well-formed", "not UTF-8")
            self._parser.Parse(data, False)
            if self._fed - self._boundary > self.limit:
                raise StreamError("policy-violation", "stanza too big")
            self._reread += self._fed - self._parser.CurrentByteIndex
            if self._reread > REREAD_LIMIT:
                raise StreamError("policy-violation", "a tag in too many pieces")
            if len(self._parser.intern) > NAMES_LIMIT:
                raise StreamError("policy-violation", "too many different names")
        except expat.ExpatError:
            events.append(StreamError("not-well-formed"))
        except StreamError as error:
            events.append(error)
        if events and isinstance(events[-1], (StreamError, Closed)):
            self.close()
        return events

    def close(self) -> None:
        """Hear nothing more, and let go of the memory."""
        self._over = True
        self._parser.StartNamespaceDeclHandler = None
        self._parser.StartElementHandler = None
        self._parser.EndElementHandler = None
        self._parser.CharacterDataHandler = None

    def _declared(self, prefix: str | None, uri: str | None) -> None:
        """A namespace: expat remembers its prefix like a name, used or not."""
        if len(uri or "") + len(prefix or "") > NAME_LIMIT:
            raise StreamError("policy-violation", "name too long")
        if prefix is None and not self._stack:
            self._content = uri or ""

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        ns, _, name = tag.rpartition("}")
        stack = self._stack
        _bound(tag, attributes)
        element = Element(ns, name, attributes)
        depth = len(stack)
        if depth > 1:
            self._parts += 1 + len(attributes)
            if depth > DEPTH_LIMIT:
                raise StreamError("policy-violation", "nested too deeply")
            if self._parts > PARTS_LIMIT:
                raise StreamError("policy-violation", "too many elements and attributes")
            stack[-1].children.append(element)
        elif depth == 0:
            if (ns, name) != (names.STREAMS, "stream"):
                raise StreamError("invalid-namespace" if name == "stream" else "bad-format")
            if self._content != names.CLIENT:
                raise StreamError("invalid-namespace")
            self._events.append(Opened(attributes))
            self._boundary = self._parser.CurrentByteIndex
        stack.append(element)

    def _end(self, tag: str) -> None:
        stack = self._stack
        element = stack.pop()
        depth = len(stack)
        if depth == 1:
            start, self._boundary = self._boundary, self._parser.CurrentByteIndex
            if self._boundary - start > self.limit:
                raise StreamError("policy-violation", "stanza too big")
            self._parts = self._reread = 0
            self._events.append(element)
        elif depth == 0:
            self._events.append(Closed())

    def _characters(self, data: str) -> None:
        if self._over:
            return  # expat lets go of what it had buffered when the handler is taken away
        if len(self._stack) > 1:
            self._stack[-1].children.append(data)
        elif data.strip():
            raise StreamError("bad-format", "text between stanzas")
        else:  # a client's sign of life is not part of the next stanza
            self._boundary = self._parser.CurrentByteIndex


class _DocumentBuilder:
    """Builds the tree of one document. It does not know its parser, so that both go without the collector."""

    __slots__ = ("parts", "root", "stack")

    def __init__(self) -> None:
        self.root: Element | None = None
        self.stack: list[Element] = []
        self.parts = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        ns, _, name = tag.rpartition("}")
        _bound(tag, attributes)
        self.parts += 1 + len(attributes)
        if self.parts > PARTS_LIMIT:
            raise StreamError("policy-violation", "too many elements and attributes")
        element = Element(ns, name, attributes)
        stack = self.stack
        if not stack:
            self.root = element
        else:
            if len(stack) > DEPTH_LIMIT:
                raise StreamError("policy-violation", "nested too deeply")
            stack[-1].children.append(element)
        stack.append(element)

    def end(self, tag: str) -> None:
        self.stack.pop()

    def characters(self, data: str) -> None:
        self.stack[-1].children.append(data)


def _bound(tag: str, attributes: dict[str, str]) -> None:
    """StreamError if an element's names are longer, or its attributes more, than any stanza needs."""
    if len(tag) > NAME_LIMIT:
        raise StreamError("policy-violation", "name too long")
    if attributes:
        if len(attributes) > ATTRIBUTES_LIMIT:
            raise StreamError("policy-violation", "too many attributes")
        for key in attributes:
            if len(key) > NAME_LIMIT:
                raise StreamError("policy-violation", "name too long")


def _parser() -> expat.XMLParserType:
    parser = expat.ParserCreate("UTF-8", "}")
    parser.buffer_size = TEXT_BUFFER
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.CommentHandler = _refuse_comment
    parser.ProcessingInstructionHandler = _refuse_instruction
    if hasattr(parser, "SetReparseDeferralEnabled"):  # else a stanza could wait for bytes of the next one
        parser.SetReparseDeferralEnabled(False)
    return parser


def _refuse_doctype(*_: object) -> None:
    raise StreamError("restricted-xml", "document type declaration")


def _refuse_comment(_: str) -> None:
    raise StreamError("restricted-xml", "comment")


def _refuse_instruction(*_: object) -> None:
    raise StreamError("restricted-xml", "processing instruction")
