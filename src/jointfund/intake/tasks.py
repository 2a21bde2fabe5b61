"""What the worker does for the intake desk."""

from django.tasks import task


@task
def read_intake_task(intake_key: int) -> None:
    """Read the files of an intake; a second run of the same changes nothing that was decided."""
    from jointfund.intake.services.reading_in import read_intake

    read_intake(intake_key)
