from django.db import migrations

from jointfund.audit.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("committee", "0001_bodies_meetings_decisions")]

    operations = [
        AppendOnly("committee_interest"),
        AppendOnly("committee_decision"),
        AppendOnly("committee_decisionamount"),
        AppendOnly("committee_voice"),
        AppendOnly("committee_lettertoproposer"),
    ]
