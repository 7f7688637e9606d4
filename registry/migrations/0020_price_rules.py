"""Rules for prices, where one step does not say which are taken."""

from django.db import migrations, models

FOLLOW = """
SELECT history.follow('registry_symbol', 'Symbol');
SELECT history.follow('registry_venuesymbol', 'VenueSymbol');
"""


class Migration(migrations.Migration):

    dependencies = [
        ('registry', '0019_one_key_a_token'),
    ]

    operations = [
        migrations.RunSQL(migrations.RunSQL.noop, FOLLOW),
        migrations.AddField(
            model_name='symbol',
            name='price_rule',
            field=models.JSONField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='venuesymbol',
            name='price_rule',
            field=models.JSONField(blank=True, null=True),
        ),
        migrations.RunSQL(FOLLOW, migrations.RunSQL.noop),
    ]
