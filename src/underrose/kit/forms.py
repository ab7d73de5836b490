"""What every form of the house has in common: one column, a label, a help line, and errors that are easy to find."""

from typing import Any, ClassVar

from django import forms
from django.forms.renderers import DjangoTemplates
from django.forms.utils import pretty_name
from django.template import loader

from underrose.kit import form_sentences

OWN = "kit/"


class Renderer(DjangoTemplates):
    """Forms are drawn by the templates of the house; the widgets inside them by Django's."""

    form_template_name = "kit/fields.html"
    field_template_name = "kit/field.html"

    def get_template(self, template_name: str) -> Any:
        if template_name.startswith(OWN):
            return loader.get_template(template_name)
        return super().get_template(template_name)


class DateInput(forms.DateInput):
    """The browser's own calendar, in the language of whoever reads."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class TimeInput(forms.TimeInput):
    input_type = "time"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%H:%M")


class DateTimeInput(forms.DateTimeInput):
    input_type = "datetime-local"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%dT%H:%M")


class FileInput(forms.FileInput):
    """A place to choose a file or to drop one; `accept` names the kinds that can be read."""

    template_name = "kit/widgets/file.html"

    def __init__(self, accept: str = "", attrs: dict[str, Any] | None = None) -> None:
        super().__init__({**({"accept": accept} if accept else {}), **(attrs or {})})


_OURS: dict[type[forms.Widget], type[forms.Widget]] = {
    forms.DateInput: DateInput,
    forms.TimeInput: TimeInput,
    forms.DateTimeInput: DateTimeInput,
}


class Form(forms.Form):
    """A form of the house. What is wrong is said by the page, beside the field, never by a bubble of the browser."""

    use_required_attribute = False
    one_of: ClassVar[tuple[str, ...]] = ()
    """Fields of which one is needed: neither is marked as optional, and their help says which they are."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        for field in self.fields.values():
            _dress(field)

    def full_clean(self) -> None:
        for name, field in self.fields.items():
            form_sentences.word(field, str(field.label or pretty_name(name)))
        super().full_clean()

    @property
    def is_multipart_form(self) -> bool:
        return self.is_multipart()


def _dress(field: forms.Field) -> None:
    ours = _OURS.get(type(field.widget))
    if ours is not None:
        dressed = ours(attrs=field.widget.attrs)
        dressed.is_localized = field.widget.is_localized
        dressed.is_required = field.widget.is_required
        field.widget = dressed
    if isinstance(field.widget, forms.Textarea) and field.widget.attrs.get("cols") == "40":
        del field.widget.attrs["cols"]
        field.widget.attrs.setdefault("dir", "auto")
    elif type(field.widget) is forms.TextInput:
        field.widget.attrs.setdefault("dir", "auto")
