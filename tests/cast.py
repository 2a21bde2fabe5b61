"""The people the product is made for. All have a sign-in of the demonstration but Omar, who stays outside."""

from dataclasses import dataclass

from jointfund.intake.demo_people import PASSWORD

__all__ = ["CAST", "PASSWORD", "Person"]  # the password is the same for all


@dataclass(frozen=True)
class Person:
    """One of the cast: who it is to the fund, and the e-mail address to sign in with."""

    name: str
    role: str
    email: str | None

    @classmethod
    def of_the_demonstration(cls, name: str, role: str) -> "Person":
        """A person with an account, as `load_demo` makes it."""
        return cls(name, role, f"{name.lower()}@demo.example")


SOFIA = Person.of_the_demonstration("Sofia", "fund secretariat")
SECOND = Person.of_the_demonstration("Second", "a second pair of eyes in the secretariat")
PIA = Person.of_the_demonstration("Pia", "country officer of a participating organisation")
RAVI = Person.of_the_demonstration("Ravi", "reviewer")
CARMEN = Person.of_the_demonstration("Carmen", "member of the Steering Committee")
ELIN = Person.of_the_demonstration("Elin", "the administrator's officer")
MOUSSA = Person.of_the_demonstration("Moussa", "signs for a government")
DAG = Person.of_the_demonstration("Dag", "contributor")
AMINA = Person.of_the_demonstration("Amina", "municipal officer")
TARIQ = Person.of_the_demonstration("Tariq", "analyst")
OMAR = Person("Omar", "anyone outside", None)

CAST = (SOFIA, SECOND, PIA, RAVI, CARMEN, ELIN, MOUSSA, DAG, AMINA, TARIQ, OMAR)
SECRETARIAT = (SOFIA, SECOND)
