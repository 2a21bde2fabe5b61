from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "jointfund.search"

    def ready(self) -> None:
        from jointfund.search.meaning import check_setting

        check_setting()
