import django.db.models.deletion
from django.db import migrations, models


def fill_fund_and_slug(apps, schema_editor):
    """Resources so far are of a project: its fund is theirs, and their number makes their word."""
    resources = apps.get_model("knowledge", "Resource")
    for one in resources.objects.select_related("project"):
        one.fund_id, one.slug = one.project.fund_id, f"{one.project.slug[:70]}-{one.position}"
        one.save(update_fields=["fund", "slug"])


class Migration(migrations.Migration):
    dependencies = [
        ("funds", "0001_initial"),
        ("knowledge", "0003_bounds_of_results"),
    ]

    operations = [
        migrations.AddField(
            model_name="resource",
            name="fund",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="resources",
                to="funds.fund",
            ),
        ),
        migrations.AddField(
            model_name="resource",
            name="slug",
            field=models.SlugField(default="", max_length=80),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="resource",
            name="kind",
            field=models.CharField(
                choices=[
                    ("website", "Website"),
                    ("publication", "Publication"),
                    ("film", "Film"),
                    ("event", "Event"),
                    ("network", "Network"),
                    ("initiative", "Initiative"),
                ],
                default="website",
                max_length=12,
            ),
        ),
        migrations.AddField(
            model_name="resource", name="language", field=models.CharField(blank=True, max_length=2)
        ),
        migrations.AddField(
            model_name="resource", name="organisation", field=models.CharField(blank=True, max_length=300)
        ),
        migrations.AddField(
            model_name="resource", name="note", field=models.CharField(blank=True, max_length=500)
        ),
        migrations.AlterField(
            model_name="resource",
            name="project",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="resources",
                to="knowledge.project",
            ),
        ),
        migrations.RunPython(fill_fund_and_slug, migrations.RunPython.noop),
    ]
