"""An agency's paper to a meeting: the initiatives, countries, events, networks and publications it names."""
