"""Prose for a release's documents, with marked regions for its numbers."""
