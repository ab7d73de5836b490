from django.urls import path, re_path

from underrose.people.views import duplicates, forgetting, imports, lists, organisations, persons, sealing

PEOPLE = "desk/people/"
PERSON = PEOPLE + "<uuid:key>/"
TWO = PEOPLE + "duplicates/<uuid:one>/<uuid:other>/"
IMPORT = PEOPLE + "import/<uuid:key>/"

urlpatterns = [
    path(PEOPLE, lists.people, name="people"),
    re_path(r"^desk/people/people\.(?P<suffix>csv|xlsx|vcf)$", lists.export, name="people_export"),
    path(PEOPLE + "add/", persons.add, name="add_person"),
    path(PERSON, persons.person, name="person"),
    path(PERSON + "edit/", persons.edit, name="edit_person"),
    path(PERSON + "consent/", persons.consent, name="say_consent"),
    path(PERSON + "contact/", persons.do_not_contact, name="do_not_contact"),
    path(PERSON + "protect/", sealing.seal, name="seal_person"),
    path(PERSON + "open/", sealing.open_person, name="open_person"),
    path(PERSON + "open/edit/", sealing.edit_protected, name="edit_protected"),
    path(PERSON + "rename/", sealing.rename, name="rename_person"),
    path(PERSON + "let-know/", sealing.let_know, name="let_know"),
    path(PERSON + "end-protection/", sealing.unseal, name="unseal_person"),
    path(PERSON + "forget/", forgetting.forget, name="forget_person"),
    path(PERSON + "held/", forgetting.held, name="held"),
    path(PERSON + "held/held.json", forgetting.held_file, {"suffix": "json"}, name="held_json"),
    path(PERSON + "held/held.pdf", forgetting.held_file, {"suffix": "pdf"}, name="held_pdf"),
    path(PEOPLE + "organisations/", organisations.organisations, name="organisations"),
    path(PEOPLE + "organisations/<uuid:key>/", organisations.organisation, name="organisation"),
    path(PEOPLE + "duplicates/", duplicates.offers, name="duplicates"),
    path(TWO, duplicates.compare, name="compare_people"),
    path(TWO + "not-the-same/", duplicates.not_the_same, name="not_the_same"),
    path(PEOPLE + "duplicates/<uuid:key>/compare-again/", duplicates.compare_again, name="compare_again"),
    path(PEOPLE + "merges/<uuid:key>/undo/", duplicates.undo, name="undo_merge"),
    path(PEOPLE + "import/", imports.bring, name="import_people"),
    path(IMPORT + "columns/", imports.columns, name="import_columns"),
    path(IMPORT, imports.preview, name="import_preview"),
    path(IMPORT + "progress/", imports.progress, name="import_progress"),
    path(IMPORT + "stop/", imports.stop, name="stop_import"),
    path(IMPORT + "discard/", imports.discard, name="discard_people"),
    re_path(
        r"^desk/people/import/(?P<key>[0-9a-f-]{36})/rejected\.(?P<suffix>csv|xlsx)$",
        imports.rejected,
        name="import_rejected",
    ),
]
