from tests.knowledge.small import (  # noqa: F401 - fixtures of this folder
    alpha,
    amina,
    draft,
    lesson,
    report,
    reviewed,
    second,
    sofia,
)
