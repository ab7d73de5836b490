"""A small invented room for the tests of the guard: twelve people, one of them staff."""

from underrose.methods.attribution.values import Person, Roster

_PEOPLE = (
    ("Amina Otieno", "Dr", "F", "Kenya", "Africa", "lawyer", "civil society", "Rivers Watch", "water"),
    (
        "Bodil Lindqvist",
        "Ms",
        "F",
        "Sweden",
        "Europe",
        "diplomat",
        "government",
        "Ministry of Water, Sweden",
        "borders",
    ),
    ("Chidi Okafor", "Mr", "M", "Nigeria", "Africa", "lawyer", "civil society", "Delta Law Centre", "oil"),
    ("Deniz Yildirim", "Mr", "M", "Turkey", "Asia", "journalist", "media", "The Strait", "media"),
    ("Edda Gunnarsdottir", "Ms", "F", "Iceland", "Europe", "lawyer", "academia", "Fjord University", "seas"),
    ("Farid Haddad", "Mr", "M", "Lebanon", "Asia", "lawyer", "civil society", "Cedar Aid", "water"),
    ("Greta Bauer", "Ms", "F", "Germany", "Europe", "lawyer", "academia", "Ruhr Institute", "work"),
    (
        "Hugo Marchetti",
        "Mr",
        "M",
        "Italy",
        "Europe",
        "diplomat",
        "government",
        "Ministry of Ports, Italy",
        "ports",
    ),
    ("Ines Quiroga", "Ms", "F", "Peru", "Latin America", "lawyer", "civil society", "Andes Voices", "land"),
    ("Jun Matsuda", "Mr", "M", "Japan", "Asia", "journalist", "media", "Harbour Daily", "seas"),
    (
        "Kofi Asante",
        "Mr",
        "M",
        "Ghana",
        "Africa",
        "diplomat",
        "government",
        "Ministry of Lakes, Ghana",
        "lakes",
    ),
)


def room() -> Roster:
    """Six lawyers, three diplomats, two journalists; three from Africa; and somebody of the staff."""
    people = [
        Person(
            key=str(number), name=name, given=name.split()[0], family=name.split()[1], honorific=honorific, gender=gender,
            countries=(country,), regions=(region,), roles=(role,), sectors=(sector,), bodies=(body,), works_on=(topic,),
            mails=(f"{name.split()[0].lower()}@room.example",),
        )
        for number, (name, honorific, gender, country, region, role, sector, body, topic) in enumerate(_PEOPLE)
    ]  # fmt: skip
    staff = Person(key="11", name="Lotta Svensson", given="Lotta", family="Svensson", counts=False)
    return Roster((*people, staff))
