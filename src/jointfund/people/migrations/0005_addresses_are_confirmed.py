"""Accounts made before addresses were confirmed one by one: who made them vouched for theirs."""

from django.db import migrations


def confirm_addresses(apps, schema_editor):
    address = apps.get_model("account", "EmailAddress")
    for user in apps.get_model("people", "User").objects.iterator():
        address.objects.get_or_create(
            user_id=user.pk, email=user.email, defaults={"verified": True, "primary": True}
        )


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0004_roles_with_reach_and_invitations"),
        ("account", "0009_emailaddress_unique_primary_email"),
    ]

    operations = [
        migrations.RunPython(confirm_addresses, migrations.RunPython.noop, elidable=True),
    ]
