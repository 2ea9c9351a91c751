"""The other end of the JTAPI link, which answers as it is told to and notes what it was asked."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable

from ccx_engine.jtapi.messages import Connect, Done, Message, OpenProvider, Request, TerminalInfo, Terminals
from ccx_engine.jtapi.model import TerminalKind
from ccx_engine.jtapi.session import Session
from vos.address import Address

CALL = 16777217
PHONES = Terminals(
    (
        TerminalInfo("SEP1", TerminalKind.PHONE, ("1001",)),
        TerminalInfo("SEP2", TerminalKind.PHONE, ("1002",)),
        TerminalInfo("CCX_7001", TerminalKind.CTI_PORT, ("7001",)),
    )
)


class PretendCtiManager:
    def __init__(self) -> None:
        self.asked: list[Request] = []
        self.answers: dict[type[Request], Callable[[Request], Message | None]] = {}
        self.address = Address("127.0.0.1", 0)
        self._writers: list[asyncio.StreamWriter] = []
        self._session = Session(0.0)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._session = Session(0.0)
        self._writers.append(writer)
        while data := await reader.read(65_536):
            for message in self._session.receive_data(data, 0.0):
                assert isinstance(message, Request)
                self.asked.append(message)
                self._answer(message)
        writer.close()

    def tell(self, *messages: Message) -> None:
        for message in messages:
            self._session.send(message, 0.0)
        self._writers[-1].write(self._session.data_to_send())

    def hang_up(self) -> None:
        self._writers[-1].close()

    def _answer(self, request: Request) -> None:
        if type(request) in self.answers:
            answer = self.answers[type(request)](request)
            self.tell(*([answer] if answer is not None else []))
            return
        self.tell(Done(request.request_id, CALL if isinstance(request, Connect) else 0))
        if isinstance(request, OpenProvider):
            self.tell(PHONES)


@contextlib.asynccontextmanager
async def cti_manager() -> AsyncIterator[PretendCtiManager]:
    manager = PretendCtiManager()
    server = await asyncio.start_server(manager.serve, "127.0.0.1", 0)
    manager.address = Address(*server.sockets[0].getsockname())
    try:
        yield manager
    finally:
        server.close()
        for writer in manager._writers:
            writer.close()
        await asyncio.gather(*(writer.wait_closed() for writer in manager._writers), return_exceptions=True)
