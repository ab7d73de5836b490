"""Groups remember that nobody asked for a size, so that they stay even when more people come."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("programme", "0003_day_counted_from")]

    operations = [
        migrations.AddField(
            model_name="group",
            name="is_even",
            field=models.BooleanField(default=False),
        ),
    ]
