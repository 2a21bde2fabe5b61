from django.db import migrations

from jointfund.audit.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0002_append_only"),
        ("knowledge", "0001_knowledge_base"),
    ]

    operations = [
        AppendOnly("knowledge_practiceversion"),
        AppendOnly("knowledge_practicetag"),
    ]
