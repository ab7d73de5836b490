"""A small invented room whose people are told apart by their posts, honorifics and languages."""

from underrose.methods.attribution.values import Person, Roster

_ROWS = (
    # country, role, sector, gender, post, body, languages, honorific
    ("Jordan", "doctor", "health services", "F", "Anaesthetist", "Yarmouk Hospital", ("Arabic",), "Dr"),
    ("Jordan", "doctor", "health services", "M", "Paediatrician", "Yarmouk Hospital", ("Arabic", "French"), "Dr"),
    ("Yemen", "doctor", "health services", "M", "Burns Specialist", "Jabal Clinic", ("Arabic",), "Dr"),
    ("Kenya", "academic", "academia", "F", "Professor of Economics", "Lakeside University", ("Swahili",), "Prof"),
    ("Kenya", "academic", "academia", "M", "Professor of Labour Law", "Lakeside University", ("English",), "Prof"),
    ("Ghana", "academic", "academia", "M", "Senior Lecturer", "Volta College", ("English",), "Dr"),
    ("Ghana", "academic", "academia", "F", "Research Fellow", "Volta College", ("Dinka", "English"), "Ms"),
    ("Norway", "diplomat", "government", "F", "Special Envoy for Peace", "Royal Ministry", ("Norwegian",), "H.E. Ms"),
    ("Chile", "diplomat", "government", "M", "Counsellor", "Mission of Chile", ("Spanish",), "Mr"),
    ("Peru", "diplomat", "government", "M", "First Secretary", "Mission of Peru", ("Spanish", "Quechua"), "Mr"),
    ("Malawi", "community leader", "civil society", "M", "Secretary", "Council of Lakeshore Churches", ("English",), "Rev."),
    ("Sudan", "military officer", "government", "M", "Chief Engineer", "Land Forces", ("Arabic",), "Maj. Gen."),
    ("France", "military officer", "government", "M", "Adviser", "Joint Staff", ("French",), "Lt Col."),
)  # fmt: skip


WARD = Roster(
    tuple(
        Person(
            key=str(number), countries=(country,), roles=(role,), sectors=(sector,), gender=gender,
            posts=(post,), bodies=(body,), languages=languages, honorific=honorific,
        )
        for number, (country, role, sector, gender, post, body, languages, honorific) in enumerate(_ROWS)
    )
)  # fmt: skip


def bearing(*posts: str) -> int:
    """Those with one of these posts, as bits."""
    return sum(1 << place for place, row in enumerate(_ROWS) if row[4] in posts)


def speaking(language: str) -> int:
    """Those who speak a language, as bits."""
    return sum(1 << place for place, row in enumerate(_ROWS) if language in row[6])
