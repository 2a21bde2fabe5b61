"""Project fiches of a practitioners' report: what a project is, did, met and learned, section by section."""
