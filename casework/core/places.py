"""Where somebody was in a list: kept in the session, one place for each list, so that a record leads back to its row."""

from urllib.parse import parse_qsl, urlencode

from flask import has_request_context, request, session, url_for
from werkzeug.datastructures import MultiDict


def keep():
    """Remember this list's address for the records that are opened from it: one for each list, the last few lists."""
    if not has_request_context() or request.method != "GET":
        return
    places = {k: v for k, v in session.get("places", {}).items() if k != request.endpoint}
    query = urlencode([(k, v) for k, v in request.args.items(multi=True) if v and k not in ("as", "ticked")])
    if query and len(query) <= 500:
        places[request.endpoint] = query
    session["places"] = dict(list(places.items())[-4:])


def place(endpoint, id=None, **values):
    """The list as the person left it, at the row of this record."""
    query = dict_of(session.get("places", {}).get(endpoint, ""))
    return url_for(endpoint, _anchor=f"r{id}" if id else None, **values, **query)


def dict_of(query):
    """A query string as url_for takes it."""
    args = MultiDict(parse_qsl(query))
    return {key: args.getlist(key) for key in args}
