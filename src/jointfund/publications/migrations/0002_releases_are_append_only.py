from django.db import migrations

from jointfund.audit.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0002_append_only"),
        ("publications", "0001_publications_and_releases"),
    ]

    operations = [
        AppendOnly("publications_release"),
        AppendOnly("publications_releasefile"),
    ]
