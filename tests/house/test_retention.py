"""Every field that touches a person is in `retention.toml`, with how long it is kept and how it goes."""

from django.apps import apps

from underrose.kit import retention


def test_the_list_is_complete() -> None:
    assert [fault.msg for fault in retention.check()] == []


def test_a_forgotten_field_is_found() -> None:
    models = apps.get_models(include_auto_created=True)
    plan = retention.read()
    shorter = plan._replace(lines=plan.lines[1:])
    missing = plan.lines[0].field
    found = [fault.msg for fault in retention.faults(shorter, models, frozenset(retention._rules))]
    assert found == [f"retention.toml does not say how long {missing} is kept."]
