"""The names of a chain's own coin, and the chain's history with them."""

import django.contrib.postgres.fields
from django.db import migrations, models

import registry.values.text

FOLLOW = "SELECT history.follow('registry_chain', 'Chain')"


class Migration(migrations.Migration):

    dependencies = [
        ("registry", "0015_cache_use"),
    ]

    operations = [
        migrations.RunSQL(migrations.RunSQL.noop, FOLLOW),
        migrations.AddField(
            model_name="chain",
            name="native_aliases",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=256, validators=[registry.values.text.validate_text]),
                blank=True,
                default=list,
                size=None,
            ),
        ),
        migrations.RunSQL(FOLLOW, migrations.RunSQL.noop),
    ]
