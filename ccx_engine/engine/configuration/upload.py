"""The configuration as clients upload it: a key for each kind, and brackets of records.

Source: CTI guide, "Share Configuration Data" and "Configuration Data That Can Be Shared".
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import Any

from ccx_engine.cti import messages as cti
from ccx_engine.cti.enums import (
    MAX_AGENT_CSQ,
    MAX_CONFIG_RECORDS,
    AgentType,
    ConfigDeviceType,
    ConfigEndStatus,
    ConfigType,
    ConfigurationMask,
    RecordType,
)
from ccx_engine.engine.call_data import cut
from ccx_engine.engine.configuration.rmcm import Configuration

KEY_BYTES = 8
NAME_BYTES = 31
LONG_NAME_BYTES = 63
DESCRIPTION_BYTES = 127


@dataclass(frozen=True)
class _Kind:
    """One kind of configuration: its key's field, its records and the message that brings them."""

    mask: ConfigurationMask
    key_field: str
    message: type[Any]
    records: tuple[Any, ...]
    key: bytes
    id_of: Callable[[Any], Any]  # what tells its records apart

    def key_given(self) -> dict[str, Any]:
        """The key as the message field that carries it."""
        return {self.key_field: self.key}


class Upload:
    """The records of every kind, made once. A key changes exactly when the records of its kind do."""

    def __init__(self, configuration: Configuration, numbers: Mapping[str, int] | None = None) -> None:
        """`numbers` are RmCm's own of the resources, by id; else they are counted."""
        if numbers is None:
            numbers = {each: number for number, each in enumerate(configuration.resources, start=1)}
        found: tuple[tuple[Any, ...], ...] = (
            (
                ConfigurationMask.APPLICATION,
                "application_config_key",
                cti.ConfigApplicationEvent,
                _applications(configuration),
                attrgetter("application_id"),
            ),
            (
                ConfigurationMask.CSQ,
                "csq_config_key",
                cti.ConfigCsqEvent,
                _csqs(configuration),
                attrgetter("csq_id"),
            ),
            (
                ConfigurationMask.AGENT,
                "agent_config_key",
                cti.ConfigAgentEvent,
                _agents(configuration),
                attrgetter("login_id"),
            ),
            (
                ConfigurationMask.DEVICE,
                "device_config_key",
                cti.ConfigDeviceEvent,
                _devices(configuration, numbers),
                _device_id,
            ),
        )
        self._kinds = tuple(
            _Kind(mask, field, message, kept := tuple(records), _key(kept), id_of)
            for mask, field, message, records, id_of in found
        )

    def keys(self) -> dict[str, Any]:
        """All keys by the field that carries them."""
        return {kind.key_field: kind.key for kind in self._kinds}

    def brackets(self, wanted: int) -> Iterator[cti.Message]:
        """BEGIN, the records, END for each kind wanted, in the order application, CSQ, agent, device."""
        for kind in self._kinds:
            if not wanted & kind.mask:
                continue
            yield cti.ConfigBeginEvent(
                config_type=ConfigType.INITIAL, configuration_mask=kind.mask, **kind.key_given()
            )
            for some in portions(kind.records, MAX_CONFIG_RECORDS):
                yield kind.message(records=some)
            status = ConfigEndStatus.SUCCESS if kind.records else ConfigEndStatus.EMPTY
            yield cti.ConfigEndEvent(status=status)

    def changes_from(self, before: Upload) -> Iterator[tuple[ConfigurationMask, list[cti.Message]]]:
        """For each kind that differs BEGIN with the new key, what was added, changed and deleted, and END."""
        for old, new in zip(before._kinds, self._kinds, strict=True):
            if old.key == new.key:
                continue
            was = {old.id_of(each): each for each in old.records}
            now = {new.id_of(each): each for each in new.records}
            records = [each for number, each in now.items() if number not in was]
            records += (
                replace(each, record_type=RecordType.CHANGE)
                for number, each in now.items()
                if was.get(number, each) != each
            )
            records += (
                replace(each, record_type=RecordType.DELETE)
                for number, each in was.items()
                if number not in now
            )
            begin = cti.ConfigBeginEvent(
                config_type=ConfigType.UPDATE, configuration_mask=new.mask, **new.key_given()
            )
            portioned = [new.message(records=some) for some in portions(records, MAX_CONFIG_RECORDS)]
            yield new.mask, [begin, *portioned, cti.ConfigEndEvent(status=ConfigEndStatus.SUCCESS)]


# --- Records ------------------------------------------------------------------------------------------------


def _applications(centre: Configuration) -> Iterator[cti.ApplicationRecord]:
    for each in centre.applications.values():
        yield cti.ApplicationRecord(
            application_id=each.id,
            max_queued=each.max_sessions,
            application_name=cut(each.name, LONG_NAME_BYTES),
            description=cut(each.description, DESCRIPTION_BYTES),
        )


def _csqs(centre: Configuration) -> Iterator[cti.CsqRecord]:
    for each in centre.csqs.values():
        yield cti.CsqRecord(
            csq_id=each.id,
            auto_work=each.automatic_work,
            csq_name=cut(each.name, LONG_NAME_BYTES),
            description=cut(each.description, DESCRIPTION_BYTES),
        )


def _agents(centre: Configuration) -> Iterator[cti.AgentRecord]:
    for each in centre.resources.values():
        yield cti.AgentRecord(
            agent_type=AgentType.SUPERVISOR if each.supervisor else AgentType.AGENT,
            login_id=each.id,
            last_name=cut(each.last_name, NAME_BYTES),
            first_name=cut(each.first_name, NAME_BYTES),
            extension=each.extension,
            csqs=tuple(cti.AgentCsq(csq_id=csq) for csq in centre.csqs_of(each)[:MAX_AGENT_CSQ]),
        )


def _device_id(record: cti.DeviceRecord) -> tuple[int, object]:
    """What a device is told apart by: a group by its own id, all else by number or login id."""
    grouped = record.device_type == ConfigDeviceType.CALL_CONTROL_GROUP
    return record.device_type, record.device_field_0 if grouped else record.device_field_2


def _devices(centre: Configuration, numbers: Mapping[str, int]) -> Iterator[cti.DeviceRecord]:
    for group in centre.groups.values():
        yield cti.DeviceRecord(
            device_field_0=group.id,
            device_type=ConfigDeviceType.CALL_CONTROL_GROUP,
            max_queued=len(group.ports),
        )
        for port in group.ports:
            yield cti.DeviceRecord(
                device_field_0=group.id, device_type=ConfigDeviceType.CTI_PORT, device_field_2=port
            )
    for each in centre.applications.values():
        yield cti.DeviceRecord(
            device_field_0=each.group,
            device_type=ConfigDeviceType.ROUTE_POINT,
            max_queued=each.max_sessions,
            device_field_1=each.id,
            device_field_2=each.trigger,
            description=cut(each.description, DESCRIPTION_BYTES),
        )
    for resource in centre.resources.values():
        yield cti.DeviceRecord(
            device_field_0=numbers[resource.id],
            device_type=ConfigDeviceType.AGENT,
            device_field_2=resource.id,
            device_field_4=resource.extension,
        )


def portions(records: Sequence[Any], size: int) -> list[tuple[Any, ...]]:
    """Records in as many messages as they need."""
    return [tuple(records[at : at + size]) for at in range(0, len(records), size)]


def _key(records: tuple[Any, ...]) -> bytes:
    """Eight bytes that any change of the records changes, the same after a restart; never the zero key."""
    return hashlib.sha256(repr(records).encode()).digest()[: KEY_BYTES - 1] + b"\x01"
