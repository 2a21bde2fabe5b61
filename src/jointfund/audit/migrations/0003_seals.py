from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("funds", "0001_initial"), ("audit", "0002_append_only")]

    operations = [
        migrations.CreateModel(
            name="ChainHead",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.BigIntegerField(default=0)),
                ("digest", models.CharField(blank=True, max_length=64)),
                ("highest", models.BigIntegerField(default=0)),
                ("settled", models.BigIntegerField(default=0)),
                ("closed_until", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Follower",
            fields=[
                ("name", models.CharField(max_length=60, primary_key=True, serialize=False)),
                ("position", models.BigIntegerField(default=0)),
                ("failures", models.PositiveSmallIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="Seal",
            fields=[
                ("position", models.BigIntegerField(primary_key=True, serialize=False)),
                ("event_key", models.BigIntegerField(unique=True)),
                ("event_digest", models.CharField(max_length=64)),
                ("previous", models.CharField(max_length=64)),
                ("digest", models.CharField(max_length=64)),
                ("sealed_at", models.DateTimeField()),
                ("closed_until", models.DateTimeField(null=True)),
            ],
            options={"ordering": ["position"]},
        ),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(fields=["fund", "id"], name="event_by_fund"),
        ),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(fields=["fund", "verb", "id"], name="event_by_verb"),
        ),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(fields=["fund", "actor", "id"], name="event_by_actor"),
        ),
    ]
