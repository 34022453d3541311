"""How a PDF is sent: inline, under a policy of its own that still lets the browser's viewer work."""

from urllib.parse import quote

from flask import Response

PAPER = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'"


def pdf_response(data, name):
    """Bytes shown inline under a policy of their own."""
    response = Response(data, mimetype="application/pdf")
    response.headers["Content-Disposition"] = f"inline; filename*=UTF-8''{quote(name)}"  # a header is Latin-1
    response.headers["Content-Security-Policy"] = PAPER
    response.headers["X-Frame-Options"] = "SAMEORIGIN"
    return response
