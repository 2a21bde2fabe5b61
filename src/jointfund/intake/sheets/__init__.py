"""Portfolios kept as tables (CSV, Excel): rows, recognised columns, records of programmes."""
