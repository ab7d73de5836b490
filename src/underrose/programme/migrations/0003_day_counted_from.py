"""Days remember the first day of the meeting they were counted from."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("programme", "0002_interpretation")]

    operations = [
        migrations.AddField(
            model_name="day",
            name="counted_from",
            field=models.DateField(default=None, null=True),
        ),
    ]
