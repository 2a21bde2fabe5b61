from django.db import migrations

from jointfund.audit.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("proposals", "0001_initial")]

    operations = [AppendOnly("proposals_movetableversion"), AppendOnly("proposals_proposalmove")]
