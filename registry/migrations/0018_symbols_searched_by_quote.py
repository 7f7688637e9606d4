"""The indexes of a symbol's quote and type hold what a search asks of the many symbols that have one."""

from django.db import migrations, models

FOLLOW = "SELECT history.follow('registry_symbol', 'Symbol')"


class Migration(migrations.Migration):

    dependencies = [
        ('registry', '0017_sizes'),
    ]

    operations = [
        migrations.RunSQL(migrations.RunSQL.noop, FOLLOW),
        migrations.RemoveIndex(
            model_name='symbol',
            name='symbol_by_quote',
        ),
        migrations.RemoveIndex(
            model_name='symbol',
            name='symbol_by_type',
        ),
        migrations.AddIndex(
            model_name='symbol',
            index=models.Index(fields=['quote_asset', 'symbol_id'], include=['symbol_key', 'deleted_at'], name='symbol_by_quote'),
        ),
        migrations.AddIndex(
            model_name='symbol',
            index=models.Index(fields=['symbol_type', 'symbol_id'], include=['symbol_key', 'deleted_at'], name='symbol_by_type'),
        ),
        migrations.RunSQL(FOLLOW, migrations.RunSQL.noop),
    ]
