"""A paper as a Word file: pandoc sets the text and its footnotes, our own parts carry everything else.

Pandoc is given a tree, not Markdown, so that no word of a note can act as its raw markup.
"""

from collections import Counter

from underrose.methods.documents import marks, word_package, word_tree
from underrose.methods.documents.model import Paper, PaperContact
from underrose.methods.documents.pdf import note_lines, telephone_address, write_address
from underrose.methods.documents.typesetting import comma
from underrose.methods.documents.word_frame import Frame
from underrose.methods.documents.word_tree import Node

_HANG = 1134  # 20 mm: wide tables reach into the margins
_ONE_LINE = 78


def paper_docx(paper: Paper) -> bytes:
    """The paper as a new file with styles, real footnotes and running heads; the same paper, the same bytes."""
    return word_tree.docx(_Body(paper).blocks(), _frame(paper))


def _frame(paper: Paper) -> Frame:
    title = marks.plain(paper.title)
    page, of = (marks.plain(paper.labels.get(key, word)) for key, word in (("page", "Page"), ("of", "of")))
    return Frame(
        title=title or marks.plain(paper.kind),
        language=paper.language,
        direction=paper.direction,
        page_size=paper.page_size,
        hang=_HANG,
        head=(title, marks.plain(paper.reference)),
        foot=marks.plain(paper.organiser),
        page=page,
        of=of,
    )


class _Body(word_tree.Writer):
    """The tree pandoc reads, in reading order."""

    def __init__(self, paper: Paper) -> None:
        self.paper = paper
        self.notes = {note.number: note_lines(note.text) for note in paper.footnotes}
        self.passages = [
            (passage, marks.runs(passage.heading, self.notes), marks.parts(passage.markdown, self.notes))
            for passage in paper.passages
        ]
        lines = [line for _, head, parts in self.passages for line in (head, *marks.walk(parts))]
        self.calls = Counter(run.note for line in lines for run in line if run.note)
        self.seen: list[str] = []

    def blocks(self) -> list[Node]:
        return [*self._title(), *self._passages(), *self._unread(), *self._contacts()]

    def _title(self) -> list[Node]:
        paper = self.paper
        facts = [fact for fact in map(marks.plain, (paper.when, paper.place, paper.reference)) if fact]
        partners = [marks.plain(partner) for partner in paper.partners]
        lead = marks.plain(paper.labels.get("partners", ""))
        title = marks.plain(paper.title) or marks.plain(paper.kind) or marks.plain(paper.reference)
        apart = len("".join(partners)) > _ONE_LINE
        lines: tuple[tuple[str, str], ...] = (
            ("Paper Kind", marks.plain(paper.kind)),
            ("Title", title),
            ("Paper Facts", " · ".join(facts)),
            *([("Paper Partners", line) for line in (lead, *partners)] if apart else ()),
            ("Paper Partners", "" if apart or not partners else f"{lead} {' · '.join(partners)}".strip()),
        )
        return [
            word_tree.styled(style, [word_tree.para(word_tree.text(line))]) for style, line in lines if line
        ]

    def _passages(self) -> list[Node]:
        found: list[Node] = []
        for passage, head, parts in self.passages:
            if head:
                line = self.inline(head)
                found.append(word_tree.heading(1, line) if marks.has_words(head) else word_tree.para(line))
            blocks = [self.block(part) for part in parts]
            is_summary = bool(head) and passage.heading == self.paper.labels.get("summary", "Summary")
            found += [word_tree.styled("Summary", blocks)] if is_summary and blocks else blocks
        return found

    def _unread(self) -> list[Node]:
        """Notes that nothing in the text calls are kept where a reader will look for them."""
        unread = [number for number in self.notes if number not in self.seen]
        if not unread:
            return []
        found = [word_tree.heading(1, word_tree.text(marks.plain(self.paper.labels.get("notes", "Notes"))))]
        for number in unread:
            first, *rest = self.notes[number] or [()]
            found.append(word_tree.para([*word_tree.text(f"{marks.plain(number)}. "), *self.inline(first)]))
            found += [word_tree.para(self.inline(line)) for line in rest]
        return found

    def _contacts(self) -> list[Node]:
        paper = self.paper
        if not paper.contacts:
            return []
        heading = word_tree.text(marks.plain(paper.contacts_heading))
        lines = [
            word_tree.styled("Contact Line", [word_tree.para(self._contact(contact))])
            for contact in paper.contacts
        ]
        return [*([word_tree.heading(1, heading)] if heading else []), *lines]

    def _contact(self, contact: PaperContact) -> list[Node]:
        role, name = marks.plain(contact.role), marks.plain(contact.name)
        both = comma(self.paper.language.split("-")[0].lower()) + " " if role and name else ""
        found = [
            *word_tree.text(role + both),
            *([{"t": "Strong", "c": word_tree.text(name)}] if name else []),
        ]
        labels = self.paper.labels
        telephone, mail = marks.plain(contact.telephone), marks.plain(contact.mail)
        for label, words, address in (
            (labels.get("telephone", "T"), telephone, telephone_address(telephone)),
            (labels.get("mail", "E"), mail, write_address(mail)),
        ):
            if words:
                # Numbers and addresses run from left to right in every script.
                shown = word_tree.text(("\u200e" if self.paper.direction == "rtl" else "") + words)
                shown = [word_tree.link(address, shown)] if address else shown
                found += [{"t": "LineBreak"}, *word_tree.text(f"{marks.plain(label)}: "), *shown]
        return found

    def note(self, number: str) -> list[Node]:
        """The first call carries the footnote; a later call to the same one shows its number again."""
        if number in self.seen:
            return [word_tree.raw(word_package.note_again(self.seen.index(number) + 1))]
        self.seen.append(number)
        note = {"t": "Note", "c": [word_tree.para(self.inline(line)) for line in self.notes[number] or [()]]}
        if self.calls[number] == 1:
            return [note]
        start, end = word_package.bookmark(len(self.seen))
        return [word_tree.raw(start), note, word_tree.raw(end)]
