"""Under which regime a session is held: announced before it begins, and accepted by those who will speak."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from underrose.kit.models import Row
from underrose.participation.models import Participant
from underrose.programme.models.days import Session


class Announcement(Row):
    """That the regimes of a session were announced. A tightened regime is announced anew; this row stays as it was."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="announcements")
    # The regime of the meeting and that of the session as they were announced; the strictest holds.
    regimes = models.JSONField(default=list)
    policy_version = models.PositiveSmallIntegerField(_("version of the policy"))
    # Announcements of one session are counted: two may be of one day, and the latest holds.
    number = models.PositiveSmallIntegerField(_("number"), default=1)
    announced_on = models.DateField(_("announced on"))
    # Read out by the chair, and accepted by the room as a whole.
    accepted_by_room_on = models.DateField(_("accepted by the room on"), null=True, default=None)

    class Meta:
        db_table = "announcement"
        ordering = ("number", "announced_on", "key")
        indexes = [models.Index(fields=["institution", "session"], name="announcement_of_session")]

    def __str__(self) -> str:
        return f"announcement {self.key}"


class Acceptance(Row):
    """That a participant accepted what was announced, on their own page: which version, and on which day."""

    announcement = models.ForeignKey(Announcement, models.CASCADE, related_name="acceptances")
    participant = models.ForeignKey(Participant, models.CASCADE, related_name="acceptances")
    accepted_on = models.DateField(_("accepted on"))

    class Meta:
        db_table = "acceptance"
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "announcement", "participant"], name="acceptance_once"
            )
        ]

    def __str__(self) -> str:
        return f"acceptance {self.key}"
