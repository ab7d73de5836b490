"""The one place where sentences for people are put together, so that they can be translated in one place."""


def say(template: str, **values: object) -> str:
    """A sentence for a person: the template is English today, the values are taken as they are."""
    return template.format(**values)
