"""Make a lab CA and node certificates (ECDSA P-256), as a trainer would sign a cluster's nodes."""

from __future__ import annotations

import datetime
import ipaddress
from collections.abc import Iterable
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from vos import private

CA_DAYS = 3650
NODE_DAYS = 397  # browsers refuse longer ones
RENEW_BEFORE = datetime.timedelta(days=7)
BEGIN_BEFORE = datetime.timedelta(days=1)  # so that a clock that is set back leaves them valid


class NotYetValid(Exception):
    """The clock is wrong, or was when the CA was made. The text goes on with a sentence about the CA."""


def ensure(folder: Path, name: str, hosts: Iterable[str], now: datetime.datetime | None = None) -> bool:
    """Have `NAME.pem` and `NAME.key` in `folder`, good for `hosts`, signed by `ca.pem`. True if made anew.

    What is there already is kept while it fits the hosts, is signed by the CA and lasts a week more; so is
    the CA. ValueError if what is called the CA is none; NotYetValid if the clock is before its time.
    """
    now = now or datetime.datetime.now(datetime.UTC)
    hosts = sorted(set(hosts))
    private.folder(folder)
    ca_key, ca = _authority(folder, now)
    certificate, key = folder / f"{name}.pem", folder / f"{name}.key"
    if certificate.is_file() and key.is_file() and _fits(certificate, ca, hosts, now):
        return False
    until = min(now + datetime.timedelta(days=NODE_DAYS), ca.not_valid_after_utc)
    node_key = ec.generate_private_key(ec.SECP256R1())
    node = (
        _builder(name, ca.subject, node_key.public_key(), now, until)
        .add_extension(x509.SubjectAlternativeName([_general_name(host) for host in hosts]), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(ca_key.public_key()), critical=False
        )
        .sign(ca_key, hashes.SHA256())
    )
    _write_key(key, node_key)
    certificate.write_bytes(
        node.public_bytes(serialization.Encoding.PEM) + ca.public_bytes(serialization.Encoding.PEM)
    )
    return True


def _authority(folder: Path, now: datetime.datetime) -> tuple[ec.EllipticCurvePrivateKey, x509.Certificate]:
    certificate, key = folder / "ca.pem", folder / "ca.key"
    if certificate.is_file() and key.is_file():
        private.file(key)
        loaded = serialization.load_pem_private_key(key.read_bytes(), None)
        assert isinstance(loaded, ec.EllipticCurvePrivateKey)
        kept = x509.load_pem_x509_certificate(certificate.read_bytes())
        if now < kept.not_valid_before_utc:
            raise NotYetValid(f"is valid from {kept.not_valid_before_utc} on, and the clock says {now}")
        if now < kept.not_valid_after_utc - RENEW_BEFORE:
            return loaded, kept
    until = now + datetime.timedelta(days=CA_DAYS)
    ca_key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "finesse-lab CA")])
    ca = (
        _builder("finesse-lab CA", subject, ca_key.public_key(), now, until)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_ca_usage(), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(ca_key.public_key()), critical=False)
        .sign(ca_key, hashes.SHA256())
    )
    _write_key(key, ca_key)
    certificate.write_bytes(ca.public_bytes(serialization.Encoding.PEM))
    return ca_key, ca


def _builder(
    name: str,
    issuer: x509.Name,
    public_key: ec.EllipticCurvePublicKey,
    now: datetime.datetime,
    until: datetime.datetime,
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]))
        .issuer_name(issuer)
        .public_key(public_key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - BEGIN_BEFORE)
        .not_valid_after(until)
    )


def _fits(file: Path, ca: x509.Certificate, hosts: list[str], now: datetime.datetime) -> bool:
    try:
        node = x509.load_pem_x509_certificate(file.read_bytes())
        node.verify_directly_issued_by(ca)
        names = node.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except Exception:  # unreadable, foreign or without names: any of these asks for a new one
        return False
    lasts = node.not_valid_before_utc <= now < node.not_valid_after_utc - RENEW_BEFORE
    return lasts and set(names) == {_general_name(h) for h in hosts}


def _general_name(host: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(host))
    except ValueError:
        return x509.DNSName(host)


def _ca_usage() -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=True, key_cert_sign=True, crl_sign=True, content_commitment=False,
        key_encipherment=False, data_encipherment=False, key_agreement=False, encipher_only=False,
        decipher_only=False,
    )  # fmt: skip


def _write_key(file: Path, key: ec.EllipticCurvePrivateKey) -> None:
    pem = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file.unlink(missing_ok=True)
    with open(file, "xb", opener=private.opener) as stream:
        stream.write(pem)
