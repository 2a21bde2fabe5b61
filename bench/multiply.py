"""Many more programmes from those there are, copied inside the database: quick where making them is slow."""

from django.apps import apps
from django.db import connection, transaction
from django.db.models import Max

from jointfund.funds.models import Fund
from jointfund.programmes.models import Programme

# Every table that hangs on a programme, by the column that names it.
LINKS = ("programmecountry", "programmeparty", "keypartner", "programmetag", "statusevent", "programmewords")


@transaction.atomic
def multiply(fund: Fund, times: int) -> int:
    """Copy all programmes of the database so many times, with their links; how many the fund has now."""
    step: int = Programme.objects.aggregate(Max("pk"))["pk__max"]
    for copy in range(1, times):
        _copy(Programme._meta.db_table, {"id": copy * step, "number": copy * step}, f"id <= {step}")
        for name in LINKS:
            model = apps.get_model("programmes", name)
            highest: int = model._default_manager.aggregate(Max("pk"))["pk__max"]
            shifts = {"id": highest, "programme_id": copy * step}
            _copy(model._meta.db_table, shifts, f"programme_id <= {step}")
    return fund.programmes.count()


def _copy(table: str, shifts: dict[str, int], condition: str) -> None:
    """Copy the rows of the condition with some of their numbers shifted."""
    with connection.cursor() as cursor:
        columns = [one.name for one in connection.introspection.get_table_description(cursor, table)]
        names = [connection.ops.quote_name(column) for column in columns]
        values = [
            f"{name} + {shifts[column]}" if column in shifts else name
            for name, column in zip(names, columns, strict=True)
        ]
        cursor.execute(
            f"INSERT INTO {table} ({', '.join(names)}) "  # noqa: S608 - names of our own tables and numbers
            f"SELECT {', '.join(values)} FROM {table} WHERE {condition}"
        )
