"""The one place that knows every room: settings, addresses, server entry points."""
