"""Search: text to terms, ranking, and an index of the record that never shows what its reader may not see.

`analysis` and `ranking` are pure; `index` keeps what is found where; `queries` answers a question.
"""
