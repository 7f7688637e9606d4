"""What a size counts: the multiplier of a venue's unit, the kind of a contract, and how often funding is paid."""

import datetime
from django.db import migrations, models

FOLLOW = """
SELECT history.follow('registry_symbol', 'Symbol');
SELECT history.follow('registry_venueasset', 'VenueAsset');
SELECT history.follow('registry_venuesymbol', 'VenueSymbol');
"""


class Migration(migrations.Migration):

    dependencies = [
        ('registry', '0016_native_aliases'),
    ]

    operations = [
        migrations.RunSQL(migrations.RunSQL.noop, FOLLOW),
        migrations.AddField(
            model_name='symbol',
            name='contract_kind',
            field=models.CharField(blank=True, choices=[('LINEAR', 'linear'), ('INVERSE', 'inverse'), ('QUANTO', 'quanto')], error_messages={'invalid_choice': 'must be one of LINEAR, INVERSE, QUANTO'}, max_length=32, null=True),
        ),
        migrations.AddField(
            model_name='venueasset',
            name='unit_multiplier',
            field=models.DecimalField(blank=True, decimal_places=24, max_digits=50, null=True),
        ),
        migrations.AddField(
            model_name='venuesymbol',
            name='base_multiplier',
            field=models.DecimalField(blank=True, decimal_places=24, max_digits=50, null=True),
        ),
        migrations.AddField(
            model_name='venuesymbol',
            name='contract_kind',
            field=models.CharField(blank=True, choices=[('LINEAR', 'linear'), ('INVERSE', 'inverse'), ('QUANTO', 'quanto')], error_messages={'invalid_choice': 'must be one of LINEAR, INVERSE, QUANTO'}, max_length=32, null=True),
        ),
        migrations.AddField(
            model_name='venuesymbol',
            name='funding_interval',
            field=models.DurationField(blank=True, null=True),
        ),
        migrations.AddConstraint(
            model_name='symbol',
            constraint=models.CheckConstraint(condition=models.Q(('contract_kind__in', ['INVERSE', 'LINEAR', 'QUANTO']), ('contract_kind__isnull', True), _connector='OR'), name='symbol_contract_kind_known', violation_error_message='contract_kind: must be one of LINEAR, INVERSE, QUANTO'),
        ),
        migrations.AddConstraint(
            model_name='symbol',
            constraint=models.CheckConstraint(condition=models.Q(('contract_kind__isnull', True), ('symbol_type__in', ('PERPETUAL', 'FUTURE')), _connector='OR'), name='symbol_contract_kind_of_contract', violation_error_message='contract_kind: is for perpetuals and futures only'),
        ),
        migrations.AddConstraint(
            model_name='venueasset',
            constraint=models.CheckConstraint(condition=models.Q(('unit_multiplier__gt', 0), ('unit_multiplier__isnull', True), _connector='OR'), name='venue_asset_unit_multiplier_positive', violation_error_message='unit_multiplier: must be more than 0 where it is known'),
        ),
        migrations.AddConstraint(
            model_name='venuesymbol',
            constraint=models.CheckConstraint(condition=models.Q(('base_multiplier__gt', 0), ('base_multiplier__isnull', True), _connector='OR'), name='venue_symbol_base_multiplier_positive', violation_error_message='base_multiplier: must be more than 0 where it is known'),
        ),
        migrations.AddConstraint(
            model_name='venuesymbol',
            constraint=models.CheckConstraint(condition=models.Q(('contract_kind__in', ['INVERSE', 'LINEAR', 'QUANTO']), ('contract_kind__isnull', True), _connector='OR'), name='venue_symbol_contract_kind_known', violation_error_message='contract_kind: must be one of LINEAR, INVERSE, QUANTO'),
        ),
        migrations.AddConstraint(
            model_name='venuesymbol',
            constraint=models.CheckConstraint(condition=models.Q(('funding_interval__isnull', True), ('funding_interval__gt', datetime.timedelta(0)), _connector='OR'), name='venue_symbol_funding_interval_positive', violation_error_message='funding_interval: must be more than 0 where it is known'),
        ),
        migrations.RunSQL(FOLLOW, migrations.RunSQL.noop),
    ]
