"""The program of one child process that looks at uploaded files: which QR codes stand on them, and how each page looks.

Standard input: bytes of a PDF or a picture. Standard output: JSON {"codes": […], "pages": [SHA-256 of the drawn page, …], "seals": […]}.
With the argument "codes": paths of kept files, one a line; answers one JSON list of codes a line, as soon as each is known.
Imports nothing of ours; whatever the file does, it does here, under limits.
"""

import hashlib
import io
import json
import logging
import resource
import sys

MOST = 60  # pages that are drawn
SCANNED = 10  # pages of a scan that are searched for a code
SMALL = 2000  # pixels of the longer side that are looked at first: a code of ours is 60 wide there on a photo of an A4 sheet
PIXELS = 50_000_000


def codes(picture):
    """QR codes alone, dark on light: every other kind that the library knows costs four times as much."""
    import zxingcpp

    found = zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.QRCode, try_invert=False)
    return [one.text for one in found if one.text]


def photographed(source):
    """The codes on a picture (a path or a file): on one of SMALL pixels, drawn so by the JPEG reader itself; if there is none, on the
    whole of it. Which side is up does not matter."""
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = PIXELS
    with Image.open(source) as picture:
        size = picture.size
        picture.draft("L", (SMALL, SMALL))
        small = picture.convert("L")
        if max(small.size) > SMALL:
            small.thumbnail((SMALL, SMALL), Image.Resampling.BOX)
        found = codes(small)
    if found or max(size) <= SMALL:
        return found
    with Image.open(source) as picture:
        return codes(picture.convert("L"))


def scanned(document):
    """The codes on the first page that has one."""
    for n in range(min(len(document), SCANNED)):
        if max(document[n].get_size()) > 2000:
            raise ValueError("a page larger than A1")
        if found := codes(document[n].render(scale=200 / 72, grayscale=True).to_pil()):
            return found
    return []


def each(paths):
    """One line for each file, in their order: its codes; none when it cannot be read."""
    for path in paths:
        try:
            with open(path, "rb") as file:
                pdf = file.read(5) == b"%PDF-"
            if pdf:
                import pypdfium2

                found = scanned(pypdfium2.PdfDocument(path))
            else:
                found = photographed(path)
        except Exception:
            found = []
        print(json.dumps(found), flush=True)


def seals(data):
    """The signatures in a PDF: [{"by", "issuer", "certificate" (SHA-256), "at" (ISO), "stamped" (by an authority), "unchanged",
    "in_time" (the certificate was valid then)}]. Nothing is fetched; whose certificate it is, the caller knows."""
    from asn1crypto.util import timezone
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation import SignatureCoverageLevel, validate_pdf_signature
    from pyhanko_certvalidator import ValidationContext

    def name(subject):
        found = subject.native.get("common_name") or subject.native.get("organization_name") or ""
        return found if isinstance(found, str) else "、".join(found)

    logging.getLogger("pyhanko").setLevel(logging.ERROR)  # it warns of every certificate that leads to no root: none does here
    nobody, found = ValidationContext(trust_roots=[], allow_fetching=False), []
    for one in PdfFileReader(io.BytesIO(data), strict=False).embedded_regular_signatures:
        status = validate_pdf_signature(one, nobody, nobody, skip_diff=True)
        stamp, certificate = status.timestamp_validity, one.signer_cert
        stamped = bool(stamp and stamp.intact and stamp.valid)
        at = (stamp.timestamp if stamped else one.self_reported_timestamp).astimezone(timezone.utc)
        found.append({
            "by": name(certificate.subject), "issuer": name(certificate.issuer), "certificate": certificate.sha256.hex(),
            "at": at.isoformat(), "stamped": stamped,
            "unchanged": bool(status.intact and status.valid and status.coverage == SignatureCoverageLevel.ENTIRE_FILE),
            "in_time": certificate.not_valid_before <= at <= certificate.not_valid_after})
    return found


def _seals(data):
    """Of a file that anybody made: what cannot be read as a signature is one that does not hold."""
    try:
        return seals(data)
    except Exception as error:
        return [{"by": "", "issuer": "", "certificate": "", "at": None, "stamped": False, "unchanged": False, "in_time": False,
                 "error": type(error).__name__}] if b"/ByteRange" in data else []


def main():
    resource.setrlimit(resource.RLIMIT_AS, (1200 << 20, 1200 << 20))
    resource.setrlimit(resource.RLIMIT_CPU, (25, 30))
    if sys.argv[1:] == ["codes"]:
        return each(sys.stdin.read().splitlines())
    data, seen, pages, signed = sys.stdin.buffer.read(), [], [], []
    if data.startswith(b"%PDF-"):
        import pypdfium2

        document, signed = pypdfium2.PdfDocument(data), _seals(data)
        for n in range(min(len(document), MOST)):
            if max(document[n].get_size()) > 2000:
                raise ValueError("a page larger than A1")
            drawn = document[n].render(scale=100 / 72, grayscale=True).to_pil()
            pages.append(hashlib.sha256(drawn.tobytes()).hexdigest())
            if not seen:
                seen = codes(document[n].render(scale=200 / 72, grayscale=True).to_pil())
    else:
        seen = photographed(io.BytesIO(data))
    return json.dump({"codes": seen, "pages": pages, "seals": signed}, sys.stdout)


if __name__ == "__main__":
    main()
