"""批量办理 — what can be done to the ticked rows of a list. Adding one is a row; the page that asks and the one that tells are shared.

    bulks.register(queries.Cases, queries.case_rows, "arrears.index", "arrears.show")
    bulks.offer("arrears.cases", Bulk("assign", N_("指派承办人"), P.CASE_ASSIGN, ManyAssignForm, find, assign))

A later feature offers what it can do to the rows of an earlier one's list by the name of that list. core.bulking does them.
"""

from dataclasses import KW_ONLY, dataclass

from flask import url_for

LISTS, BULKS = {}, {}  # name of a list -> where it is; -> what is offered there, in order
MOST = 200


@dataclass(frozen=True)
class Place:
    """A list: its Listing class, rows (user) -> select, its page, and the page of one of its records."""

    listing: type
    rows: object
    index: str
    show: str


def _numbered(records, user):
    return {one.id: (one.number, "") for one in records}


@dataclass(frozen=True)
class Bulk:
    """The words of the button, who sees it, and either a page of its own (`endpoint`) or what the shared page needs:

    form   an ActionForm; what depends on the rows is offered by its `offer_many(subjects, by)`
    find   (ids, user) -> records of the person's scope
    do     (record, *, by, made, **facts): through the record's own action; Refused with the reason. Answers ids of what it made
           (`made`: those of the rows before it), or None
    told   (records, user) -> {id: (its number, a few words that tell it apart)}
    most   rows at once; more: (run) -> [(words, url)]: what the page that tells leads to; wait: (run) -> (words, url) while something
           of it is still being made: the page asks there until it answers 205
    note   what must be known before it is done; place: buttons stand in this order
    """

    key: str
    words: str
    permission: object
    form: type | None = None
    find: object = None
    do: object = None
    told: object = _numbered
    most: int = MOST
    _: KW_ONLY  # named, so that a further one shifts nothing elsewhere
    more: object = None
    wait: object = None
    note: str = ""
    endpoint: str | None = None
    place: int = 1

    def url(self, listing):
        return url_for(self.endpoint) if self.endpoint else url_for("bulks.ask", listing=listing, key=self.key)


def register(listing, rows, index, show):
    LISTS[listing.name] = Place(listing, rows, index, show)


def offer(listing, *bulks):
    """`bulks` for the rows of the list of this name."""
    known = BULKS.setdefault(listing, [])
    known += [one for one in bulks if one not in known]


def offered(listing):
    return sorted(BULKS.get(listing, ()), key=lambda bulk: bulk.place)


def find(listing, key):
    """(Place, Bulk), or None."""
    place, bulk = LISTS.get(listing), next((one for one in offered(listing) if one.key == key and one.do), None)
    return (place, bulk) if place and bulk else None
