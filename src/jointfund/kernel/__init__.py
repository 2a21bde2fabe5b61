"""Money, dates, references and errors: pure values every other room may use. No models, no settings."""
