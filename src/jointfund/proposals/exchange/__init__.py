"""Proposals written elsewhere for a while: as a Word file and as a workbook, out and back in."""
