from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "jointfund.config"
    label = "jointfund_config"
