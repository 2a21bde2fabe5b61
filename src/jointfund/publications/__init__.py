"""The fund's documents as views of its record: booklet, briefs, one-pagers, tables.

content    what a document says, as frozen values: no layout, no words of a language
queries    builds a content object from the record, in a number of queries that does not grow
labels     the words printed around the values, in each language, and how it writes amounts and dates
layout     content and labels to the values a template of `rendering` sets
"""
