import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("knowledge", "0004_resources_by_themselves"),
    ]

    operations = [
        migrations.AlterModelOptions(name="resource", options={"ordering": ["fund_id", "slug"]}),
        migrations.AlterField(
            model_name="resource",
            name="fund",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="resources", to="funds.fund"
            ),
        ),
        migrations.AddIndex(
            model_name="resource", index=models.Index(fields=["fund", "kind"], name="resource_by_kind")
        ),
        migrations.AddConstraint(
            model_name="resource",
            constraint=models.UniqueConstraint(
                fields=("fund", "slug"), name="resource_slug_is_unique_in_fund"
            ),
        ),
    ]
