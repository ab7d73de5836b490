"""Doing what a button asked for, and saying how it went."""

from typing import Any

from django.contrib import messages
from django.http import Http404

from underrose.access.holders import Asking
from underrose.access.roles import Role
from underrose.kit.refusals import Refused


def tried(request: Asking, done: str, act: Any, *given: Any, **named: Any) -> bool:
    """Do it, and say so; or say why not."""
    try:
        act(*given, **named, by=request.holder)
    except Refused as refused:
        messages.error(request, refused.sentence)
        return False
    messages.success(request, done)
    return True


def role_named(written: str) -> Role:
    if written not in set(Role):
        raise Http404
    return Role(written)
