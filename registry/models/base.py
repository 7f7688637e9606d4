"""What every row of the registry has: a version, a stamp, times, metadata, and rules.

Each change counts `version` up by one and draws a `stamp` from one database sequence.  Versions order the
changes of one row.  Stamps order changes across rows, which the cache needs when a name moves from one row
to another.  How a row is written stands in `registry.writing.write`.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import suppress
from math import inf
from typing import Any, ClassVar, Self, TypeVar

from django.core.exceptions import ValidationError
from django.core.validators import EMPTY_VALUES
from django.db import models
from django.utils import timezone

from cqi.errors import NotFound, RuleViolated
from registry.rules.holding import gone_target

from . import fields
from .queries import RowQuerySet

BOOKKEEPING = frozenset({"version", "stamp", "created_at", "updated_at"})

AnyRow = TypeVar("AnyRow", bound="Row")
RowsWriter = Callable[[Sequence[Any]], Any]
"""Writes or removes rows of one model, all or none."""


class Row(models.Model):
    """A row of the registry: versioned, stamped, validated at every save."""

    created_at = models.DateTimeField(editable=False)
    updated_at = models.DateTimeField(editable=False)
    metadata = fields.metadata_object()
    version = models.BigIntegerField(default=0, editable=False)
    stamp = models.BigIntegerField(default=0, editable=False)

    message_name: ClassVar[str] = ""
    """The name of its message, where that is not the model's."""

    gone_field: ClassVar[str | None] = None
    """The time field that says this row is deleted or delisted; None for what is never deleted softly."""

    before: "Row | None" = None
    """The stored row that the last write replaced; None for a new row."""

    begins_at: int = 1
    """The version of a new row; of one that was removed and comes back, the one after its removal."""

    writer: ClassVar[RowsWriter]
    remover: ClassVar[RowsWriter]
    """`write` and `remove` of `registry.writing.write`.  That room stands above the models, so `registry.apps` sets
    both when Django starts."""

    objects = RowQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def is_gone(self) -> bool:
        return bool(self.gone_field and getattr(self, self.gone_field))

    def normalize(self) -> None:
        """Bring what was set into the form that is stored.  Raises ValidationError where that cannot be done."""

    def conform(self) -> None:
        """Bring this row into the form that is stored, and check each field but the references."""
        self.clean_fields(exclude={field.name for field in self._meta.concrete_fields if field.is_relation})
        self.normalize()

    def check_by_itself(self) -> None:
        """Check all that can be checked without a query, for whoever plans rows first and writes them later.

        Raises ValidationError.
        """
        self.conform()
        self._refuse_gone_targets()
        self.check_rules()

    def _refuse_gone_targets(self) -> None:
        """A new row may not refer to a deleted one.  It is checked here where that one is in memory already."""
        for field in self._meta.concrete_fields if self._state.adding else ():
            is_known = isinstance(field, models.ForeignKey) and field.is_cached(self)
            if not is_known or not field.get_limit_choices_to():  # type: ignore[attr-defined]  # of related fields
                continue
            target = getattr(self, field.name)
            if target is not None and target.is_gone:
                raise ValidationError({field.name: gone_target(target._meta.verbose_name, target.pk)})

    def clean_fields(self, exclude: Collection[str] | None = None) -> None:
        """Check each field.

        A reference that did not change is not looked up again: it may since have been deleted, and
        what refers to a deleted asset stays as it is.
        """
        self._tidy()
        unchecked = {*BOOKKEEPING, *self._unchanged_references(), *self._kept_texts()}
        super().clean_fields(exclude={*(exclude or ()), *unchecked})

    def _tidy(self) -> None:
        """Empty text in an optional field is NULL, a key's text is that key, and no text holds a NUL."""
        unreadable = {}
        if self.metadata in EMPTY_VALUES:  # no field checks those
            self.metadata = {}
        for field in (field for field in self._meta.concrete_fields if not field.generated):
            value = None if field.generated else getattr(self, field.attname)
            if value == "" and field.null:
                setattr(self, field.attname, None)
            elif isinstance(value, str) and "\0" in value:
                unreadable[field.name] = ValidationError("holds a NUL character: remove it", code="text")
            elif isinstance(value, str) and field.is_relation:
                with suppress(ValidationError):  # the reference's own check says what is wrong
                    setattr(self, field.attname, field.to_python(value))
        if unreadable:
            raise ValidationError(unreadable)

    def clean(self) -> None:
        self.normalize()
        self.check_rules()

    def check_rules(self) -> None:
        """Rules between the fields of this row, which is in the form that is stored.  Raises ValidationError."""
        self._refuse_outgrown()

    def _refuse_outgrown(self) -> None:
        """Refuse a text whose key or skeleton is too long: those can be several times as long as the text."""
        outgrown = {
            name.rpartition("_")[0]: ValidationError("is too long with its ligatures written out")
            for name, field in self._kept_texts().items()
            if len(getattr(self, name) or "") > (field.max_length or inf)
        }
        if outgrown:
            raise ValidationError(outgrown)

    @classmethod
    def _kept_texts(cls) -> dict[str, "models.CharField[Any, Any]"]:
        """The columns `x_key` and `x_skeleton`, which are made of a text x."""
        return {
            field.name: field
            for field in cls._meta.concrete_fields
            if isinstance(field, models.CharField) and field.name.endswith(("_key", "_skeleton"))
        }

    def validate_constraints(self, exclude: Collection[str] | None = None) -> None:
        """Check the constraints; a key is not compared where the value that it is made of is wrong."""
        exclude = set(exclude or ())
        super().validate_constraints({*exclude, *(f"{name}_key" for name in exclude)})

    @classmethod
    def hold_batch(cls, rows: Sequence[Any]) -> None:
        """Hold what must be held before these rows are locked, in their transaction.

        What that is follows from what changes: a row's `before` is the row as it is stored.
        """

    @classmethod
    def check_batch(cls, rows: Sequence[Any]) -> None:
        """Rules between rows: checked once for all that are about to be written, in their transaction."""

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write this row by the one write path.

        Django's own arguments are taken and not needed: what differs is what is written.
        """
        type(self).writer([self])

    def known(self, name: str) -> Any:
        """What a reference points to; None where it is absent, or wrong, which the field's own check reports."""
        try:
            return getattr(self, name)
        except models.ObjectDoesNotExist:
            return None

    def changed_fields(self) -> list[str]:
        """The names of the stored fields in which this row differs from the one it replaces."""
        return [name for name in self.own_fields() if getattr(self, name) != getattr(self.before, name)]

    @classmethod
    def own_fields(cls) -> list[str]:
        """The names of the stored fields, but for those that every write sets or the database makes."""
        return [
            field.attname
            for field in cls._meta.concrete_fields
            if not field.generated and field.name not in BOOKKEEPING
        ]

    def says(self, *names: str) -> bool:
        """Whether this save is about one of these stored fields: a new row is about all of them."""
        return self.before is None or not {*names}.isdisjoint(self.changed_fields())

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Delete this row by its model's rule.

        Raises StaleVersion if it changed since it was read, RuleViolated for a model that is never
        deleted.
        """
        if self.gone_field is None:
            raise RuleViolated(f"a {self._meta.verbose_name} is never deleted")
        if not self.is_gone:
            setattr(self, self.gone_field, timezone.now())
            self.save()
        return 1, {self._meta.label: 1}

    @classmethod
    def locked(cls, pk: Any) -> Self:
        """The stored row, locked until the end of the transaction.  Raises NotFound."""
        row = cls._base_manager.select_for_update(no_key=True).filter(pk=pk).first()
        if row is None:
            raise NotFound(kind_of(cls), str(pk))
        return row

    def _unchanged_references(self) -> set[str]:
        if self.before is None:
            return set()
        return {
            field.name
            for field in self._meta.concrete_fields
            if field.is_relation and getattr(self, field.attname) == getattr(self.before, field.attname)
        }


class RemovableRow(Row):
    """A row that is removed from its table when it is deleted."""

    class Meta:
        abstract = True

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        type(self).remover([self])
        return 1, {self._meta.label: 1}


def kind_of(model: type[models.Model]) -> str:
    """What callers know a kind of row as: the name of its message."""
    return getattr(model, "message_name", "") or model.__name__


def require(row: models.Model, fields: Iterable[str], why: str) -> None:
    """ValidationError naming each of the fields that is not set."""
    missing = {name: ValidationError(why, code="required") for name in fields if getattr(row, name) is None}
    if missing:
        raise ValidationError(missing)
