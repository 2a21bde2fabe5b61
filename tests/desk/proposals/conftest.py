"""The fund, people and proposals of the room's own tests."""

from tests.proposals.conftest import cast, complete, endorsed, joint, orgs, writing_fund

__all__ = ["cast", "complete", "endorsed", "joint", "orgs", "writing_fund"]
