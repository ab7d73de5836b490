"""Whether guests are shown their own group; nobody is until the team says so."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("programme", "0004_even_groups")]

    operations = [
        migrations.AddField(
            model_name="allocation",
            name="is_shown_to_guests",
            field=models.BooleanField(default=False),
        ),
    ]
