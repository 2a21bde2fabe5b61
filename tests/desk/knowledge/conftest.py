from tests.knowledge.small import (  # noqa: F401 - fixtures of this folder
    alpha,
    amina,
    beta,
    draft,
    lesson,
    report,
    reviewed,
    second,
    session,
    sofia,
    stranger,
)
