"""What importers remembered in the metadata of rows becomes claims; metadata is the callers'."""

from typing import Any

from django.db import migrations, models

CLAIM = """
INSERT INTO registry_sourceclaim (entity, entity_id, field, source, said, derivation, observed, origin)
"""

DERIVED = """
SELECT %(entity)s, {key}::text, made.field, {source}, coalesce(to_jsonb(row_) ->> made.field, ''), made.how, NULL, ''
FROM {table} row_, jsonb_each_text(row_.metadata -> 'derived') AS made (field, how)
WHERE jsonb_typeof(row_.metadata -> 'derived') = 'object'
"""

SAID = """
SELECT %(entity)s, {key}::text, said.field, by.source, said.value, '',
    (row_.metadata ->> 'observed')::date, coalesce(row_.metadata ->> 'origin', '')
FROM {table} row_, jsonb_each(row_.metadata -> 'said') AS by (source, told),
    jsonb_each_text(CASE jsonb_typeof(by.told) WHEN 'object' THEN by.told ELSE '{{}}' END) AS said (field, value)
WHERE jsonb_typeof(row_.metadata -> 'said') = 'object'
"""

LISTED = """
SELECT %(entity)s, {key}::text, 'venue_asset_symbol', 'venue', row_.venue_asset_symbol, '',
    (row_.metadata ->> 'observed')::date, row_.metadata ->> 'origin'
FROM {table} row_ WHERE row_.metadata ?& '{{observed,origin}}'
"""

MERGE = """
ON CONFLICT (entity, entity_id, field, source) DO UPDATE SET derivation = EXCLUDED.derivation
"""

FORGET = """
UPDATE {table} SET metadata = metadata - '{{{keys}}}'::text[], version = version + 1,
    stamp = nextval('registry_stamp'), updated_at = now()
WHERE metadata ?| '{{{keys}}}'
"""

ENTITIES = {
    "Asset": "asset_id",
    "Chain": "chain_id",
    "AssetDeployment": "deployment_id",
    "AssetIdentifier": "identifier_id",
    "AssetRelationship": "relationship_id",
    "Venue": "venue_id",
    "VenueAsset": "venue_asset_id",
    "Symbol": "symbol_id",
    "SymbolIdentifier": "identifier_id",
    "VenueSymbol": "venue_symbol_id",
}
LISTINGS = ("VenueAsset", "VenueSymbol")


def move_to_claims(_apps: Any, schema_editor: Any) -> None:
    """Said comes before derived: a field can be both."""
    for entity, key in ENTITIES.items():
        table = f"registry_{entity.lower()}"
        source = "coalesce(row_.source, '')" if entity == "Asset" else "''"
        selects = [SAID, DERIVED, *([LISTED] if entity == "VenueAsset" else [])]
        keys = "said,derived,observed,origin" if entity in LISTINGS else "said,derived"
        with schema_editor.connection.cursor() as cursor:
            for select in selects:
                sql = (CLAIM + select + MERGE).format(key=f"row_.{key}", table=table, source=source)
                cursor.execute(sql, {"entity": entity})
            cursor.execute(FORGET.format(table=table, keys=keys))


class Migration(migrations.Migration):
    dependencies = [
        ("registry", "0006_list_indexes"),
    ]

    operations = [
        migrations.CreateModel(
            name="SourceClaim",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("entity", models.CharField(help_text="The kind of row, such as VenueSymbol.", max_length=64)),
                ("entity_id", models.CharField(max_length=128)),
                ("field", models.CharField(help_text="A field, or metadata.KEY.", max_length=128)),
                ("source", models.CharField(max_length=64)),
                (
                    "said",
                    models.TextField(help_text="The value as text; empty where the source no longer gives one."),
                ),
                (
                    "derivation",
                    models.TextField(
                        blank=True,
                        default="",
                        help_text="How the value was made, where it is not the source's own words.",
                    ),
                ),
                (
                    "observed",
                    models.DateField(
                        blank=True,
                        help_text="The day on which the source said it, where that is known.",
                        null=True,
                    ),
                ),
                (
                    "origin",
                    models.CharField(blank=True, default="", help_text="By what the source said it.", max_length=256),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["source", "entity"], name="source_claim_by_source")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("entity", "entity_id", "field", "source"), name="source_claim_unique"
                    )
                ],
            },
        ),
        migrations.RunPython(move_to_claims, migrations.RunPython.noop),
    ]
