"""Fields and constraints that several models share, each declared once."""

from collections.abc import Iterable
from copy import copy
from typing import Any
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator, URLValidator
from django.db import DEFAULT_DB_ALIAS, models
from django.db.models import Q
from uuid_utils.compat import uuid7

from registry.values.metadata import validate_metadata
from registry.values.text import validate_text

SLUG = r"^[a-z0-9]+([_-][a-z0-9]+)*$"


def url_validator(*schemes: str) -> URLValidator:
    """A check for URLs of these schemes.  Its message is set afterwards, so it does not stand in migrations."""
    validator = URLValidator(schemes=[*schemes])
    *most, last = schemes
    validator.message = f"must be an address by {', '.join(most)} or {last}, such as https://example.org"
    return validator


validate_url = url_validator("http", "https", "ipfs")
validate_rpc_url = url_validator("http", "https", "ws", "wss")


def new_id() -> UUID:
    """A time-ordered key (UUID version 7)."""
    return uuid7()


def key() -> Any:
    """The primary key of a model: a UUID that is made with the row."""
    return models.UUIDField(primary_key=True, default=new_id, editable=False)


def slug(**options: Any) -> Any:
    """A key people write: lower-case letters and digits, parts joined by `_` or `-`."""
    rule = RegexValidator(
        SLUG, "must be lower-case letters and digits, joined by _ or -, such as binance_usdm"
    )
    return models.CharField(max_length=64, validators=[rule], **options)


def text(max_length: int = 128, **options: Any) -> Any:
    """Text a person reads: every character of it can be seen."""
    return models.CharField(max_length=max_length, validators=[validate_text], **options)


def optional_text(max_length: int = 256, **options: Any) -> Any:
    return models.CharField(max_length=max_length, null=True, blank=True, **options)


def folded(max_length: int = 512, **options: Any) -> Any:
    """Text by `registry.values.text.fold`, kept beside what people read: what lookups and search compare.

    Its order is that of its bytes, so one index serves equality, prefixes and pages in its order.
    """
    return models.CharField(max_length=max_length, editable=False, db_collation="C", **options)


def url(**options: Any) -> Any:
    return models.CharField(max_length=2048, null=True, blank=True, validators=[validate_url], **options)


def metadata_object() -> Any:
    return models.JSONField(default=dict, blank=True, validators=[validate_metadata])


def url_list() -> Any:
    address: Any = models.CharField(max_length=2048, validators=[validate_rpc_url])
    addresses: Any = ArrayField(address, default=list, blank=True)
    # Set afterwards: what a field is made with stands in migrations.
    address.error_messages["blank"] = "must not be empty"
    addresses.error_messages["item_invalid"] = "item %(nth)s"
    return addresses


def text_list() -> Any:
    """Texts that a person reads, up to 256 characters each."""
    texts: Any = ArrayField(text(256), default=list, blank=True)
    texts.error_messages["item_invalid"] = "item %(nth)s"
    return texts


def number(**options: Any) -> Any:
    """numeric(50,24); NULL is unknown, never zero."""
    return models.DecimalField(max_digits=50, decimal_places=24, null=True, blank=True, **options)


def price_rule() -> Any:
    """A rule for prices where one step does not say it; NULL is none, or unknown."""
    return models.JSONField(null=True, blank=True)


def moment(**options: Any) -> Any:
    """A time with its zone; NULL is unknown."""
    return models.DateTimeField(null=True, blank=True, **options)


def choice(choices: Any, **options: Any) -> Any:
    """A value of an enum of the contract, kept by its name there without the prefix."""
    right = f"must be one of {', '.join(choices.values)}"
    return models.CharField(
        max_length=32, choices=choices.choices, error_messages={"invalid_choice": right}, **options
    )


def reference(model: str, name: str = "+", **options: Any) -> Any:
    """A foreign key that protects what it refers to.  Its index is the model's own, sorted for its lists."""
    options.setdefault("db_index", False)
    return models.ForeignKey(model, models.PROTECT, related_name=name, **options)


LIVE = Q(deleted_at__isnull=True)
LISTED = Q(delisted_at__isnull=True)
DELETED, DELISTED = ~LIVE, ~LISTED


class Unique(models.UniqueConstraint):
    """A unique constraint that says what is taken: of which model, and by which values.

    To migrations it is Django's own.
    """

    def validate(
        self,
        model: type[models.Model],
        instance: models.Model,
        exclude: set[str] | None = None,
        using: str = DEFAULT_DB_ALIAS,
    ) -> None:
        try:
            super().validate(model, instance, exclude, using)
        except ValidationError as error:
            columns = {field.name: field.attname for field in model._meta.concrete_fields}
            values = (getattr(instance, columns[name]) for name in self.fields)
            taken = "/".join(str(value) for value in values if value is not None)
            about = {"model_class": model, "taken": taken}
            raise ValidationError(error.message, error.code, about) from None

    def deconstruct(self) -> Any:
        _, args, options = super().deconstruct()
        return "django.db.models.UniqueConstraint", args, options


def unique(*fields: str, name: str, message: str, condition: Q | None = None, nulls: bool = False) -> Any:
    """A unique constraint whose violation reads well; with `nulls`, two NULLs are the same."""
    return Unique(
        fields=fields,
        name=name,
        condition=condition,
        nulls_distinct=False if nulls else None,
        violation_error_message=message,
        violation_error_code="unique",
    )


def check(condition: Q, *, name: str, message: str) -> Any:
    """A check constraint; its message begins with the field that it is about."""
    return models.CheckConstraint(condition=condition, name=name, violation_error_message=message)


def one_of(field: str, choices: Any, *, name: str) -> Any:
    """A field is NULL or one of the choices."""
    return check(
        Q(**{f"{field}__in": sorted(choices.values)}) | Q(**{f"{field}__isnull": True}),
        name=name,
        message=f"{field}: must be one of {', '.join(map(str, choices.values))}",
    )


def positive(fields: Iterable[str], *, name: str) -> list[Any]:
    """Each of the fields is NULL or more than 0; `name` is the model's, with which the constraints' names begin."""
    return [
        check(
            Q(**{f"{field}__gt": 0}) | Q(**{f"{field}__isnull": True}),
            name=f"{name}_{field}_positive",
            message=f"{field}: must be more than 0 where it is known",
        )
        for field in fields
    ]


def not_negative(fields: Iterable[str], *, name: str) -> list[Any]:
    """As `positive`, but 0 is allowed."""
    return [
        check(
            Q(**{f"{field}__gte": 0}) | Q(**{f"{field}__isnull": True}),
            name=f"{name}_{field}_not_negative",
            message=f"{field}: must not be less than 0",
        )
        for field in fields
    ]


class BetweenTwo(models.CheckConstraint):
    """A rule between two fields.  A violation is told of the first, or of the other where only that one changes.

    Each message starts with its field.  To migrations it is Django's own.
    """

    def __init__(self, condition: Q, *, name: str, message: str, other: str) -> None:
        self.other = other
        super().__init__(condition=condition, name=name, violation_error_message=message)

    def validate(
        self,
        model: type[models.Model],
        instance: Any,
        exclude: set[str] | None = None,
        using: str = DEFAULT_DB_ALIAS,
    ) -> None:
        try:
            super().validate(model, instance, exclude, using)
        except ValidationError:
            first = str(self.violation_error_message).partition(": ")[0]
            if instance.says(first):
                raise
            field, _, text = self.other.partition(": ")
            raise ValidationError({field: text}) from None

    def clone(self) -> Any:
        return copy(self)

    def deconstruct(self) -> Any:
        _, args, options = super().deconstruct()
        return "django.db.models.CheckConstraint", args, options


def ordered(low: str, high: str, *, name: str) -> Any:
    """One number is not more than another, where both are known."""
    either_unknown = Q(**{f"{low}__isnull": True}) | Q(**{f"{high}__isnull": True})
    return BetweenTwo(
        either_unknown | Q(**{f"{low}__lte": models.F(high)}),
        name=name,
        message=f"{low}: must not be more than {high}",
        other=f"{high}: must not be less than {low}",
    )
