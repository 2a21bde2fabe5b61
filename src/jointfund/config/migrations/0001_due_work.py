from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = []

    operations = [
        migrations.CreateModel(
            name="DueWork",
            fields=[
                ("name", models.CharField(max_length=60, primary_key=True, serialize=False)),
                ("due_at", models.DateTimeField()),
                ("held_until", models.DateTimeField(null=True)),
                ("holder", models.CharField(blank=True, max_length=32)),
            ],
        ),
    ]
