"""Who may write what the reference files do not say."""

from django.utils.translation import gettext as _

from underrose.access.holders import Holder
from underrose.access.roles import Role
from underrose.context.models import Area, AreaKind


def may_word_status_note(area: Area, holder: Holder) -> str:
    """Nothing if so, else why not."""
    if area.kind != AreaKind.DISPUTED:
        return _("Only a place on whose status states differ has a note on its status.")
    return _for_administrators(holder)


def may_record_supporters(holder: Holder) -> str:
    return _for_administrators(holder)


def _for_administrators(holder: Holder) -> str:
    if holder.may(Role.ADMINISTRATOR):
        return ""
    return _("Reference data is kept by an administrator. Ask one to make this change.")
