from django.db import migrations

from jointfund.audit.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("instruments", "0001_initial")]

    operations = [
        AppendOnly("instruments_instrumentversion"),
        AppendOnly("instruments_submission"),
        AppendOnly("instruments_validation"),
    ]
