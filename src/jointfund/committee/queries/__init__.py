"""Reads of bodies, meetings and decisions."""
