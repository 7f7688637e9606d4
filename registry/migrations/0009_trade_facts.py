"""The function that loads what a trade check judges by (sql/trade_facts.sql)."""

from pathlib import Path

from django.db import migrations

FUNCTION = Path(__file__).with_name("sql") / "trade_facts.sql"


class Migration(migrations.Migration):

    dependencies = [
        ("registry", "0008_closed_listing_indexes"),
    ]

    operations = [
        migrations.RunSQL(
            FUNCTION.read_text(encoding="utf-8"),
            "DROP FUNCTION registry_trade_facts(uuid[], uuid[], text[], text[], text[], boolean)",
        ),
    ]
