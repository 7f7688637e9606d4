"""Who may call, as the database has it at one time.

Each statement reads one table.  With a join it could hold one table's lock and wait for another's.  A migration
that holds the second and waits for the first would then be a dead-lock.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Q

from cqi.auth.caller import Caller
from cqi.auth.models import ApiKey, ExternalIdentity, ServiceAccount

USE_WRITTEN_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class KnownKey:
    """An API key; `caller` is None where it opens nothing, and `why_not` says why."""

    digest: bytes
    caller: Caller | None
    why_not: str
    expires_at: float
    last_used_at: float


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The active callers by what proves who they are."""

    services: Mapping[str, Caller] = field(default_factory=dict)
    """By the name of the service account."""
    keys: Mapping[str, KnownKey] = field(default_factory=dict, repr=False)
    """By public id.  Keys that open nothing any more are here too, so that a log line can say why."""
    subjects: Mapping[str, Caller] = field(default_factory=dict)
    certificates: Mapping[str, Caller] = field(default_factory=dict)


def read_snapshot() -> Snapshot:
    """Read everything anew.  Users with the same groups share one set of permissions in memory."""
    limits = dict(ServiceAccount.objects.values_list("user_id", "calls_per_second"))
    permissions = _permissions()
    users = get_user_model()._default_manager.filter(is_active=True)
    callers: dict[Any, Caller] = {
        pk: Caller(name, permissions(pk, is_superuser), limits.get(pk))
        for pk, name, is_superuser in users.values_list("pk", "username", "is_superuser")
    }
    identities = {kind: {} for kind in ExternalIdentity.Kind.values}  # type: dict[str, dict[str, Caller]]
    for kind, name, user in ExternalIdentity.objects.values_list("kind", "name", "user_id"):
        if caller := callers.get(user):
            identities[kind][name] = caller
    return Snapshot(
        services={callers[user].name: callers[user] for user in limits if user in callers},
        keys=_keys(callers),
        subjects=identities[ExternalIdentity.Kind.TOKEN],
        certificates=identities[ExternalIdentity.Kind.CERTIFICATE],
    )


def _permissions() -> Callable[[Any, bool], frozenset[str]]:
    """A function that says what a user may do: its own permissions and those of its groups."""
    apps = dict(ContentType.objects.order_by().values_list("pk", "app_label"))
    rows = Permission.objects.order_by().values_list("pk", "content_type_id", "codename")
    names = {pk: f"{apps[app]}.{codename}" for pk, app, codename in rows if app in apps}
    everything = frozenset(names.values())
    users = get_user_model()
    of_groups = _many(Group.permissions.through.objects.values_list("group_id", "permission_id"))
    groups = _many(users.groups.through.objects.values_list("user_id", "group_id"))
    own = _many(users.user_permissions.through.objects.values_list("user_id", "permission_id"))
    known: dict[tuple[frozenset[int], frozenset[int]], frozenset[str]] = {}

    def permissions(user: Any, is_superuser: bool) -> frozenset[str]:
        if is_superuser:
            return everything
        origin = frozenset(groups[user]), frozenset(own[user])
        if origin not in known:
            keys = set(origin[1]).union(*(of_groups[group] for group in origin[0]))
            known[origin] = frozenset(names[key] for key in keys if key in names)
        return known[origin]

    return permissions


def _many(pairs: Iterable[tuple[Any, Any]]) -> defaultdict[Any, list[Any]]:
    found: defaultdict[Any, list[Any]] = defaultdict(list)
    for one, other in pairs:
        found[one].append(other)
    return found


def _keys(callers: Mapping[Any, Caller]) -> dict[str, KnownKey]:
    columns = ("public_id", "digest", "user_id", "expires_at", "revoked_at", "last_used_at")
    found = {}
    for public_id, kept, user, expires_at, revoked_at, last_used_at in ApiKey.objects.order_by().values_list(
        *columns
    ):
        caller = None if revoked_at else callers.get(user)
        why_not = "revoked" if revoked_at else "inactive user"
        expires = expires_at.timestamp() if expires_at else float("inf")
        used = last_used_at.timestamp() if last_used_at else float("-inf")
        found[public_id] = KnownKey(bytes(kept), caller, why_not, expires, used)
    return found


def write_uses(snapshot: Snapshot, used: Mapping[str, float]) -> None:
    """Keep when keys were used last: at most once a minute a key, whichever process it was used on.

    A row that somebody else holds is passed over: whoever waited for it would learn late of what was revoked.
    """
    for public_id, moment in used.items():
        key = snapshot.keys.get(public_id)
        if key and moment - key.last_used_at >= USE_WRITTEN_SECONDS:
            last = datetime.fromtimestamp(moment, UTC)
            before = datetime.fromtimestamp(moment - USE_WRITTEN_SECONDS, UTC)
            unwritten = Q(last_used_at__isnull=True) | Q(last_used_at__lte=before)
            free = ApiKey.objects.filter(unwritten, public_id=public_id).select_for_update(skip_locked=True)
            with transaction.atomic():
                ApiKey.objects.filter(pk__in=free.values("pk")).update(last_used_at=last)
