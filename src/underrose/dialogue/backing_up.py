"""When the room must not be backed up: while it talks, copies taken one after another would tell who wrote when."""

from django.utils.translation import ngettext

from underrose.dialogue.models import Note, NoteState
from underrose.kit import backup


@backup.objection(backup.DIALOGUE)
def while_the_room_talks() -> str:
    """A sentence as long as a session is open, else empty."""
    number = Note.objects.filter(state=NoteState.open).count()
    if not number:
        return ""
    return ngettext(
        "The notes of %(number)d session are open. They are backed up once they are sealed, so that no two copies tell in "
        "what order the points came.",
        "The notes of %(number)d sessions are open. They are backed up once they are sealed, so that no two copies tell in "
        "what order the points came.",
        number,
    ) % {"number": number}
