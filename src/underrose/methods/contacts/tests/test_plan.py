from underrose.methods.contacts.headers import Field
from underrose.methods.contacts.plan import Act, Change, Counts, Known, dry_run, values_of
from underrose.methods.contacts.rows import Ill
from underrose.methods.contacts.tests.making import cleaned
from underrose.methods.names import Reason

HEADERS = ("Ref", "Name", "E-mail", "Organisation", "Position", "Mobile", "Do not contact")


def known(**changes):
    values = dict.fromkeys(Field, "") | {
        Field.full_name: "Ada Lind",
        Field.email: "ada@x.example",
        Field.position: "Chair",
    }
    return Known(
        "k1", ("Ada Lind",), ("ada@x.example",), reference="A1", organisation="House", values=values | changes
    )


def test_rows_are_new_updates_duplicates_and_rejects():
    found = cleaned(
        HEADERS,
        ("", "Ada LIND", "ada@x.example; ada2@x.example", "", "", "", ""),
        ("", "Omar Farouq", "o@x.example", "", "", "", ""),
        ("", "FAROUQ Omar", "o@x.example", "", "", "", ""),
        ("", "", "z@x.example", "", "", "", ""),
        ("", "Ada Lindh", "", "", "", "", ""),
        ("A2", "Nobody Known", "", "", "", "", ""),
        ("", "Omar Faruk", "", "", "", "", ""),
    )
    plan = dry_run(found, [known(), Known("k2", ("Another Name",), reference="A2")])
    assert plan.counts == Counts(new=3, update=2, duplicate=1, rejected=1)
    first, _, again, nobody, near, referred, resembling = plan.decisions
    assert (first.act, first.key, Reason.email in first.reasons) == (Act.update, "k1", True)
    assert (again.act, again.of_line, nobody.act) == (Act.duplicate, 3, Act.rejected)
    assert (near.act, near.resembles, near.resembles_lines) == (Act.new, ("k1",), (2,))
    assert (referred.key, referred.changes) == ("k2", ())
    assert resembling.resembles_lines == (3, 4)


def test_blanks_never_erase_unless_chosen_and_addresses_are_added():
    found = cleaned(
        HEADERS, ("A1", "Ada Lind", "ADA@x.example; new@x.example", "", "", "+44 7700 900001", "")
    )
    (decision,) = dry_run(found, [known()]).decisions
    assert decision.changes == (
        Change(Field.reference, "", "A1"),
        Change(Field.email, "ada@x.example", "ada@x.example; new@x.example"),
        Change(Field.mobile, "", "+44 7700 900001"),
    )
    (erasing,) = dry_run(found, [known()], do_blanks_erase=True).decisions
    assert Change(Field.position, "Chair", "") in erasing.changes


def test_same_list_again_changes_nothing():
    found = cleaned(HEADERS, ("A1", "Ada Lind", "ada@x.example", "House", "Chair", "+44 7700 900001", "yes"))
    (row,) = found.rows
    assert values_of(row)[Field.do_not_contact] == "yes"
    (decision,) = dry_run(found, [Known("k", (row.name,), reference="A1", values=values_of(row))]).decisions
    assert (decision.act, decision.changes) == (Act.update, ())


def test_rejected_by_choice_counts_as_rejected():
    found = cleaned(("Name", "Country"), ("Ada", "Atlantis"), reject=[Ill.country])
    assert dry_run(found, []).counts == Counts(rejected=1)
