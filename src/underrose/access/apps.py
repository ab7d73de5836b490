from django.apps import AppConfig
from django.db.models.signals import pre_save


class Access(AppConfig):
    name = "underrose.access"
    label = "access"

    def ready(self) -> None:
        from underrose.access import institution, limits, second_factor
        from underrose.kit import house

        house.told_by(institution.name)
        limits.use_shared_counts()
        pre_save.connect(second_factor.keep_only_the_day, sender="mfa.Authenticator")
