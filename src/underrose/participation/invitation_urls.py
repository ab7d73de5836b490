"""The addresses of waves, letters, invitations and participants, and of a guest's own page."""

from django.urls import URLPattern, path

from underrose.concept.addresses import CODE
from underrose.participation import addresses  # noqa: F401 - the words its addresses take
from underrose.participation.views import first_page, invitations, letters, participants, personal, waves

PARTICIPATION = f"desk/meetings/{CODE}/participation/"
WAVES = PARTICIPATION + "waves/"
LETTERS = PARTICIPATION + "letters/"
INVITATIONS = PARTICIPATION + "invitations/"
PARTICIPANTS = PARTICIPATION + "participants/"
ONE = INVITATIONS + "<uuid:key>/"
PERSONAL = "invitations/<invitation:token>/"

urlpatterns: list[URLPattern] = [
    path(PARTICIPATION, first_page.participation, name="participation"),
    path(WAVES, waves.waves_of, name="waves"),
    path(WAVES + "propose/", waves.propose_wave, name="propose_wave"),
    path(WAVES + "begin/", waves.begin_wave, name="begin_wave"),
    path(WAVES + "asked/<uuid:key>/", waves.invite_without_letter, name="invite_without_letter"),
    path(WAVES + "<uuid:key>/change/", waves.change_wave, name="change_wave"),
    path(WAVES + "<uuid:key>/drop/", waves.drop_wave, name="drop_wave"),
    path(WAVES + "<uuid:key>/prepare/", waves.prepare_wave, name="prepare_wave"),
    path(WAVES + "<int:number>/letters.pdf", letters.wave_papers, name="wave_papers"),
    path(LETTERS, letters.letters_of, name="letters"),
    path(LETTERS + "<slug:kind>/<slug:language>/", letters.write_letter, name="write_letter"),
    path(
        LETTERS + "<slug:kind>/<slug:language>/lay-aside/",
        letters.use_words_of_the_house,
        name="use_words_of_the_house",
    ),
    path(LETTERS + "<uuid:key>/", letters.letter_preview, name="letter_preview"),
    path(INVITATIONS, invitations.invitations_of, name="invitations"),
    path(INVITATIONS + "send/", invitations.send_invitations, name="send_invitations"),
    path(INVITATIONS + "remind/", invitations.remind, name="remind"),
    path(
        INVITATIONS + "invitations.<listfile:suffix>",
        invitations.invitations_export,
        name="invitations_export",
    ),
    path(ONE, invitations.invitation_page, name="invitation_page"),
    path(ONE + "letter.<paper:paper>", letters.invitation_paper, name="invitation_paper"),
    path(ONE + "letter.<paper:paper>/open/", letters.open_invitation_paper, name="open_invitation_paper"),
    path(ONE + "reply/", invitations.enter_reply, name="enter_reply"),
    path(ONE + "reply-by/", invitations.change_reply_by, name="change_reply_by"),
    path(ONE + "withdraw/", invitations.withdraw_invitation, name="withdraw_invitation"),
    path(ONE + "prepare-again/", invitations.prepare_invitation_again, name="prepare_invitation_again"),
    path(ONE + "code/", invitations.read_out_code, name="read_out_code"),
    path(ONE + "devices/forget/", invitations.forget_devices, name="forget_devices"),
    path(INVITATIONS + "substitutes/<uuid:key>/", participants.list_substitute, name="list_substitute"),
    path(PARTICIPANTS, participants.participants_of, name="participants"),
    path(PARTICIPANTS + "other-dates/", participants.tell_of_move, name="tell_of_move"),
    path(PARTICIPANTS + "joining/", participants.prepare_joining, name="prepare_joining"),
    path(
        PARTICIPANTS + "participants.<listfile:suffix>",
        participants.participants_export,
        name="participants_export",
    ),
    path(PARTICIPANTS + "<uuid:key>/place/", participants.fill_from_reserve, name="fill_from_reserve"),
    path(PARTICIPANTS + "<uuid:key>/cannot-come/", participants.drop_out, name="drop_out"),
    path(PERSONAL, personal.invitation, name="invitation"),
    path(PERSONAL + "take-back/", personal.take_back_answer, name="take_back_answer"),
    path(PERSONAL + "substitute/", personal.propose_substitute, name="propose_substitute"),
    path(PERSONAL + "needs/", personal.needs, name="invitation_needs"),
    path(PERSONAL + "names/", personal.how_listed, name="how_listed"),
    path(PERSONAL + "details/", personal.correct_details, name="correct_details"),
    path(PERSONAL + "held/", personal.held, name="held_about_me"),
    path(PERSONAL + "step-back/", personal.step_back, name="step_back"),
    path(PERSONAL + "note.pdf", personal.invitation_note, name="invitation_note"),
    path(PERSONAL + "letter.pdf", personal.invitation_letter, name="invitation_letter"),
    path(PERSONAL + "meeting.ics", personal.invitation_calendar, name="invitation_calendar"),
]
