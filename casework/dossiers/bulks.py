"""What can be done to ticked files: their volumes as one archive with a PDF for each, as a supervisor prints them."""

import zipfile

from flask import url_for

from casework.arrears.bulks import found, told
from casework.core import bulking, bulks
from casework.core.bulks import Bulk
from casework.core.errors import Refused
from casework.core.forms import ActionForm
from casework.core.permissions import P, may
from casework.documents import prepared
from casework.documents.prepared import Kind, Plan
from casework.dossiers import binder, contents, lists
from casework.law.findings import N_, Message

MOST, AT_ONCE = 40, 3  # files of one archive; of one that is made at once
NOTE = N_("每份案卷一个 PDF，装在一个压缩包里，和案卷页的“整卷 PDF”相同；不登记交出，页号不固定。一次最多 40 卷。")


class FilesForm(ActionForm):
    """Nothing more is asked: which volume, and on both sides or not, is chosen when the archive is opened."""


def print_files(case, *, by, made):
    """Ids of the cases whose file has something to print."""
    if not may(by, P.PAPER_PRINT, case.area.path):
        raise Refused(N_("你没有在这个辖区打印的权限"))
    if not contents.lines(case):
        raise Refused(N_("案卷里还没有材料"))
    return [case.id]


def archives_of(run):
    """Where the page that tells leads to."""
    if not run.made:
        return ()
    return [(Message(N_("下载正卷（{n} 卷）"), n=len(run.made)), url_for("dossiers.many", run=run.id)),
            (N_("正卷，双面印的"), url_for("dossiers.many", run=run.id, duplex=1)),
            (N_("下载副卷（有的才有）"), url_for("dossiers.many", run=run.id, volume="side"))]


def printable(by, ids):
    """Those of these cases whose files the person may print now, in this order."""
    mine = [case for case in found(ids, by) if may(by, P.PAPER_PRINT, case.area.path)]
    return sorted(mine, key=lambda case: ids.index(case.id))


def archive(*, by, run, volume, duplex):
    """One volume of every case of a run that the person may still print, in the run's order, a PDF for each, bound one at a time.
    Refused where none of them has this volume."""
    mine = [case for case in printable(by, bulking.own(run, by).made) if contents.lines(case, volume)]
    if not mine:
        raise Refused(N_("副卷里还没有材料") if volume == "side" else N_("案卷里还没有材料"))

    def make(file, tell):
        tell(0, len(mine))
        with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as out:
            for n, case in enumerate(mine, 1):
                try:
                    bound = binder.path(case, volume, drafts=False, duplex=duplex, by=by)
                except Refused as refusal:
                    raise Refused(Message(N_("{number}：{why}"), number=case.number, why=refusal.message)) from None
                out.write(bound, f"{n:02d} {case.number}{binder.VOLUMES[volume]}.pdf")
                tell(n, len(mine))

    return Plan(f"案卷{binder.VOLUMES[volume]}{len(mine)}卷.zip", [("download", case, f"dossier {volume} of many") for case in mine], make,
                large=len(mine) > AT_ONCE)


prepared.KINDS["dossiers.many"] = Kind(archive, printable)


bulks.register(lists.Files, lists.file_rows, "dossiers.index", "dossiers.show")
bulks.offer(lists.Files.name, Bulk("print", N_("打印整卷"), P.PAPER_PRINT, FilesForm, found, print_files, told, most=MOST,
                                   more=archives_of, note=NOTE))
