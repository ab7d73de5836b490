"""Marks of findings in points were made with a key that outlived the words. They go; the next look makes them anew."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def forget_marks_of_points(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    found = apps.get_model("dialogue", "Finding")._base_manager.using(editor.connection.alias)
    found.filter(subject__startswith="point ").delete()


class Migration(migrations.Migration):
    dependencies = [
        ("dialogue", "0002_less_that_leads_back"),
    ]

    operations = [migrations.RunPython(forget_marks_of_points, migrations.RunPython.noop)]
