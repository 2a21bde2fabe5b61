from django.db import migrations

from jointfund.audit.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("reviews", "0001_reviews")]

    operations = [
        AppendOnly("reviews_eligibilitycheck"),
        AppendOnly("reviews_declaration"),
        AppendOnly("reviews_scorecardrevision"),
    ]
