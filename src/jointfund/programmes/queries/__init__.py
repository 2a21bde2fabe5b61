"""Reads of programmes for pages, exports and the API alike; nothing here writes.

matching    the programmes a filter asks for, as a query
names       labels of the codes a filter holds
listing     pages and exports of programmes as frozen rows
facets      how many programmes each value of each facet holds
portfolio   the portfolio as one line for each programme, to count and compare
changes     the latest changes of status
"""
