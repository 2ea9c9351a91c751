"""What asyncssh asks while somebody is connected: who he is, which sessions he may have, what he does.

SFTP in version 3 alone, which is OpenSSH's: no shell, no command, no scp, nothing forwarded.
"""

from __future__ import annotations

import logging
import os
import weakref
from collections.abc import AsyncIterator, Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, Protocol

import asyncssh
from asyncssh.sftp import SFTPServerHandler
from asyncssh.stream import SSHServerStreamSession

from finesse.third_party.sftp.account import NAME, Account
from finesse.third_party.sftp.tree import OPEN, Opened, Tree, real

VERSION = 3
READ_BYTES = 262_144  # that one answer has
UNREAD_BYTES = 32 * 1_048_576  # that a client leaves unread
TRIES = 3  # of one connection
SESSIONS = 4  # of one connection
KEEP_ALIVE_SECONDS = 60.0  # after which a silent client is asked for a sign of life, three times
COUNT = 3

FLAGS = {
    asyncssh.FXF_APPEND: os.O_APPEND,
    asyncssh.FXF_CREAT: os.O_CREAT,
    asyncssh.FXF_TRUNC: os.O_TRUNC,
    asyncssh.FXF_EXCL: os.O_EXCL,
}

EXTENSIONS = (b"posix-rename@openssh.com", b"fsync@openssh.com", b"limits@openssh.com")

logger = logging.getLogger(__name__)


class Guest(Protocol):
    """A connection, as the door counts it."""

    address: str

    def connected(self, connection: asyncssh.SSHServerConnection) -> None: ...
    def came_in(self) -> None: ...
    def is_alive(self) -> None: ...


def options(key: Path, seconds: float) -> dict[str, Any]:
    """What every connection has of asyncssh."""
    asyncssh.set_log_level(logging.WARNING)
    return {
        "server_host_keys": [asyncssh.read_private_key(key)],
        "server_version": "Finesse",
        "login_timeout": seconds,
        "keepalive_interval": KEEP_ALIVE_SECONDS,
        "keepalive_count_max": COUNT,
        "compression_algs": None,
        "public_key_auth": False,
        "host_based_auth": False,
        "gss_host": None,
        "allow_pty": False,
        "agent_forwarding": False,
        "allow_scp": False,
        "config": None,
    }


class Login(asyncssh.SSHServer):
    """One connection, from its beginning on."""

    def __init__(self, guest: Guest, account: Account, tree: Callable[[], Tree]) -> None:
        self._guest = guest
        self._account = account
        self._tree = tree
        self._tries = 0
        self._connection: asyncssh.SSHServerConnection | None = None
        self._sessions: weakref.WeakSet[Session] = weakref.WeakSet()

    def connection_made(self, conn: asyncssh.SSHServerConnection) -> None:
        self._connection = conn
        self._guest.connected(conn)

    def begin_auth(self, username: str) -> bool:
        return True

    def password_auth_supported(self) -> bool:
        return True

    def validate_password(self, username: str, password: str) -> bool:
        if self._account.lets_in(username, password, self._guest.address):
            return True
        self._tries += 1
        logger.info("a wrong name or password from %s", self._guest.address)
        if self._tries >= TRIES and self._connection is not None:
            self._connection.disconnect(
                asyncssh.DISC_NO_MORE_AUTH_METHODS_AVAILABLE, "too many wrong passwords"
            )
        return False

    def auth_completed(self) -> None:
        logger.info("%s has signed in from %s", NAME, self._guest.address)
        self._guest.came_in()

    def session_requested(self) -> Any:
        if sum(not each.is_over for each in self._sessions) >= SESSIONS:
            return False
        session = Session(None, partial(Files, self._guest, self._tree()), VERSION, False)
        self._sessions.add(session)
        return session


class Requests(SFTPServerHandler):
    """SFTP's requests, and of the extensions those that clients use to upload; no other one is heard."""

    _extensions = [  # noqa: RUF012 - as asyncssh declares it
        (name, b"1") for name in EXTENSIONS
    ]
    _packet_handlers = {  # noqa: RUF012
        kind: handler
        for kind, handler in SFTPServerHandler._packet_handlers.items()
        if not isinstance(kind, bytes) or kind in EXTENSIONS
    }


class Session(SSHServerStreamSession[bytes]):
    """A channel in which SFTP is spoken; it can be asked whether it is over."""

    is_over = False

    def session_started(self) -> None:
        """Only the subsystem sftp has been let in."""
        assert self._chan is not None
        assert self._conn is not None
        reader = asyncssh.SSHReader[bytes](self, self._chan)
        writer = asyncssh.SSHWriter[bytes](self, self._chan)
        files = self._init_sftp_server()
        assert isinstance(files, Files)
        self._conn.create_task(Requests(files, reader, writer, VERSION).run(), reader.logger)

    def connection_lost(self, exc: Exception | None) -> None:
        self.is_over = True
        super().connection_lost(exc)


class Files(asyncssh.SFTPServer):
    """SFTP's requests, as they are asked of the tree."""

    def __init__(self, guest: Guest, tree: Tree, chan: Any) -> None:
        super().__init__(chan)
        self._guest = guest
        self._of_tree = tree
        self._listings: weakref.WeakSet[Listing] = weakref.WeakSet()

    @property
    def tree(self) -> Tree:
        """Each request shows that somebody is there; who reads no answers is cut off."""
        self._guest.is_alive()
        if self.channel.get_write_buffer_size() > UNREAD_BYTES:
            logger.warning(
                "%s leaves what it asked for unread; its connection is closed", self._guest.address
            )
            self.connection.abort()
            raise asyncssh.SFTPConnectionLost("too much is unread")
        return self._of_tree

    def format_user(self, uid: int | None) -> str:
        return NAME

    def format_group(self, gid: int | None) -> str:
        return NAME

    def open(self, path: bytes, pflags: int, attrs: asyncssh.SFTPAttrs) -> object:
        reads, writes = bool(pflags & asyncssh.FXF_READ), bool(pflags & asyncssh.FXF_WRITE)
        flags = os.O_RDWR if reads and writes else os.O_WRONLY if writes else os.O_RDONLY
        for asked, flag in FLAGS.items():
            flags |= flag if pflags & asked else 0
        return self.tree.open(path, flags, attrs.permissions)

    def close(self, file_obj: object) -> None:
        assert isinstance(file_obj, Opened)
        self._of_tree.close(file_obj)
        if file_obj.written:
            logger.info("%s: %s, %d bytes written", self._guest.address, file_obj.path, file_obj.written)

    def read(self, file_obj: object, offset: int, size: int) -> bytes:
        assert isinstance(file_obj, Opened)
        return self.tree.read(file_obj, offset, min(size, READ_BYTES))

    def write(self, file_obj: object, offset: int, data: bytes) -> int:
        assert isinstance(file_obj, Opened)
        return self.tree.write(file_obj, offset, data)

    def lstat(self, path: bytes) -> asyncssh.SFTPAttrs:
        return attributes(self.tree.stat(path))

    stat = lstat

    def fstat(self, file_obj: object) -> asyncssh.SFTPAttrs:
        assert isinstance(file_obj, Opened)
        return attributes(os.fstat(file_obj.descriptor))

    def setstat(self, path: bytes, attrs: asyncssh.SFTPAttrs) -> None:
        times = None
        if attrs.atime is not None and attrs.mtime is not None:
            times = (float(attrs.atime), float(attrs.mtime))
        self.tree.change(path, attrs.size, attrs.permissions, times)

    lsetstat = setstat

    def fsetstat(self, file_obj: object, attrs: asyncssh.SFTPAttrs) -> None:
        assert isinstance(file_obj, Opened)
        self.tree.change_opened(file_obj.descriptor, attrs.size, attrs.permissions)
        if attrs.atime is not None and attrs.mtime is not None:
            os.utime(file_obj.descriptor, (float(attrs.atime), float(attrs.mtime)))

    def scandir(self, path: bytes) -> AsyncIterator[asyncssh.SFTPName]:
        tree = self.tree
        if len(self._listings) >= OPEN:
            raise asyncssh.SFTPFailure(f"{OPEN} folders may be open at once")
        listing = Listing(tree, real(path))
        self._listings.add(listing)
        return listing

    def remove(self, path: bytes) -> None:
        self.tree.remove(path)
        self._tell("%s: removed", path)

    def mkdir(self, path: bytes, attrs: asyncssh.SFTPAttrs) -> None:
        self.tree.make_folder(path)

    def rmdir(self, path: bytes) -> None:
        self.tree.remove_folder(path)
        self._tell("%s: folder removed", path)

    def realpath(self, path: bytes) -> bytes:
        return real(path)

    def rename(self, oldpath: bytes, newpath: bytes) -> None:
        self.tree.rename(oldpath, newpath, replace=False)
        self._tell("%s: renamed", newpath)

    def posix_rename(self, oldpath: bytes, newpath: bytes) -> None:
        self.tree.rename(oldpath, newpath, replace=True)
        self._tell("%s: renamed", newpath)

    def readlink(self, path: bytes) -> bytes:
        raise asyncssh.SFTPOpUnsupported("there are no links here")

    def symlink(self, oldpath: bytes, newpath: bytes) -> None:
        raise asyncssh.SFTPOpUnsupported("there are no links here")

    def link(self, oldpath: bytes, newpath: bytes) -> None:
        raise asyncssh.SFTPOpUnsupported("there are no links here")

    def statvfs(self, path: bytes) -> Any:
        raise asyncssh.SFTPOpUnsupported("the file system is not told of")

    def fstatvfs(self, file_obj: object) -> Any:
        raise asyncssh.SFTPOpUnsupported("the file system is not told of")

    def fsync(self, file_obj: object) -> None:
        assert isinstance(file_obj, Opened)

    def _tell(self, what: str, path: bytes) -> None:
        logger.info(f"%s: {what}", self._guest.address, real(path).decode())


class Listing:
    """What is in a folder, as it is read on."""

    def __init__(self, tree: Tree, path: bytes) -> None:
        self._tree = tree
        self._path = path
        self._names: Iterator[str] = tree.names(path)

    def __aiter__(self) -> Listing:
        return self

    async def __anext__(self) -> asyncssh.SFTPName:
        for name in self._names:
            try:
                found = self._tree.stat(self._path + b"/" + name.encode())
            except (OSError, UnicodeEncodeError):  # gone meanwhile, or a name that SFTP's clients cannot say
                continue
            return asyncssh.SFTPName(name.encode(), attrs=attributes(found))
        raise StopAsyncIteration


def attributes(found: os.stat_result) -> asyncssh.SFTPAttrs:
    """What others may know of a file: not whose it is on this machine."""
    return asyncssh.SFTPAttrs(
        size=found.st_size, permissions=found.st_mode, atime=int(found.st_atime), mtime=int(found.st_mtime)
    )
