"""Announcements of one session are counted, so that the latest of one day is known."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("programme", "0006_announced_regimes")]

    operations = [
        migrations.AddField(
            model_name="announcement",
            name="number",
            field=models.PositiveSmallIntegerField(default=1, verbose_name="number"),
        ),
        migrations.AlterModelOptions(
            name="announcement",
            options={"ordering": ("number", "announced_on", "key")},
        ),
    ]
