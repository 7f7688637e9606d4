"""What waits to be published: nothing of what was there before, which nobody has subscribed to yet."""

from pathlib import Path

from django.db import migrations, models

SQL = Path(__file__).with_name("sql") / "waiting_events.sql"
BACK = """
DROP TRIGGER await_publishing ON registry_change;
DROP FUNCTION history.await_publishing();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('registry', '0012_history_head'),
    ]

    operations = [
        migrations.CreateModel(
            name='WaitingEvent',
            fields=[
                ('revision', models.BigIntegerField(help_text='The revision of its change.', primary_key=True, serialize=False)),
                ('entity', models.CharField(help_text='The kind of row, such as AssetRelationship.', max_length=64)),
                ('entity_id', models.CharField(max_length=128)),
                ('urgent', models.BooleanField(help_text='Whether it goes before what is not: flags do.')),
                ('tries', models.IntegerField(db_default=0, help_text='How often the stream has refused it.')),
                ('refusal', models.TextField(help_text='Why the stream refused it last.', null=True)),
                ('refused_at', models.DateTimeField(help_text='When that was.', null=True)),
                ('retry_at', models.DateTimeField(help_text='When it is tried again.', null=True)),
                ('parked_at', models.DateTimeField(help_text='Since when it is left, and what follows it goes on.', null=True)),
                ('parked_by', models.CharField(help_text='Who parked it.', max_length=128, null=True)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('parked_at', None)), fields=['urgent', 'revision'], name='waiting_event_next'), models.Index(condition=models.Q(('parked_at', None), ('refused_at__isnull', False)), fields=['entity_id', 'entity'], name='waiting_event_refused')],
            },
        ),
        migrations.RunSQL(SQL.read_text(encoding="utf-8"), BACK),
    ]
