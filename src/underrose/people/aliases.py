"""Names that tell nothing of whoever stands by them: trees, rivers, stones."""

from random import Random

from underrose.people.models import Person

NEUTRAL = (
    "Acacia", "Agate", "Alder", "Almond", "Amber", "Apricot", "Ash", "Aspen", "Basalt", "Beech", "Birch",
    "Blackthorn", "Bramble", "Briar", "Broom", "Buckthorn", "Cedar", "Chalk", "Chestnut", "Clover", "Copper",
    "Coral", "Cork", "Cornel", "Cypress", "Dogwood", "Elder", "Elm", "Fennel", "Fern", "Fig", "Fir", "Flint",
    "Gentian", "Ginkgo", "Granite", "Hawthorn", "Hazel", "Heather", "Hemlock", "Hickory", "Holly", "Hornbeam",
    "Iris", "Ivy", "Jade", "Juniper", "Larch", "Laurel", "Lavender", "Lichen", "Lilac", "Lime", "Linden",
    "Locust", "Lotus", "Lupin", "Magnolia", "Mallow", "Maple", "Marble", "Medlar", "Mimosa", "Mistletoe",
    "Moss", "Mulberry", "Myrtle", "Nettle", "Oak", "Olive", "Onyx", "Opal", "Osier", "Palm", "Pear", "Pebble",
    "Pine", "Plane", "Plum", "Poplar", "Quartz", "Quince", "Reed", "Rosemary", "Rowan", "Rush", "Saffron",
    "Sage", "Sedge", "Sequoia", "Slate", "Sorrel", "Spruce", "Sumac", "Sycamore", "Tamarisk", "Teak", "Thistle",
    "Thorn", "Thyme", "Topaz", "Tulip", "Vetch", "Walnut", "Willow", "Yarrow", "Yew",
)  # fmt: skip


def suggested(rng: Random) -> str:
    """One that nobody stands by; when all are taken, two together."""
    taken = {
        name.casefold() for name in Person.objects.filter(is_sealed=True).values_list("full_name", flat=True)
    }
    free = [name for name in NEUTRAL if name.casefold() not in taken]
    if free:
        return rng.choice(free)
    pairs = (f"{one} {other}" for one in NEUTRAL for other in NEUTRAL if one != other)
    return next(pair for pair in pairs if pair.casefold() not in taken)
