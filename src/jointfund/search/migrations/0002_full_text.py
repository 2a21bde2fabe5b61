from django.db import migrations

from jointfund.search.index.operations import FullTextIndex


class Migration(migrations.Migration):
    dependencies = [("search", "0001_search_index")]

    operations = [FullTextIndex()]
