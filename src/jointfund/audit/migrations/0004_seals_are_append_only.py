from django.db import migrations

from jointfund.audit.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("audit", "0003_seals")]

    operations = [AppendOnly("audit_seal")]
