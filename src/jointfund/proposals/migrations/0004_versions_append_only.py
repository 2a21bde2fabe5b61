from django.db import migrations

from jointfund.audit.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("proposals", "0003_forms_and_texts")]

    operations = [
        AppendOnly("proposals_formversion"),
        AppendOnly("proposals_sectionrevision"),
        AppendOnly("proposals_proposalversion"),
        AppendOnly("proposals_endorsement"),
    ]
