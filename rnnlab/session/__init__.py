"""The state of the application without Qt: jobs, playback, operations, settings."""
