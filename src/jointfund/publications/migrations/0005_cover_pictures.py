import django.db.models.deletion
from django.db import migrations, models

from jointfund.audit.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [
        ("publications", "0004_programme_papers"),
    ]

    operations = [
        migrations.CreateModel(
            name="CoverPicture",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("content", models.FileField(upload_to="covers/")),
                ("sha256", models.CharField(max_length=64)),
                ("size", models.PositiveIntegerField()),
                ("width", models.PositiveIntegerField()),
                ("height", models.PositiveIntegerField()),
                ("kept_at", models.DateTimeField(auto_now_add=True)),
                (
                    "fund",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cover_pictures",
                        to="funds.fund",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("fund", "sha256"), name="cover_picture_is_kept_once")
                ],
            },
        ),
        AppendOnly("publications_coverpicture"),
    ]
