"""A whole file, bound: at once when its parts are there, made by a job when most of them are still to be laid out."""

from flask import abort

from casework.arrears import queries as cases
from casework.core.permissions import P, may
from casework.documents import prepared
from casework.documents.prepared import Kind, Plan
from casework.dossiers import binder, bulks, contents

AT_ONCE = 24  # parts that are still to be made: some seconds on a busy machine


def whole(*, by, case, volume, redacted, duplex):
    """One volume of a case's file with its drafts, or the copy for outsiders."""
    found, said = cases.case(case, by), "（隐名副本）" * redacted
    if not may(by, P.PAPER_PRINT, found.area.path):
        abort(403)

    def make(file, told):
        file.write(binder.path(found, volume, redacted=redacted, duplex=duplex, by=by, told=told).read_bytes())

    return Plan(f"{found.number}{binder.VOLUMES[volume]}{said}.pdf", [("download", found, f"dossier {volume}{' redacted' * redacted}")],
                make, large=contents.unmade(found, volume, redacted=redacted) > AT_ONCE)


prepared.KINDS["dossiers.whole"] = Kind(whole, bulks.printable)
