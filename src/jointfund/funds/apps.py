from django.apps import AppConfig


class FundsConfig(AppConfig):
    name = "jointfund.funds"
