from django.apps import AppConfig
from django.db.models.signals import pre_save


class Access(AppConfig):
    name = "underrose.access"
    label = "access"

    def ready(self) -> None:
        # Actions and links are imported for the rules they name.
        from underrose.access import (  # noqa: F401
            actions,
            devices,
            institution,
            limits,
            links,
            record,
            second_factor,
        )
        from underrose.kit import backup, house

        backup.manifest_entry("record")(record.head)
        house.told_by(institution.name)
        limits.use_shared_counts()
        pre_save.connect(second_factor.keep_only_the_day, sender="mfa.Authenticator")
