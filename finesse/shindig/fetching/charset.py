"""The text of an answer, in whatever letters its server wrote it. Pure.

Sources: RFC 9110 §8.3.1 (charset), RFC 7303 §3 (XML's own declaration), HTML §4.2.5.4 (that of a page),
WHATWG Encoding Standard §4.2 (what is called latin-1 is windows-1252).
"""

from __future__ import annotations

import codecs
import re

LOOKED_AT = 1_024  # bytes in which a document says how it is written
_CHARSET = re.compile(r";\s*charset\s*=\s*[\"']?([A-Za-z0-9._:-]{1,40})", re.IGNORECASE)
_DECLARED = {  # by a word of the type
    "xml": re.compile(rb"\A\s*<\?xml[^>]{0,200}\sencoding\s*=\s*[\"']([A-Za-z0-9._-]{1,40})[\"']"),
    "html": re.compile(rb"<meta\s[^>]{0,200}?charset\s*=\s*[\"']?([A-Za-z0-9._:-]{1,40})", re.IGNORECASE),
}
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_NAMES = """
    ascii big5 big5hkscs cp1250 cp1251 cp1252 cp1253 cp1254 cp1255 cp1256 cp1257 cp1258 cp437 cp850 cp866
    cp874 cp932 cp949 euc_jp euc_kr gb18030 gb2312 gbk hz iso2022_jp iso2022_kr iso8859-1 iso8859-10
    iso8859-11 iso8859-13 iso8859-14 iso8859-15 iso8859-16 iso8859-2 iso8859-3 iso8859-4 iso8859-5 iso8859-6
    iso8859-7 iso8859-8 iso8859-9 koi8-r koi8-u mac-roman shift_jis tis-620 utf-16 utf-16-be utf-16-le
    utf-32 utf-8
"""
_KNOWN = frozenset(_NAMES.split())
_AS_ON_THE_WEB = {"ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "gb2312": "gb18030"}


def text_of(data: bytes, content_type: str) -> str:
    """What was written; characters that cannot be read are U+FFFD."""
    for mark, codec in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(codec, "replace")
    said = _CHARSET.search(content_type)
    name = codec_of(said[1]) if said is not None else None
    for kind, declared in _DECLARED.items():
        if name is None and kind in content_type and (found := declared.search(data[:LOOKED_AT])) is not None:
            name = codec_of(found[1].decode())
    if name is None:
        try:
            return data.decode()
        except UnicodeDecodeError:
            name = "cp1252"
    return data.decode(name, "replace")


def codec_of(name: str) -> str | None:
    """Python's name of a charset; None for what is none. Others of its codecs are not for letters."""
    try:
        found = codecs.lookup(name).name
    except (LookupError, ValueError):
        return None
    return _AS_ON_THE_WEB.get(found, found) if found in _KNOWN else None
