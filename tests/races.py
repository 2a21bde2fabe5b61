"""Works that begin at the same instant."""

import threading

from django.db import connection

from jointfund.kernel.errors import DomainError


def at_once(*works):
    """Run the works together; what each raised, None where it went through."""
    faults: list[Exception | None] = [None] * len(works)
    gate = threading.Barrier(len(works))

    def run(index):
        gate.wait()
        try:
            works[index]()
        except DomainError as fault:
            faults[index] = fault
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(index,)) for index in range(len(works))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return faults
