"""核对：签发了的文书都有文件。"""

import sqlalchemy as sa

from casework.core.checks import check
from casework.core.jobs import Job
from casework.documents.store import Printed
from casework.extensions import db


@check("documents.made")
def papers_whose_bytes_were_given_up():
    """Issued, numbered, but every attempt to make or seal the file failed; `flask jobs retry` tries again."""
    key = sa.literal("printed:").concat(sa.cast(Printed.id, sa.String))
    given_up = sa.exists().where(Job.key == key, Job.state == "dead")
    return db.session.scalars(db.select(Printed.id).where(Printed.sha256.is_(None), given_up))
