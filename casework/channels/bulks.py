"""Ticked work orders are given to somebody who answers them."""

from casework.channels import actions, forms, queries
from casework.channels.models import WorkOrder
from casework.core import bulks
from casework.core.bulks import Bulk
from casework.core.permissions import P
from casework.extensions import db
from casework.law.findings import N_


def found(ids, user):
    return db.session.scalars(queries.orders(user).where(WorkOrder.id.in_(ids))).unique().all()


def told(orders, user):
    return {one.id: (one.number, " / ".join(filter(None, (one.employer_name, one.who)))) for one in orders}


def assign(one, *, by, made, holder):
    actions.assign(one, holder=holder, by=by)


bulks.register(queries.Orders, queries.order_rows, "channels.index", "channels.show")
bulks.offer(queries.Orders.name, Bulk("assign", N_("指派承办人"), P.CASE_REGISTER, forms.ManyAssignForm, found, assign, told))
