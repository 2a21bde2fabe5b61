"""`python -m jointfund.config.child web HOST PORT | work`: one of the two processes of `jointfund serve`."""

import logging
import os
import signal
import sys
import threading
import time

GRACE = 10.0


def hold_lifeline() -> None:
    """Ends this process when the parent's end of standard input closes: a killed parent leaves no orphan."""

    def wait_for_end() -> None:
        while os.read(0, 1024):
            pass
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(GRACE)
        os.killpg(os.getpgrp(), signal.SIGKILL)

    threading.Thread(target=wait_for_end, daemon=True).start()


def serve_web(host: str, port: int) -> None:
    """Answers requests until told to stop."""
    from granian.constants import HTTPModes, Interfaces
    from granian.log import LogLevels
    from granian.server import Server

    Server(
        "jointfund.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        http=HTTPModes.http1,
        websockets=False,
        workers=1,
        blocking_threads=4,
        log_level=LogLevels.warning,
        workers_kill_timeout=int(GRACE / 2),
    ).serve()


def run_tasks() -> None:
    """Carries out queued tasks and periodic work until told to stop, finishing the one at hand."""
    import django

    django.setup()
    from django.utils.crypto import get_random_string
    from django_tasks_db.management.commands.db_worker import Worker

    from jointfund.config import clock
    from jointfund.config.periodic import PERIODIC

    # Worker and tasks report every start and stop; here only failures are news.
    for name in ("django_tasks_db", "django.tasks"):
        logging.getLogger(name).setLevel(logging.ERROR)
    worker = Worker(
        queue_names=["*"],
        interval=1,
        batch=False,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=get_random_string(32),
        excluded_queue_names=[],
    )
    worker.configure_signals()
    with clock.running(PERIODIC):
        worker.run()


def main() -> None:
    """Runs in the role the first argument names."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jointfund.config.settings")
    hold_lifeline()
    role, *arguments = sys.argv[1:]
    if role == "web":
        serve_web(arguments[0], int(arguments[1]))
    else:
        run_tasks()


if __name__ == "__main__":
    main()
