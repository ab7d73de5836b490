"""People outside the room whom a text makes findable, and what in a text about somebody gives the person away."""

from underrose.methods.attribution.third_parties.finding import ThirdParties

__all__ = ["ThirdParties"]
