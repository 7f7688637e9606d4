"""Who may call: users that are services, the keys they have, and the names that others know users by.

A caller is one of Django's users.  What it may do is said by that user's permissions and groups.
"""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone

from cqi.auth.claims import LONGEST_SUBJECT, is_subject
from cqi.auth.peers import is_peer_name


class ServiceAccount(models.Model):
    """Marks a user as a service: it has keys and no password."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="service_account"
    )
    calls_per_second = models.PositiveIntegerField(
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text="Its own limit; empty, it has that of the configuration.",
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(calls_per_second__isnull=True) | Q(calls_per_second__gte=1),
                name="service_account_calls_per_second",
                violation_error_message="calls_per_second: must be at least 1, or absent",
            ),
        ]

    def __str__(self) -> str:
        return self.user.get_username()


class KeyQuerySet(models.QuerySet["ApiKey"]):
    def live(self) -> "KeyQuerySet":
        """Those that open something now."""
        return self.filter(
            Q(expires_at__isnull=True) | Q(expires_at__gt=timezone.now()), revoked_at__isnull=True
        )


class ApiKey(models.Model):
    """A key of a user.  Its secret is known to whoever was shown it, and is not here."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="api_keys")
    public_id = models.CharField(max_length=16, unique=True, editable=False)
    digest = models.BinaryField(max_length=32)
    label = models.CharField(max_length=128, blank=True, help_text="What it is for, or where it is kept.")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    expires_at = models.DateTimeField(null=True, blank=True, help_text="Empty, it does not expire.")
    revoked_at = models.DateTimeField(null=True, blank=True, editable=False)
    last_used_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = KeyQuerySet.as_manager()

    class Meta:
        verbose_name = "API key"
        ordering = ["-created_at", "-id"]

    @property
    def state(self) -> str:
        """What has become of it, in one word."""
        if self.revoked_at:
            return "revoked"
        return "expired" if self.expires_at and self.expires_at <= timezone.now() else "live"

    def __str__(self) -> str:
        return f"{self.public_id} of {self.user.get_username()}"


class ExternalIdentity(models.Model):
    """The name by which tokens or certificates know a user."""

    class Kind(models.TextChoices):
        TOKEN = "TOKEN", "subject of a token"
        CERTIFICATE = "CERTIFICATE", "name in a client certificate"

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="external_identities"
    )
    kind = models.CharField(max_length=16, choices=Kind)
    name = models.CharField(
        max_length=512, help_text="The token's subject, or the certificate's SPIFFE id or DNS name."
    )

    class Meta:
        verbose_name_plural = "external identities"
        constraints = [
            models.UniqueConstraint(fields=["kind", "name"], name="external_identity_unique"),
            models.CheckConstraint(
                condition=Q(kind__in=["TOKEN", "CERTIFICATE"]), name="external_identity_kind_known"
            ),
        ]

    def clean(self) -> None:
        """A name that no token or certificate can carry would be here, and nobody would be known by it."""
        if self.kind == self.Kind.TOKEN and not is_subject(self.name):
            raise ValidationError(
                {"name": f"must have at most {LONGEST_SUBJECT} characters, and none that is invisible"}
            )
        if self.kind == self.Kind.CERTIFICATE and not is_peer_name(self.name):
            raise ValidationError(
                {"name": "must be a SPIFFE id or a DNS name in small letters; a wildcard names nobody"}
            )

    def __str__(self) -> str:
        return f"{self.name} ({self.get_kind_display()})"
