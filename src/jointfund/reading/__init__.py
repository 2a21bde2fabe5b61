"""Documents to records: lines, blocks, fields, kinds of document, contradictions. Pure, no database."""
