"""The heads of the hash chain over the changes."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('registry', '0011_change_record'),
    ]

    operations = [
        migrations.CreateModel(
            name='HistoryHead',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('first', models.BigIntegerField(help_text='The revision of its first change.', unique=True)),
                ('last', models.BigIntegerField(help_text='The revision of its last change.', unique=True)),
                ('hash', models.BinaryField(help_text='SHA-256 of the hash before it, its revisions, and its digests.')),
                ('digests', models.BinaryField(help_text='The SHA-256 of each change, in the order of revisions.')),
                ('made_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('last__gte', models.F('first'))), name='history_head_ordered')],
            },
        ),
    ]
