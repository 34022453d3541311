"""Parties among the records that somebody opened lately."""

from casework.core import recent
from casework.extensions import db
from casework.law.findings import N_
from casework.parties import queries
from casework.parties.models import Employer, Worker
from casework.parties.project_lists import project_rows
from casework.parties.project_models import Project


def employers(ids, user):
    rows = db.session.execute(queries.employer_rows(user).where(Employer.id.in_(ids)))
    return {row.id: (row.name, N_("用人单位")) for row in rows}


def workers(ids, user):
    rows = db.session.execute(db.select(Worker.id, Worker.name).where(Worker.id.in_(ids), queries.workers_seen(user)))
    return {row.id: (row.name, N_("劳动者")) for row in rows}


def projects(ids, user):
    rows = db.session.execute(project_rows(user).where(Project.id.in_(ids)).with_only_columns(Project.id, Project.name))
    return {row.id: (row.name, N_("工程")) for row in rows}


recent.KINDS["parties.show"] = (None, employers)  # registered by the way with every complaint: only what was opened
recent.KINDS["parties.worker"] = (None, workers)
recent.KINDS["parties.project"] = ("Project", projects)
