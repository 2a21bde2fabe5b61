"""`jointfund serve`: prepare what is due, then run web server and worker together until told to stop."""

import os
import sys
from argparse import ArgumentParser
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connections

from jointfund.config import data_lock, preparation, processes
from jointfund.intake.demo_people import ACCOUNTS, PASSWORD
from jointfund.kernel.errors import DomainError
from jointfund.people.models import User

EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104  listened on there, asked here


class Command(BaseCommand):
    """Opens the installation to the browser."""

    help = "Prepare the installation, then run web server and worker until Ctrl-C."
    requires_system_checks = ()  # they cost half a second of every start; `jointfund check` runs them

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Address to listen on; the environment gives the defaults."""
        parser.add_argument("--host", default=os.environ.get("HOST") or "127.0.0.1")
        parser.add_argument("--port", default=os.environ.get("PORT") or "8000")

    def handle(self, *, host: str, port: str, **options: object) -> None:
        """Serves; a refusal is one sentence and exit code 1."""
        if not (port.isdecimal() and 0 < int(port) < 65536):
            raise CommandError(f"PORT must be a number from 1 to 65535, not {port!r}.")
        try:
            with data_lock.held(Path(settings.DATA_FOLDER)):
                self.serve(host, int(port))
        except DomainError as error:
            raise CommandError(str(error)) from error
        except KeyboardInterrupt:
            sys.exit(130)

    def serve(self, host: str, port: int) -> None:
        """Prepares, starts both children, and stays until asked to stop."""
        processes.check_port(host, port)
        preparation.prepare(self.say)
        allow_requests_to(host)
        if "JOINTFUND_ORIGINS" not in os.environ:
            os.environ.setdefault("JOINTFUND_ADDRESS", address_of(host, port))
        with processes.stop_signals() as request:
            children = [processes.start("web server", "web", host, str(port))]
            try:
                processes.wait_for_answer(EVERYWHERE.get(host, host), port, children, request)
                children.append(processes.start("worker", "work"))
                self.greet(host, port)
                processes.watch(children, request)
            finally:
                processes.stop(children, request)

    def greet(self, host: str, port: int) -> None:
        """The address, and whom to sign in as."""
        self.say(f"JointFund is open at {address_of(host, port)}/")
        if users := demo_users():
            self.say(f"Demonstration sign-ins, all with the password {PASSWORD}:")
            for user in users:
                self.say(f"  {user.email:22} {user.name}")
        self.say(f"Ctrl-C stops it; everything is kept in {settings.DATA_FOLDER}")

    def say(self, text: str) -> None:
        """One line at once, also when the output is a file or a pipe."""
        self.stdout.write(text)
        self.stdout.flush()


def address_of(host: str, port: int) -> str:
    """Where a browser on this machine finds the installation, without the closing slash."""
    shown = EVERYWHERE.get(host, host)
    return f"http://{f'[{shown}]' if ':' in shown else shown}:{port}"


def demo_users() -> list[User]:
    """The demonstration's open accounts; none where it was not loaded."""
    addresses = [f"{word}@demo.example" for word, _, _role in ACCOUNTS]
    users = list(User.objects.filter(email__in=addresses, is_active=True).order_by("pk"))
    connections.close_all()  # we only watch from here on; the children have their own
    return users


def allow_requests_to(host: str) -> None:
    """Lets the children answer to the name we listen on; other names are given in JOINTFUND_HOSTS."""
    if host not in EVERYWHERE and "JOINTFUND_HOSTS" not in os.environ:
        shown = f"[{host}]" if ":" in host else host
        os.environ["JOINTFUND_HOSTS"] = ",".join({*settings.ALLOWED_HOSTS, shown})
