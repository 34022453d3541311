"""Forms check the shape of what was typed, then hand it to an action."""

from flask import g, request
from flask_wtf import FlaskForm
from wtforms import HiddenField

from casework.core import audit
from casework.core.errors import Conflict, Refused
from casework.extensions import db


class ActionForm(FlaskForm):
    """Field names equal the action's keywords; a refusal goes back to its field with everything typed kept."""

    not_facts = {"csrf_token", "version"}
    version = HiddenField()

    def about(self, record):
        """The form speaks of this record: a page opened before somebody else saved it raises Conflict."""
        if self.is_submitted():
            self._same_version(record)
        self.version.data = record.version
        self.prepare(record)

    def prepare(self, record):
        """What a form takes from its record before it is shown or judged."""

    def submit(self, action, *args, **kwargs):
        """Validate, run the action with the fields as keywords, put a refusal back on the form. True when done."""
        if not self.validate_on_submit():
            return False
        try:
            self.result = action(*args, **self.keywords(), **kwargs)
        except Refused as refusal:
            g.refused = True
            db.session.autoflush = False  # what was half done is shown to nobody and rolled back after the page
            self.refuse(refusal)
            return False
        return True

    def refuse(self, refusal):
        if refusal.field and refusal.field in self:
            self[refusal.field].errors = [*self[refusal.field].errors, str(refusal)]
        else:
            self.form_errors = [*self.form_errors, str(refusal)]

    def keywords(self):
        """What the action is called with (not `facts`: a field may have that name)."""
        return {name: field.data for name, field in self._fields.items() if name not in self.not_facts}

    def _same_version(self, record):
        typed = request.form.get("version", type=int)
        if typed is not None and typed != record.version:
            mine = {name: self[name].data for name in self._fields if name not in self.not_facts}
            changes = [
                (record.words.get(column, column), mine.get(column), record.said(column, new), name)
                for column, (_old, new, name) in audit.since(record, typed).items()
            ]
            raise Conflict(record, changes)
