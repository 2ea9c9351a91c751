"""Whoever sits between takes no client to an old version of TLS or to a cipher that can be attacked."""

import asyncio
import ssl

import pytest

from lab.testing.running_lab import RunningLab
from vos import tls

DOORS = (("finesse", "https"), ("notification", "https"), ("notification", "c2s_tls"), ("cucm", "axl"))
CBC = "ECDHE-ECDSA-AES128-SHA256:ECDHE-ECDSA-AES256-SHA:ECDHE-ECDSA-AES128-SHA:@SECLEVEL=0"
AEAD = "ECDHE-ECDSA-AES128-GCM-SHA256"


@pytest.mark.filterwarnings("ignore:ssl.TLSVersion")
async def test_every_door_with_tls_refuses_what_is_weak(lab_in_loop: RunningLab) -> None:
    def client(ciphers: str, version: ssl.TLSVersion) -> ssl.SSLContext:
        context = ssl.create_default_context(cafile=str(lab_in_loop.home / "certs" / tls.CA))
        context.set_ciphers(ciphers)
        context.minimum_version = context.maximum_version = version
        return context

    for door in DOORS:
        address = lab_in_loop.address(*door)
        for ciphers, version in ((CBC, ssl.TLSVersion.TLSv1_2), ("ALL:@SECLEVEL=0", ssl.TLSVersion.TLSv1_1)):
            with pytest.raises((ssl.SSLError, ConnectionResetError)):
                await asyncio.open_connection(
                    *address, ssl=client(ciphers, version), server_hostname="localhost"
                )
        good = client(AEAD, ssl.TLSVersion.TLSv1_2)
        _, writer = await asyncio.open_connection(*address, ssl=good, server_hostname="localhost")
        writer.close()
