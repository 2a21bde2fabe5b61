"""The look: style sheets, the base page, one template per piece, and the values the pieces show."""
