"""The county's own certificate authority, and the certificate its server shows.

Stations trust this authority and no other: the code file of an enrolment carries it.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from ipaddress import IPv4Address, IPv6Address, ip_address
from urllib.parse import urlsplit

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

YEARS_10 = timedelta(days=3652)
SLOW_CLOCKS = timedelta(days=400)  # of stations: it counts from before it was made
SIGNS = {"key_cert_sign", "crl_sign"}
USES = (
    *("digital_signature", "content_commitment", "key_encipherment", "data_encipherment"),
    *("key_agreement", "key_cert_sign", "crl_sign", "encipher_only", "decipher_only"),
)


def host_of(url: str) -> str:
    """The name or address in https://host:port; empty where it is no such."""
    try:
        parts = urlsplit(url)
        whole = parts.scheme == "https" and parts.path in ("", "/") and not parts.query
        return parts.hostname or "" if whole and parts.port and not parts.username else ""
    except ValueError:
        return ""


def made(county: str, host: str, now: datetime) -> dict[str, bytes]:
    """PEM by file name: ca.pem, ca.key, server.pem, server.key."""
    ca_key, key = (ec.generate_private_key(ec.SECP256R1()) for _each in range(2))
    ca_name = _named(f"{county[:40]} CA")
    ca = _begun(ca_name, ca_name, ca_key.public_key(), now).add_extension(
        x509.BasicConstraints(ca=True, path_length=0), critical=True
    )
    server = (
        _begun(_named(county[:60]), ca_name, key.public_key(), now)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.SubjectAlternativeName(_reached(host)), critical=False)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(ca_key.public_key()), critical=False
        )
    )
    signed = {"ca": _signed(ca, SIGNS, ca_key), "server": _signed(server, {USES[0]}, ca_key)}
    certificates = {
        f"{name}.pem": one.public_bytes(serialization.Encoding.PEM) for name, one in signed.items()
    }
    return certificates | {"ca.key": _pem(ca_key), "server.key": _pem(key)}


def _named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def _begun(
    subject: x509.Name, issuer: x509.Name, public: ec.EllipticCurvePublicKey, now: datetime
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - SLOW_CLOCKS)
        .not_valid_after(now + YEARS_10)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
    )


def _signed(
    begun: x509.CertificateBuilder, uses: set[str], key: ec.EllipticCurvePrivateKey
) -> x509.Certificate:
    usage = x509.KeyUsage(**{name: name in uses for name in USES})
    return begun.add_extension(usage, critical=True).sign(key, hashes.SHA256())


def _reached(host: str) -> list[x509.GeneralName]:
    """That name or address; and this machine itself, for whoever looks after it there."""
    names = dict.fromkeys([host, "localhost", "127.0.0.1", "::1"])
    found = [_address(name) or name for name in names]
    return [x509.DNSName(one) if isinstance(one, str) else x509.IPAddress(one) for one in found]


def _address(host: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(host)
    except ValueError:
        return None


def _pem(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
