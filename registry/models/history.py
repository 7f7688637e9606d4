"""What has been done, and by whom: the answers kept for retries."""

from django.db import models


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


class ChangeReason(models.Model):
    """Why a row was changed, in the words of whoever changed it; written with the change."""

    entity = models.CharField(max_length=64, help_text="The kind of row, such as AssetRelationship.")
    entity_id = models.CharField(max_length=128)
    version = models.BigIntegerField(help_text="The version that the row came to with this change.")
    actor = models.CharField(max_length=128)
    reason = models.TextField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["entity_id", "version"], name="change_reason_by_row")]

    def __str__(self) -> str:
        return f"{self.entity} {self.entity_id} version {self.version}"
