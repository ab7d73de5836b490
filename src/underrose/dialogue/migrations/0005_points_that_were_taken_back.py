"""How many points that had left were taken back, as a number beside the promise."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("dialogue", "0004_what_is_to_be_written_anew"),
    ]

    operations = [
        migrations.AddField(
            model_name="promise", name="taken_back", field=models.PositiveIntegerField(default=0)
        ),
    ]
