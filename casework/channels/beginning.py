"""What the counter's form takes from a work order, and what it gives back: the case that came of it."""

from flask_login import current_user

from casework import arrears
from casework.channels import actions, queries


def fill(id):
    """Fields of the registration form."""
    one = queries.order(id, current_user)
    return {"channel": str(one.channel), "reference": one.number, "received_on": one.received_on, "worker_name": one.who,
            "telephone": one.telephone, "employer_name": one.employer_name, "facts": one.content}


def registered(id, case):
    actions.link(queries.order(id, current_user), case=case, by=current_user._get_current_object())


arrears.BEGINNINGS["order"] = (fill, registered)
