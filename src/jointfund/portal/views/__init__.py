"""The public pages, one module for each noun. A view loads, asks the queries, and renders."""
