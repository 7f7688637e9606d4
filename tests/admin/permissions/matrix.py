"""Who may open which page, and whose form does something: one row a page of a kind, one row an action.

A page, an action or a model that no row names fails the tests.
"""

from typing import Any

from axes.models import AccessAttempt
from django.apps import apps
from django.contrib.auth.models import Group, User
from django_otp.plugins.otp_totp.models import TOTPDevice

from cqi.auth.models import ApiKey, ExternalIdentity, ServiceAccount
from registry.models import (
    AnsweredRequest,
    CacheUse,
    Change,
    HistoryHead,
    OwedInvalidation,
    QualityFlag,
    Row,
    SourceClaim,
    WaitingEvent,
)

PERSONS = ("nobody", "outsider", "reader", "curator", "risk officer", "admin")
"""An outsider has a password and is not of the staff; the others are called like their groups."""

KINDS: dict[type[Any], str] = {
    **{model: "row" for model in apps.get_app_config("registry").get_models() if issubclass(model, Row)},
    QualityFlag: "flag",
    **dict.fromkeys((AnsweredRequest, CacheUse, HistoryHead, OwedInvalidation, SourceClaim), "record"),
    Change: "change",
    WaitingEvent: "event",
    **dict.fromkeys((User, Group, ServiceAccount, ExternalIdentity), "people"),
    ApiKey: "key",
    **dict.fromkeys((AccessAttempt, TOTPDevice), "login"),
}

KEPT_FOREVER = {"registry.chain", "registry.venue", "cqi_auth.serviceaccount", "auth.user"}

PAGES = {
    # page: what each person gets for opening it; L is the way to the login page, I to the first page.
    "row changelist": "L L 200 200 200 200",
    "row add": "L L 403 200 403 200",
    "row change": "L L 200 200 200 200",
    "row history": "L L 200 200 200 200",
    "row delete": "L L 403 200 403 200",
    "row delete (kept forever)": "L L 403 403 403 403",
    "row merge_into": "L L 403 200 403 200",
    "row undelete": "L L 403 403 403 403",  # it takes forms only
    "flag changelist": "L L 200 200 200 200",
    "flag add": "L L 403 200 200 200",
    "flag change": "L L 200 200 200 200",
    "flag history": "L L 200 200 200 200",
    "flag delete": "L L 403 403 403 403",
    "record changelist": "L L 200 200 200 200",
    "record add": "L L 403 403 403 403",
    "record change": "L L 200 200 200 200",
    "record history": "L L 200 200 200 200",
    "record delete": "L L 403 403 403 403",
    "change changelist": "L L 200 200 200 200",
    "change add": "L L 403 403 403 403",
    "change change": "L L 200 200 200 200",
    "change history": "L L 200 200 200 200",
    "change delete": "L L 403 403 403 403",
    "change revert_change": "L L 403 403 403 200",
    "event changelist": "L L 200 200 200 200",
    "event add": "L L 403 403 403 403",
    "event change": "L L 200 200 200 200",
    "event history": "L L 200 200 200 200",
    "event delete": "L L 403 403 403 403",
    "people changelist": "L L 403 403 403 200",
    "people add": "L L 403 403 403 200",
    "people change": "L L 403 403 403 200",
    "people history": "L L 403 403 403 200",
    "people delete": "L L 403 403 403 200",
    "people delete (kept forever)": "L L 403 403 403 403",
    "people password_change": "L L 403 403 403 200",
    "key changelist": "L L 403 403 403 200",
    "key add": "L L 403 403 403 200",
    "key change": "L L 403 403 403 200",
    "key history": "L L 403 403 403 200",
    "key delete": "L L 403 403 403 403",
    "login changelist": "L L 403 403 403 200",
    "login add": "L L 403 403 403 403",
    "login change": "L L 403 403 403 200",
    "login history": "L L 403 403 403 200",
    "login delete": "L L 403 403 403 200",
    "admin:index": "L L 200 200 200 200",
    "admin:search": "L L 200 200 200 200",
    "admin:login": "200 200 I I I I",
    "admin:logout": "I I 405 405 405 405",  # it takes forms only
    "admin:password_change": "L L 200 200 200 200",
    "admin:password_change_done": "L L 200 200 200 200",
    "admin:autocomplete": "L L 200 200 200 200",
    "admin:jsi18n": "L L 200 200 200 200",
    "admin:view_on_site": "L L 404 404 404 404",
    "admin:app_list": "L L 200 200 200 200",
    "admin:catch_all": "L L 404 404 404 404",
    "autocomplete": "L L 200 200 200 200",
    "second_factor": "L L 200 200 200 200",
    "root": "I I I I I I",
    "health/live": "200 200 200 200 200 200",
    "health/ready": "200 200 200 200 200 200",
    "metrics": "200 200 200 200 200 200",
}

ACTIONS = {"delete_selected", "merge_into", "park_events", "retry_events", "revert_change", "revoke_keys"}
"""Those that a list or a page offers beside its form."""

EFFECTS = {
    # what a form does: for whom it does that; for all others it does nothing.
    "row add": "curator, admin",
    "row change": "curator, admin",
    "row delete": "curator, admin",
    "row delete_selected": "curator, admin",
    "row merge_into": "curator, admin",
    "row undelete": "curator, admin",
    "flag add": "curator, risk officer, admin",
    "flag change": "risk officer, admin",
    "flag delete": "",
    "flag delete_selected": "",
    "record delete": "",
    "record delete_selected": "",
    "change delete": "",
    "change delete_selected": "",
    "change revert_change": "admin",
    "event delete": "",
    "event delete_selected": "",
    "event park_events": "admin",
    "event retry_events": "admin",
    "people add": "admin",
    "people change": "admin",
    "people delete": "admin",
    "people delete_selected": "admin",
    "key add": "admin",
    "key delete": "",
    "key revoke_keys": "admin",
    "login delete": "admin",
    "login delete_selected": "admin",
}
