"""`/cfadmin/api/gadget-files`: the folder of uploaded gadgets, which in the product is filled by SFTP alone.

Each node has a folder of its own, as in the product; here it is changed on the primary node only.
"""

from __future__ import annotations

import asyncio
import errno
from collections.abc import Callable
from typing import Any, TypeVar
from urllib.parse import quote

from aiohttp import web

from finesse.api import errors
from finesse.cfadmin.resource import ROOT, changes, is_read_only, raw, reads, said
from finesse.pages.settings import PAGES
from finesse.third_party.sftp.quota import BYTES, ENTRIES, FILE_BYTES
from finesse.third_party.upload_path import BadPath
from finesse.third_party.uploads import ARCHIVE_BYTES, BadArchive, Entry, Uploads
from finesse.third_party.workbench_file import FILES

PATH = f"{ROOT}gadget-files"
SECONDS = 85.0  # until a whole file is here
TOO_MUCH = frozenset({errno.EDQUOT, errno.EFBIG})

UPLOADS = web.AppKey("uploads", Uploads)
TURN = web.AppKey("turn to upload", asyncio.Lock)
T = TypeVar("T")


@reads
async def get_files(request: web.Request) -> web.Response:
    """What is there, how much of it may be, and which of it are gadgets."""
    uploads = _uploads(request)
    entries = await asyncio.to_thread(uploads.listed)
    usage = await asyncio.to_thread(lambda: uploads.usage)
    return said(
        {
            "readOnly": is_read_only(request),
            "entries": [_shown(each) for each in entries],
            "usage": {"bytes": usage.size, "entries": usage.entries},
            "limits": {
                "fileBytes": FILE_BYTES,
                "archiveBytes": ARCHIVE_BYTES,
                "bytes": BYTES,
                "entries": ENTRIES,
            },
        }
    )


@changes
async def put_file(request: web.Request) -> web.Response:
    """The body as a file, in the place of the one that is there."""
    path = request.match_info["path"]
    async with request.app[TURN]:  # one at a time is in memory
        data = await raw(request, FILE_BYTES, SECONDS)
        await _done(lambda: _uploads(request).put(path, data))
    return said({"path": path})


@changes
async def post_archive(request: web.Request) -> web.Response:
    """The files of a zip, in the folder that `folder` names; all that it has, or nothing."""
    async with request.app[TURN]:
        data = await raw(request, ARCHIVE_BYTES, SECONDS)
        unpacked = await _done(lambda: _uploads(request).unpack(request.query.get("folder", ""), data))
    return said({"files": list(unpacked.files), "leftOut": list(unpacked.left_out)})


@changes
async def delete_file(request: web.Request) -> web.Response:
    """Remove a file, or a folder with all that is in it."""
    path = request.match_info["path"]
    async with request.app[TURN]:
        await _done(lambda: _uploads(request).remove(path))
    return said({"path": path})


async def _done(work: Callable[[], T]) -> T:
    try:
        return await asyncio.to_thread(work)
    except BadPath as error:
        raise errors.InvalidInput(error.fault, str(error)) from None
    except BadArchive as error:
        raise errors.InvalidInput("archive", str(error)) from None
    except FileNotFoundError:
        raise errors.NotFound from None
    except OSError as error:
        why = error.strerror or str(error)
        if error.errno in TOO_MUCH:
            raise errors.MaximumExceeded(why) from None
        raise errors.InvalidInput("path", why) from None


def _uploads(request: web.Request) -> Uploads:
    if UPLOADS not in request.app:
        raise errors.NotFound("the node has no folder of third-party gadgets")
    return request.app[UPLOADS]


def _shown(entry: Entry) -> dict[str, Any]:
    return {
        "path": entry.path,
        "size": entry.size,
        "modified": entry.modified,
        "url": FILES + quote(entry.path),
        "refused": entry.refused,
        "gadget": entry.gadget,
    }


def setup(app: web.Application) -> None:
    """The folder, where the node has one."""
    app[TURN] = asyncio.Lock()
    if (root := app[PAGES].third_party) is not None:
        app[UPLOADS] = Uploads(root)


ROUTES = [
    web.get(PATH, get_files),
    web.post(PATH, post_archive),
    web.put(f"{PATH}/{{path:.+}}", put_file),
    web.delete(f"{PATH}/{{path:.+}}", delete_file),
]
