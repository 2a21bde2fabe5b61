"""Countries, areas and tag vocabularies: models, their data files, the command that loads them."""
