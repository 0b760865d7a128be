"""Brygga turns Swedish press texts into structured, bilingual records."""

from importlib.metadata import version as _version

__version__ = _version("brygga")
