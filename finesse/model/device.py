"""A phone that an agent may choose at sign-in. Unified CCX lets nobody choose, so there are none.

Source: Finesse Web Services guide, Devices.
"""

from __future__ import annotations

from dataclasses import dataclass

from finesse.model.xml import Shape, each, text


@dataclass(frozen=True, slots=True)
class Device:
    """As CUCM knows it."""

    device_id: str
    device_type: int
    device_type_name: str


DEVICES: Shape[tuple[Device, ...]] = Shape(
    "Devices", each(Shape("Device", text("deviceId"), text("deviceType"), text("deviceTypeName")))
)
