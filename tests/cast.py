"""The ten people the product is made for, as accounts the tests sign in with."""

from dataclasses import dataclass

PASSWORD = "a calm plain exact record"


@dataclass(frozen=True)
class Person:
    """One of the cast: who she is to the fund, and her sign-in."""

    name: str
    role: str

    @property
    def email(self) -> str:
        return f"{self.name.lower()}@example.org"


CAST = {
    person.name.lower(): person
    for person in (
        Person("Sofia", "fund secretariat"),
        Person("Pia", "country officer of a participating organisation"),
        Person("Ravi", "reviewer"),
        Person("Carmen", "member of the Steering Committee"),
        Person("Elin", "the administrator's officer"),
        Person("Moussa", "signs for a government"),
        Person("Dag", "contributor"),
        Person("Amina", "municipal officer"),
        Person("Tariq", "analyst"),
        Person("Omar", "anyone outside"),
    )
}
