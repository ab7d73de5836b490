from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("kit", "0002_letters_with_parts")]

    operations = [
        migrations.RemoveIndex(model_name="outboxmail", name="outbox_mail_of_meeting"),
        migrations.AddIndex(
            model_name="outboxmail",
            index=models.Index(
                fields=["meeting_code", "state", "finished_on", "queued_on", "key"], name="outbox_mail_listed"
            ),
        ),
    ]
