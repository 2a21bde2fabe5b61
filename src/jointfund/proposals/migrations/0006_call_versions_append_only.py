from django.db import migrations

from jointfund.audit.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("proposals", "0005_calls")]

    operations = [AppendOnly("proposals_callversion")]
