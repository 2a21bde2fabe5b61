from django.db import migrations

from jointfund.audit.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("audit", "0004_seals_are_append_only"), ("funds", "0002_words_and_parts_of_a_fund")]

    operations = [AppendOnly("funds_fundpart")]
