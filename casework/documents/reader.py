"""The program of one child process that looks at an uploaded file: which QR codes stand on it, and how each page looks.

Standard input: bytes of a PDF or a picture. Standard output: JSON {"codes": […], "pages": [SHA-256 of the drawn page, …]}.
Imports nothing of ours; whatever the file does, it does here, under limits.
"""

import hashlib
import io
import json
import resource
import sys

MOST = 60  # pages that are drawn


def codes(picture):
    import zxingcpp

    return [found.text for found in zxingcpp.read_barcodes(picture) if found.text]


def main():
    resource.setrlimit(resource.RLIMIT_AS, (1200 << 20, 1200 << 20))
    resource.setrlimit(resource.RLIMIT_CPU, (25, 30))
    data, seen, pages = sys.stdin.buffer.read(), [], []
    if data.startswith(b"%PDF-"):
        import pypdfium2

        document = pypdfium2.PdfDocument(data)
        for n in range(min(len(document), MOST)):
            if max(document[n].get_size()) > 2000:
                raise ValueError("a page larger than A1")
            drawn = document[n].render(scale=100 / 72, grayscale=True).to_pil()
            pages.append(hashlib.sha256(drawn.tobytes()).hexdigest())
            if not seen:
                seen = codes(document[n].render(scale=200 / 72, grayscale=True).to_pil())
    else:
        from PIL import Image, ImageOps

        Image.MAX_IMAGE_PIXELS = 50_000_000
        with Image.open(io.BytesIO(data)) as picture:
            seen = codes(ImageOps.exif_transpose(picture).convert("L"))
    json.dump({"codes": seen, "pages": pages}, sys.stdout)


if __name__ == "__main__":
    main()
