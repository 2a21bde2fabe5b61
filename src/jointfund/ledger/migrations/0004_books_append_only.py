from django.db import migrations

from jointfund.audit.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("ledger", "0003_books")]

    operations = [
        AppendOnly("ledger_arrangement"),
        AppendOnly("ledger_entry"),
        AppendOnly("ledger_movement"),
    ]
