"""The record of changes: each row begins it with a Change, and what was kept of reasons becomes Changes too."""

from pathlib import Path

import django.contrib.postgres.fields
import registry.models.history
from django.db import migrations, models

SQL = Path(__file__).with_name("sql")
FOLLOWED = (
    ("chain", "Chain", ""),
    ("asset", "Asset", "asset_id"),
    ("assetdeployment", "AssetDeployment", "asset_id"),
    ("assetidentifier", "AssetIdentifier", "asset_id"),
    ("assetrelationship", "AssetRelationship", "from_asset_id, to_asset_id"),
    ("assetgroup", "AssetGroup", ""),
    ("assetgroupmember", "AssetGroupMember", "asset_id"),
    ("qualityflag", "AssetQualityFlag", "asset_id"),
    ("symbol", "Symbol", ""),
    ("symbolidentifier", "SymbolIdentifier", ""),
    ("venue", "Venue", ""),
    ("venueasset", "VenueAsset", ""),
    ("venuesymbol", "VenueSymbol", ""),
)
"""The tables, what their rows are called, and by which columns a row belongs to assets."""
BEGAN = "UPDATE history.revision SET began = at;"

# A reason that was given with the version that a row still has is told by the row's first Change.  Those of
# versions before it are Changes of their own, of which nothing else is known.
REASONS = """
WITH given AS (
    SELECT DISTINCT ON (entity_id, entity, version) * FROM registry_changereason ORDER BY entity_id, entity, version, id
), told AS (
    UPDATE registry_change AS change SET actor = given.actor, reason = given.reason FROM given
    WHERE (change.entity_id, change.entity, change.version) = (given.entity_id, given.entity, given.version)
    RETURNING given.id
), head AS (
    UPDATE history.revision SET head = head + (SELECT count(*) FROM given WHERE id NOT IN (SELECT id FROM told))
    RETURNING head - (SELECT count(*) FROM given WHERE id NOT IN (SELECT id FROM told)) AS base
)
INSERT INTO registry_change
    (revision, entity, entity_id, version, event, actor, channel, reason, assets, keys, stamp, at)
SELECT base + row_number() OVER (ORDER BY id),
    entity, entity_id, version, 'ReasonGiven', actor, 'command', reason, '{}', '{}', 0, created_at
FROM given, head WHERE id NOT IN (SELECT id FROM told)
"""
REASONS_BACK = """
INSERT INTO registry_changereason (entity, entity_id, version, actor, reason, created_at)
SELECT entity, entity_id, version, actor, reason, at FROM registry_change WHERE reason IS NOT NULL ORDER BY revision
"""


FOLLOW = "".join(
    f"SELECT history.follow('registry_{table}', '{entity}');"
    f"SELECT history.begin_with('registry_{table}', '{entity}', '{{{assets}}}');"
    for table, entity, assets in FOLLOWED
)


class Migration(migrations.Migration):

    dependencies = [
        ('registry', '0010_permissions'),
    ]

    operations = [
        migrations.CreateModel(
            name='Change',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('revision', models.BigIntegerField(help_text='Its place in the order of commits, without gaps.', null=True, unique=True)),
                ('entity', models.CharField(help_text='The kind of row, such as AssetRelationship.', max_length=64)),
                ('entity_id', models.CharField(max_length=128)),
                ('version', models.BigIntegerField(help_text='The version that the row came to with this change.')),
                ('event', models.CharField(help_text='What happened, such as QualityFlagRaised.', max_length=64)),
                ('actor', models.CharField(help_text='Who did it: a caller, a person or a command.', max_length=128)),
                ('channel', models.CharField(help_text='By which door it came: grpc, admin or command.', max_length=16)),
                ('request_id', models.CharField(help_text="The request's id, where it had one.", max_length=128, null=True)),
                ('reason', models.TextField(help_text='Why, in the words of whoever did it.', null=True)),
                ('before', models.JSONField(help_text='The fields that differ, as they were; of a removed row all.', null=True)),
                ('after', models.JSONField(help_text='The fields that differ, as they are.', null=True)),
                ('message', models.BinaryField(help_text="The row's message after the change.", null=True)),
                ('assets', django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), help_text='The asset that it is of, or those that the row belongs to or did.', size=None)),
                ('keys', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), help_text='The cache keys that it touches.', size=None)),
                ('stamp', models.BigIntegerField(help_text="The row's stamp after the change.")),
                ('trace', models.CharField(help_text='The trace context, as traceparent has it.', max_length=64, null=True)),
                ('at', models.DateTimeField(help_text='The moment of the commit.', null=True)),
                ('xid', registry.models.history.TransactionId(db_default=registry.models.history.CurrentTransaction(), editable=False)),
            ],
            options={
                'permissions': [('revert_change', 'Can take back a change')],
                'indexes': [
                    models.Index(fields=['actor', '-revision'], name='change_by_actor'),
                    models.Index(fields=['event', '-revision'], name='change_by_event'),
                    models.Index(fields=['entity', '-revision'], name='change_by_entity'),
                    models.Index(fields=['at'], name='change_by_time'),
                    models.Index(condition=models.Q(('revision', None)), fields=['xid'], name='change_unsealed'),
                    models.Index(condition=models.Q(('request_id__isnull', False)), fields=['request_id'], name='change_by_request'),
                    models.Index(fields=['channel', '-revision'], name='change_by_channel'),
                    models.Index(condition=models.Q(('revision__isnull', False)), fields=['entity', 'channel', '-revision'], name='change_by_entity_channel'),
                    models.Index(condition=models.Q(('revision__isnull', False)), fields=['event', 'channel', '-revision'], name='change_by_event_channel'),
                    models.Index(condition=models.Q(('revision__isnull', False)), fields=['entity_id', '-revision'], name='change_of_row'),
                    models.Index(models.F('assets__0'), models.OrderBy(models.F('revision'), descending=True), models.F('assets'), condition=models.Q(('revision__isnull', False), ('assets__0__isnull', False)), name='change_by_asset_0'),
                    models.Index(models.F('assets__1'), models.OrderBy(models.F('revision'), descending=True), models.F('assets'), condition=models.Q(('revision__isnull', False), ('assets__1__isnull', False)), name='change_by_asset_1'),
                    models.Index(models.F('assets__2'), models.OrderBy(models.F('revision'), descending=True), models.F('assets'), condition=models.Q(('revision__isnull', False), ('assets__2__isnull', False)), name='change_by_asset_2'),
                    models.Index(models.F('assets__3'), models.OrderBy(models.F('revision'), descending=True), models.F('assets'), condition=models.Q(('revision__isnull', False), ('assets__3__isnull', False)), name='change_by_asset_3'),
                ],
                'constraints': [models.UniqueConstraint(fields=('entity_id', 'entity', 'version'), name='change_by_row')],
            },
        ),
        migrations.RunSQL((SQL / "record.sql").read_text(encoding="utf-8"), "DROP SCHEMA history CASCADE; DROP SCHEMA as_of CASCADE"),
        migrations.RunSQL((SQL / "follow.sql").read_text(encoding="utf-8"), migrations.RunSQL.noop),
        migrations.RunSQL(FOLLOW + BEGAN, migrations.RunSQL.noop),
        migrations.RunSQL(REASONS, REASONS_BACK),
        migrations.DeleteModel(name='ChangeReason'),
    ]
