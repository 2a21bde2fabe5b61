"""What the fields of the record are called in front of people; their names are for programs only."""

from django.utils.translation import gettext_lazy as _

FIELD_WORDS = {
    "title": _("Title"),
    "heading": _("Heading"),
    "countries": _("Countries"),
    "thematic_area": _("Thematic area"),
    "budget_usd": _("Budget"),
    "budget": _("Budget"),
    "duration_months": _("Duration in months"),
    "status": _("Status"),
    "participating_organisations": _("Participating organisations"),
    "key_partners_text": _("Key partners"),
    "summary_text": _("Summary"),
    "summary": _("Summary"),
    "starts": _("Start"),
    "ends": _("End"),
    "ends_original": _("End as first agreed"),
    "lead": _("Lead organisation"),
    "participating": _("Participating organisation"),
    "associated": _("Associated body"),
    "origin": _("Country of origin"),
    "transit": _("Country of transit"),
    "destination": _("Country of destination"),
    "implementing": _("Country"),
    "place": _("Place"),
    "partner": _("Key partner"),
    "milestone": _("What happened"),
    "principle": _("Guiding principle"),
    "theme": _("Theme"),
    "population": _("People concerned"),
    "level": _("Level"),
    "gcm_objective": _("GCM objective"),
    "sdg_goal": _("SDG"),
    "sdg_target": _("SDG target"),
}


def field_words(field: str) -> str:
    """The words for a field; of one without words its name, readable."""
    return str(FIELD_WORDS.get(field) or field.replace("_", " ").capitalize())
