"""A test authority: makes the PKCS#12 files that an office would get from its certificate service."""

from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from cryptography.x509.oid import NameOID

PASSWORD = "试-seal"


def named(text):
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def pkcs12_file(path, *, since=-1, until=365, name="澄溪县人力资源和社会保障局", key=None):
    """Writes a key and a certificate, valid from `since` to `until` in days from now; answers {setting: value}."""
    root, key, now = ec.generate_private_key(ec.SECP256R1()), key or ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)

    def certificate(subject, public, authority):
        usage = dict.fromkeys(("digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement",
                               "key_cert_sign", "crl_sign", "encipher_only", "decipher_only"), False)
        usage |= {"key_cert_sign": True} if authority else {"digital_signature": True, "content_commitment": True}
        return (x509.CertificateBuilder().subject_name(named(subject)).issuer_name(named("测试根证书")).public_key(public)
                .serial_number(x509.random_serial_number()).not_valid_before(now + timedelta(days=min(since, until - 1)))
                .not_valid_after(now + timedelta(days=until))
                .add_extension(x509.BasicConstraints(authority, None), True).add_extension(x509.KeyUsage(**usage), True)
                .sign(root, hashes.SHA256()))

    own, above = certificate(name, key.public_key(), False), certificate("测试根证书", root.public_key(), True)
    path.write_bytes(pkcs12.serialize_key_and_certificates(b"seal", key, own, [above], BestAvailableEncryption(PASSWORD.encode())))
    return {"SEAL": str(path), "SEAL_PASSWORD": PASSWORD}
