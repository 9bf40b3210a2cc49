"""Finished pages in → the file a practice prints and keeps: tagged, archival, the same bytes for the same inputs."""
