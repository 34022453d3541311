"""电子签章 — one PAdES signature on an issued paper, appended to its bytes when they are made; what is kept is the signed file.

CASEWORK_SEAL names a PKCS#12 file, CASEWORK_SEAL_PASSWORD opens it, CASEWORK_TSA is the address of a time stamp authority.
Without a file papers stay unsigned. The moment is the real one, also in a demonstration: a certificate knows no other.
"""

import io
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from flask import current_app

from casework.core import clock
from casework.documents.pool import RenderFailed
from casework.law.findings import N_, Message

SOON = timedelta(days=30)
ROOM = 16384  # bytes for signature, chain and time stamp


@dataclass(frozen=True)
class Seal:
    """The opened PKCS#12 file: `signer` of pyHanko, the certificate's name and its last moment (aware, UTC)."""

    signer: object
    name: str
    until: object


def configured():
    return bool(current_app.config.get("SEAL"))


def load(at=None):
    """The seal, usable at the moment `at`; None without configuration. RenderFailed says in words what is wrong with it."""
    if not configured():
        return None
    from cryptography.hazmat.primitives.serialization import pkcs12

    place, password = current_app.config["SEAL"], (current_app.config.get("SEAL_PASSWORD") or "").encode()
    try:
        data = Path(place).read_bytes()
    except OSError:
        raise RenderFailed(Message(N_("签章证书 {file} 打不开，请检查 CASEWORK_SEAL 和文件权限"), file=place)) from None
    try:
        key, certificate, _chain = pkcs12.load_key_and_certificates(data, password or None)
    except ValueError:
        raise RenderFailed(N_("签章证书打不开：口令 CASEWORK_SEAL_PASSWORD 不对，或者文件不是 PKCS#12")) from None
    if key is None or certificate is None:
        raise RenderFailed(N_("签章证书文件里没有私钥或证书，不能签章"))
    at = at or clock.instant()
    until = certificate.not_valid_after_utc
    if at > until:
        raise RenderFailed(Message(N_("签章证书已于 {day} 到期，请换上新证书"), day=_day(until)))
    if at < certificate.not_valid_before_utc:
        raise RenderFailed(Message(N_("签章证书 {day} 才生效，请检查证书和本机时间"), day=_day(certificate.not_valid_before_utc)))
    return Seal(_signer(data, password), certificate.subject.rfc4514_string(), until)


def _signer(data, password):
    from pyhanko.sign.signers import SimpleSigner

    signer = SimpleSigner.load_pkcs12_data(data, other_certs=[], passphrase=password or None)
    if signer is None:
        raise RenderFailed(N_("签章证书的密钥类型不支持，请使用 RSA 或 ECDSA 证书"))
    return signer


def _day(moment):
    return moment.astimezone(clock.ZONE).date().isoformat()


def problem(at=None):
    """What stands in the way of sealing, or will soon, as (Message, fatal); None when all is well or nothing is configured."""
    try:
        seal = load(at)
    except RenderFailed as error:
        return error.message, True
    if seal and seal.until - (at or clock.instant()) < SOON:
        return Message(N_("签章证书将于 {day} 到期，请及早更换"), day=_day(seal.until)), False
    return None


def sealed(data):
    """The bytes of a PDF with our signature appended (an incremental update: the first bytes stay as they are); as given
    without configuration. RenderFailed when the seal or the time stamp authority refuses."""
    seal = load()
    if seal is None:
        return data
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
    from pyhanko.sign.signers import PdfSignatureMetadata, sign_pdf
    from pyhanko.sign.timestamps import TimestampRequestError

    how = PdfSignatureMetadata(field_name="Seal", md_algorithm="sha256", subfilter=SigSeedSubFilter.PADES, certify=True,
                               docmdp_permissions=MDPPerm.NO_CHANGES)
    out = io.BytesIO()
    try:
        sign_pdf(IncrementalPdfFileWriter(io.BytesIO(data)), how, seal.signer, timestamper=_timestamper(), output=out,
                 bytes_reserved=2 * ROOM)
    except TimestampRequestError:
        raise RenderFailed(Message(N_("时间戳服务 {url} 没有给出时间戳，文书稍后再签章"), url=current_app.config["TSA"])) from None
    except Exception as error:  # whatever a key or a library does, the job says it in words
        raise RenderFailed(Message(N_("签章没有成功：{reason}"), reason=f"{type(error).__name__}: {error}"[:200])) from error
    return out.getvalue()


def _timestamper():
    url = current_app.config.get("TSA")
    if not url:
        return None
    from pyhanko.sign.timestamps import HTTPTimeStamper

    return HTTPTimeStamper(url, timeout=15)


def plain(data):
    """The paper before it was sealed: what a joined file takes in, where a signature could only be a broken one."""
    end = data.rfind(b"%%EOF", 0, data.rfind(b"%%EOF"))
    return data[:end + 5] + b"\n" if end > 0 else data
