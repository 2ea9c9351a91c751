"""The phones that CUCM lets RmCm control, as clients of version 18 hear of them.

They have no key: what is told is told anew with each upload. A phone is told while it has a line; one whose
lines change is deleted and added, as terminals know no other records.
Source: CTI guide, CONFIG_TERMINAL_EVENT and "Configuration Data That Can Be Shared".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ccx_engine.cti import messages as cti
from ccx_engine.cti.enums import (
    MAX_CONFIG_RECORDS,
    ConfigEndStatus,
    ConfigType,
    ConfigurationMask,
    RecordType,
)
from ccx_engine.engine.call_data import cut
from ccx_engine.engine.configuration.upload import portions
from ccx_engine.engine.state import EngineState
from ccx_engine.jtapi.messages import TerminalInfo

PHONE = 1  # TerminalType (unconfirmed); the model is in TerminalTypeName
NAME_BYTES, TYPE_NAME_BYTES = 63, 99
MAX_INSTRUMENTS = 16

Phones = Mapping[str, TerminalInfo]


def bracket(state: EngineState) -> Iterator[cti.Message]:
    """CONFIG_BEGIN_EVENT, a record of every phone, CONFIG_END_EVENT."""
    records = [_record(each, RecordType.ADD) for each in state.directory.phones().values()]
    status = ConfigEndStatus.SUCCESS if records else ConfigEndStatus.EMPTY
    yield from _bracket(ConfigType.INITIAL, records, status)


def tell_changes(state: EngineState, before: Phones, after: Phones) -> None:
    """Who has asked for the configuration, and for terminals, hears of phones that went, came or changed."""
    records = [
        _record(each, RecordType.DELETE) for name, each in before.items() if not _same(each, after.get(name))
    ]
    records += (
        _record(each, RecordType.ADD) for name, each in after.items() if not _same(each, before.get(name))
    )
    if not records:
        return
    messages = list(_bracket(ConfigType.UPDATE, records, ConfigEndStatus.SUCCESS))
    for client in state.clients.values():
        if client.config_updates and client.masks.configuration(ConfigurationMask.TERMINAL):
            for message in messages:
                state.reply(client, message)


def _same(phone: TerminalInfo, other: TerminalInfo | None) -> bool:
    """Whether clients would see no difference."""
    return other is not None and _record(phone, RecordType.ADD) == _record(other, RecordType.ADD)


def _bracket(
    kind: ConfigType, records: list[cti.TerminalRecord], status: ConfigEndStatus
) -> Iterator[cti.Message]:
    yield cti.ConfigBeginEvent(config_type=kind, configuration_mask=ConfigurationMask.TERMINAL)
    for some in portions(records, MAX_CONFIG_RECORDS):
        yield cti.ConfigTerminalEvent(records=some)
    yield cti.ConfigEndEvent(status=status)


def _record(phone: TerminalInfo, record_type: RecordType) -> cti.TerminalRecord:
    return cti.TerminalRecord(
        record_type=record_type,
        terminal_type=PHONE,
        terminal_device_name=cut(phone.name, NAME_BYTES),
        terminal_type_name=cut(phone.model, TYPE_NAME_BYTES) if phone.model else None,
        instruments=phone.addresses[:MAX_INSTRUMENTS],
    )
