"""Writes of every kind, at random."""

from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from random import Random
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import DatabaseError, models, transaction

from cqi.context import acting_as, because
from cqi.errors import CqiError
from registry.models import Asset, Change, QualityFlag, Row
from registry.services.flagging.flags import resolve_flag
from registry.services.merging.merge import merge
from registry.services.repairing import mendable
from registry.services.reverting import revert
from registry.services.sealing import seal_history
from registry.writing.write import write
from tests.factories import FACTORIES, AssetFactory

ROWS = [model for model in FACTORIES if issubclass(model, Row)]
TEXTS = ["", "x", "USD₮0", "币安人生", 'a,b"c\\d', "  white  ", "ﬁﬁ", "0x" + "aB" * 20]
NUMBERS = ["0", "1", "2.50", "0.000000000000000000000001", "12345678901234567890.1", "-3"]
RULES: list[Any] = [None, {"significant_digits": 5, "max_decimals": 6}]
JSONS: list[Any] = [{}, {"n": 1.0}, {"n": 1e-9, "deep": [{"a": None}, True]}, {"ключ": "é"}, {"n": 10**15}]


class RandomWriter:
    """Writes at random; what the registry refuses, or another writer is in the way of, is not written."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)

    def create(self) -> None:
        FACTORIES[self.random.choice(ROWS)]()

    def create_many(self) -> None:
        write(AssetFactory.build_batch(self.random.randint(2, 20)))

    def edit(self) -> None:
        row = self.some(self.random.choice(ROWS))
        for name, field in self.random.sample(sorted(mendable(type(row)).items()), 3):
            if not field.is_relation:
                setattr(row, name, self.value(field))
        row.save()

    def edit_twice_at_once(self) -> None:
        with transaction.atomic():
            self.edit()
            self.edit()

    def edit_in_vain(self) -> None:
        with transaction.atomic():
            self.edit()
            transaction.set_rollback(True)

    def edit_many(self) -> None:
        assets = list(Asset.objects.order_by("?")[:3])
        for asset in assets:
            asset.category = self.random.choice(TEXTS)
        write(assets)

    def delete(self) -> None:
        self.some(self.random.choice(ROWS)).delete()

    def merge(self) -> None:
        source, target = self.some(Asset), self.some(Asset)
        merge(source.pk, target.pk, decisions={}, default=1)

    def resolve(self) -> None:
        resolve_flag(self.some(QualityFlag).pk, notes="seen")

    def revert(self) -> None:
        revert(self.some(Change).pk)

    def seal(self) -> None:
        seal_history()

    def some(self, model: type[models.Model]) -> Any:
        row = model._base_manager.order_by("?").first()
        if row is None:
            raise ValidationError("none yet")
        return row

    def value(self, field: Any) -> Any:
        match field:
            case models.BooleanField():
                return self.random.choice([True, False])
            case models.DecimalField():
                return Decimal(self.random.choice(NUMBERS))
            case models.DateTimeField():
                zone = self.random.choice([UTC, timezone(timedelta(hours=5, minutes=30))])
                return datetime(
                    2026, 1, self.random.randint(1, 28), 3, 4, 5, self.random.randint(0, 999_999), zone
                )
            case models.JSONField(name="price_rule"):
                return self.random.choice(RULES)
            case models.JSONField():
                return self.random.choice(JSONS)
            case ArrayField():
                return ["https://rpc.example", 'wss://rpc.example/?a="b",c'][: self.random.randint(0, 2)]
            case models.IntegerField():
                return self.random.choice([1, 3, 5, 18])
        return self.random.choice([choice for choice, _ in field.choices or ()] or TEXTS)

    def begin(self) -> None:
        """A row of each kind."""
        for model in ROWS:
            FACTORIES[model]()

    def step(self, name: str) -> bool:
        """Write in this way; whether it was written."""
        try:
            with acting_as(f"caller-{self.random.randint(1, 9)}"), because("at random"), transaction.atomic():
                getattr(self, name)()
        except (CqiError, ValidationError, DatabaseError, models.ProtectedError):
            return False
        return True


KINDS = [
    name
    for name in vars(RandomWriter)
    if name not in ("some", "value", "begin", "step") and not name.startswith("_")
]
