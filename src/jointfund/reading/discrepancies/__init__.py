"""Where documents disagree, with themselves or with each other: both quotes and a severity for each case.

Severity follows what a reader would get wrong:
- high: he would take one programme for another, or not recognise it: titles that share less than three
  fifths of their words or differ in a word of a short name; one heading for several programmes.
- medium: he would carry on a wrong number or miss a fact: a count or sum that its own list contradicts, an
  objective whose number and title differ, a figure beyond rounding, headings that were lost.
- low: he would not be misled: rounding, spelling, small variants of a title, a count of which the text does
  not say that it is the list's, and every change between two dates.
A list that calls itself open ("including", "such as", "non-exhaustive") contradicts nothing by what it omits.
"""

from jointfund.reading.discrepancies.as_json import discrepancies_as_json
from jointfund.reading.discrepancies.find import find_discrepancies

__all__ = ["discrepancies_as_json", "find_discrepancies"]
