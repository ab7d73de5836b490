from django.urls import path

from underrose.concept.addresses import CODE
from underrose.concept.views import approvals, desk, imports, papers, public, publishing, versions, writing

MEETING = f"meetings/{CODE}/"
CONCEPT = f"desk/meetings/{CODE}/concept/"

urlpatterns = [
    path(MEETING, public.meeting, name="meeting"),
    path(MEETING + "note.pdf", public.meeting_pdf, name="meeting_pdf"),
    path(MEETING + "meeting.ics", public.meeting_calendar, name="meeting_calendar"),
    path("series/<slug:slug>/", public.series, name="series"),
    path("feed/", public.feed, name="feed"),
    path("links/<clearance:token>/", approvals.approval, name="approval"),
    path("links/<clearance:token>/note.pdf", approvals.approval_pdf, name="approval_pdf"),
    path("desk/open/", desk.open_meeting, name="open_meeting"),
    path("desk/notes/import/", imports.take_in, name="import_note"),
    path("desk/notes/import/<uuid:key>/", imports.review, name="review_import"),
    path("desk/notes/import/<uuid:key>/discard/", imports.discard, name="discard_import"),
    path(CONCEPT, desk.overview, name="concept"),
    path(CONCEPT + "particulars/", desk.particulars, name="particulars"),
    path(CONCEPT + "lists/", writing.lists, name="lists"),
    path(CONCEPT + "sections/", writing.add_section, name="add_section"),
    path(CONCEPT + "sections/<uuid:key>/", writing.section, name="section"),
    path(CONCEPT + "sections/<uuid:key>/save/", writing.save_section, name="save_section"),
    path(CONCEPT + "sections/<uuid:key>/move/", writing.move_section, name="move_section"),
    path(CONCEPT + "sections/<uuid:key>/remove/", writing.remove_section, name="remove_section"),
    path(CONCEPT + "sections/<uuid:key>/bring-back/", writing.bring_back_section, name="bring_back_section"),
    path(CONCEPT + "put-back/", writing.put_back_part, name="put_back_part"),
    path(CONCEPT + "public/", publishing.switches, name="switches"),
    path(CONCEPT + "public/compare/", versions.page_against_note, name="page_against_note"),
    path(CONCEPT + "announce/", publishing.announce, name="announce"),
    path(CONCEPT + "postpone/", publishing.postpone, name="postpone"),
    path(CONCEPT + "move/", publishing.move, name="move"),
    path(CONCEPT + "cancel/", publishing.cancel, name="cancel"),
    path(CONCEPT + "clone/", publishing.clone, name="clone"),
    path(CONCEPT + "versions/", versions.history, name="versions"),
    path(CONCEPT + "versions/keep/", versions.keep, name="keep_version"),
    path(CONCEPT + "versions/<int:number>/", versions.version, name="version"),
    path(CONCEPT + "versions/<int:number>/restore/", versions.restore, name="restore_version"),
    path(CONCEPT + "approvals/", approvals.approvals_of, name="approvals"),
    path(CONCEPT + "approvals/<uuid:key>/ask/", approvals.ask, name="ask_approval"),
    path(CONCEPT + "approvals/<uuid:key>/withdraw/", approvals.withdraw, name="withdraw_approval"),
    path(CONCEPT + "note.pdf", papers.pdf, name="note_pdf"),
    path(CONCEPT + "note.docx", papers.word, name="note_word"),
    path(CONCEPT + "note.md", papers.markdown, name="note_markdown"),
    path(CONCEPT + "<part:kind>/", writing.part, name="add_part"),
    path(CONCEPT + "<part:kind>/<uuid:key>/", writing.part, name="part"),
    path(CONCEPT + "<part:kind>/<uuid:key>/remove/", writing.remove_part, name="remove_part"),
]
