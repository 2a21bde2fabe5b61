import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("funds", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="fund",
            name="deciding_body",
            field=models.CharField(default="committee", help_text="who decides, after “the”", max_length=120),
        ),
        migrations.AddField(
            model_name="fund",
            name="programme_word",
            field=models.CharField(
                default="programme", help_text="what the fund calls one thing it pays for", max_length=60
            ),
        ),
        migrations.AddField(
            model_name="fund",
            name="programmes_word",
            field=models.CharField(default="programmes", help_text="and several", max_length=60),
        ),
        migrations.CreateModel(
            name="FundPart",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=40)),
                ("number", models.PositiveIntegerField()),
                ("document", models.JSONField()),
                ("source", models.CharField(max_length=300)),
                ("confidence", models.CharField(blank=True, max_length=300)),
                ("valid_from", models.DateField()),
                ("entered_by", models.CharField(max_length=80)),
                ("entered_at", models.DateTimeField(auto_now_add=True)),
                (
                    "fund",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="parts", to="funds.fund"
                    ),
                ),
            ],
            options={
                "ordering": ["fund_id", "name", "number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("fund", "name", "number"), name="part_version_is_unique_in_fund"
                    )
                ],
            },
        ),
    ]
