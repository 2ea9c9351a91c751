"""What several messages share: the head of every call event, and the data that travels with a call."""

from __future__ import annotations

from ccx_engine.cti.layout import (
    MAX_NAMED,
    MAX_WRAP_UPS,
    NAMEDARRAY,
    NAMEDVAR,
    UINT,
    USHORT,
    NamedArray,
    NamedVariable,
    String,
)
from ccx_engine.cti.wire import (
    Message,
    fixed,
    floating,
    repeated,
    shared,
)


@shared
class Monitored(Message):
    """The constants that every call event begins with."""

    __slots__ = ()
    monitor_id: int = fixed(UINT, default=0)
    peripheral_id: int = fixed(UINT, default=1)
    peripheral_type: int = fixed(USHORT, default=21)


@shared
class CallData(Message):
    """Call variables, wrap-up data and ECC variables; None is "not told", the empty string is a value.

    The wrap-up reasons of a call are as many CallWrapupData fields; none of them is "not told", and an
    empty one alone takes them all away.
    """

    __slots__ = ()
    call_variable_1: str | None = floating(13, String(41), default=None)
    call_variable_2: str | None = floating(14, String(41), default=None)
    call_variable_3: str | None = floating(15, String(41), default=None)
    call_variable_4: str | None = floating(16, String(41), default=None)
    call_variable_5: str | None = floating(17, String(41), default=None)
    call_variable_6: str | None = floating(18, String(41), default=None)
    call_variable_7: str | None = floating(19, String(41), default=None)
    call_variable_8: str | None = floating(20, String(41), default=None)
    call_variable_9: str | None = floating(21, String(41), default=None)
    call_variable_10: str | None = floating(22, String(41), default=None)
    call_wrapup_data: tuple[str, ...] = repeated(46, String(40), most=MAX_WRAP_UPS, default=())
    named_variables: tuple[NamedVariable, ...] = repeated(82, NAMEDVAR, most=MAX_NAMED, default=())
    named_arrays: tuple[NamedArray, ...] = repeated(83, NAMEDARRAY, most=MAX_NAMED, default=())
