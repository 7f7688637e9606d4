"""What has been done, and by whom: the record of changes, and the answers kept for retries."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

MOST_ASSETS = 4
"""The assets that one change can be of: the two of a relationship, as it was and as it is."""

SEALED = Q(revision__isnull=False)
"""A change of a transaction that has not ended has no revision.  Nobody asks for it: these indexes have none."""


def by_asset(place: int) -> models.Index:
    """The changes of the asset at one place of `assets`, by revision.

    One index over the whole array, such as GIN, knows no order: the 20,000 changes of an asset would be read and
    sorted for each page of 100.  The array stands in it as well, so that counting reads the index and no row:
    PostgreSQL takes the expression for a use of its column.
    """
    return models.Index(
        F(f"assets__{place}"),
        F("revision").desc(),
        F("assets"),
        name=f"change_by_asset_{place}",
        condition=SEALED & Q(**{f"assets__{place}__isnull": False}),
    )


class AnsweredRequest(models.Model):
    """The answer that a request with an id got, for the caller's retry of it.

    Written in the transaction of the change it answers for, so either both are there or neither.
    """

    caller = models.CharField(max_length=128)
    request_id = models.CharField(max_length=128)
    method = models.CharField(max_length=64)
    digest = models.BinaryField()
    response = models.BinaryField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["caller", "request_id"], name="answered_request_unique"),
        ]
        indexes = [models.Index(fields=["created_at"], name="answered_request_by_age")]

    def __str__(self) -> str:
        return f"{self.method} {self.request_id} of {self.caller}"


class TransactionId(models.Field):  # type: ignore[type-arg]  # not subscriptable when it runs
    """The number of a transaction, which PostgreSQL gives once in the life of a database."""

    def db_type(self, connection: Any) -> str:
        return "xid8"


class CurrentTransaction(models.Func):
    function = "pg_current_xact_id"
    template = "%(function)s()"
    output_field = TransactionId()


class Change(models.Model):
    """One change of one row, written with it: history, and what is to be told of it.

    The database gives the revision, the moment and the transaction at the commit, and refuses a row that changed
    without a Change as well as a Change of a row that did not change (migrations/sql/record.sql).
    """

    id = models.BigAutoField(primary_key=True)
    revision = models.BigIntegerField(
        null=True, unique=True, help_text="Its place in the order of commits, without gaps."
    )
    entity = models.CharField(max_length=64, help_text="The kind of row, such as AssetRelationship.")
    entity_id = models.CharField(max_length=128)
    version = models.BigIntegerField(help_text="The version that the row came to with this change.")
    event = models.CharField(max_length=64, help_text="What happened, such as QualityFlagRaised.")
    actor = models.CharField(max_length=128, help_text="Who did it: a caller, a person or a command.")
    channel = models.CharField(max_length=16, help_text="By which door it came: grpc, admin or command.")
    request_id = models.CharField(max_length=128, null=True, help_text="The request's id, where it had one.")
    reason = models.TextField(null=True, help_text="Why, in the words of whoever did it.")
    before = models.JSONField(
        null=True, help_text="The fields that differ, as they were; of a removed row all."
    )
    after = models.JSONField(null=True, help_text="The fields that differ, as they are.")
    message = models.BinaryField(null=True, help_text="The row's message after the change.")
    assets = ArrayField(
        models.UUIDField(), help_text="The asset that it is of, or those that the row belongs to or did."
    )
    keys = ArrayField(models.TextField(), help_text="The cache keys that it touches.")
    stamp = models.BigIntegerField(help_text="The row's stamp after the change.")
    trace = models.CharField(max_length=64, null=True, help_text="The trace context, as traceparent has it.")
    at = models.DateTimeField(null=True, help_text="The moment of the commit.")
    xid = TransactionId(db_default=CurrentTransaction(), editable=False)

    is_new_listing: bool | None = None
    """Of the change that lists something, whether it is the first time; None until that is looked up."""

    class Meta:
        permissions = [("revert_change", "Can take back a change")]
        constraints = [
            models.UniqueConstraint(fields=["entity_id", "entity", "version"], name="change_by_row"),
        ]
        indexes = [
            models.Index(fields=["actor", "-revision"], name="change_by_actor"),
            models.Index(fields=["event", "-revision"], name="change_by_event"),
            models.Index(fields=["entity", "-revision"], name="change_by_entity"),
            models.Index(fields=["channel", "-revision"], name="change_by_channel"),
            models.Index(fields=["at"], name="change_by_time"),
            # Two that are chosen together: each alone may have a million changes, and both none.
            models.Index(
                fields=["entity", "channel", "-revision"], name="change_by_entity_channel", condition=SEALED
            ),
            models.Index(
                fields=["event", "channel", "-revision"], name="change_by_event_channel", condition=SEALED
            ),
            models.Index(fields=["entity_id", "-revision"], name="change_of_row", condition=SEALED),
            *(by_asset(place) for place in range(MOST_ASSETS)),
            models.Index(fields=["xid"], condition=models.Q(revision=None), name="change_unsealed"),
            models.Index(
                fields=["request_id"], condition=models.Q(request_id__isnull=False), name="change_by_request"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event} of {self.entity} {self.entity_id} version {self.version}"


class WaitingEvent(models.Model):
    """The event of a change, from the commit of the change until the stream has it.

    The database adds it when it gives the change its revision (migrations/sql/waiting_events.sql); the relay takes
    it away once the stream has acknowledged it.  What was there before has none.
    """

    revision = models.BigIntegerField(primary_key=True, help_text="The revision of its change.")
    entity = models.CharField(max_length=64, help_text="The kind of row, such as AssetRelationship.")
    entity_id = models.CharField(max_length=128)
    urgent = models.BooleanField(help_text="Whether it goes before what is not: flags do.")
    tries = models.IntegerField(db_default=0, help_text="How often the stream has refused it.")
    refusal = models.TextField(null=True, help_text="Why the stream refused it last.")
    refused_at = models.DateTimeField(null=True, help_text="When that was.")
    retry_at = models.DateTimeField(null=True, help_text="When it is tried again.")
    parked_at = models.DateTimeField(
        null=True, help_text="Since when it is left, and what follows it goes on."
    )
    parked_by = models.CharField(max_length=128, null=True, help_text="Who parked it.")

    class Meta:
        indexes = [
            models.Index(
                fields=["urgent", "revision"], name="waiting_event_next", condition=Q(parked_at=None)
            ),
            models.Index(
                fields=["entity_id", "entity"],
                name="waiting_event_refused",
                condition=Q(parked_at=None, refused_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entity} {self.entity_id} revision {self.revision}"


class HistoryHead(models.Model):
    """A batch of changes, hashed, with the hash of all changes before it in its own (services/sealing).

    Who keeps one hash elsewhere can prove later that nothing before it was changed, by nobody.
    """

    first = models.BigIntegerField(unique=True, help_text="The revision of its first change.")
    last = models.BigIntegerField(unique=True, help_text="The revision of its last change.")
    hash = models.BinaryField(help_text="SHA-256 of the hash before it, its revisions, and its digests.")
    digests = models.BinaryField(help_text="The SHA-256 of each change, in the order of revisions.")
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(last__gte=models.F("first")), name="history_head_ordered"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.last}:{bytes(self.hash).hex()}"
