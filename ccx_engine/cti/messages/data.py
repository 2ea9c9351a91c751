"""Changing the data that travels with a call."""

from __future__ import annotations

from ccx_engine.cti.enums import CallType, ConnectionDeviceType, Disposition
from ccx_engine.cti.layout import (
    UINT,
    USHORT,
    String,
    Unspec,
)
from ccx_engine.cti.messages.shared import CallData
from ccx_engine.cti.wire import (
    Message,
    counter,
    fixed,
    floating,
    inherited,
    message,
)


@message(26)
class SetCallDataReq(CallData):
    """Change the data given here, leave the rest."""

    invoke_id: int = fixed(UINT, default=0)
    peripheral_id: int = fixed(UINT, default=1)
    connection_device_type: int = fixed(USHORT.of(ConnectionDeviceType), default=ConnectionDeviceType.STATIC)
    call_id: int = fixed(UINT)
    num_named_variables = counter("named_variables")
    num_named_arrays = counter("named_arrays")
    call_type: int = fixed(USHORT.of(CallType), default=CallType.NULL)
    called_party_disposition: int = fixed(USHORT.of(Disposition), default=Disposition.INVALID)
    campaign_id: int = fixed(UINT, default=0)
    query_rule_id: int = fixed(UINT, default=1)
    connection_device_id: str = floating(25, String(64))
    ani: str | None = floating(8, String(40), default=None)
    user_to_user_info: bytes | None = floating(9, Unspec(131), default=None)
    caller_entered_digits: str | None = floating(12, String(40), default=None)
    call_data = inherited(CallData)
    customer_phone_number: str | None = floating(95, String(20), default=None)
    customer_account_number: str | None = floating(96, String(32), default=None)


@message(27)
class SetCallDataConf(Message):
    """The data was changed."""

    invoke_id: int = fixed(UINT)
