"""Settings: defaults in code, overridden by a TOML file, the environment and the command line.

The file has the keys ``stages`` and ``kb`` (knowledge bases of the user's own, for every stage that
asks for some) and one table per part: ``[ingest]``, ``[batch]`` and one for each stage by its name.
A key that does not exist is an error that names the nearest one that does.
"""

from __future__ import annotations

from brygga.settings.load import FILE as FILE
from brygga.settings.load import Loaded as Loaded
from brygga.settings.load import load as load
from brygga.settings.load import load_all as load_all
from brygga.settings.model import BatchSettings as BatchSettings
from brygga.settings.model import Settings as Settings
from brygga.settings.parse import parse as parse
from brygga.settings.parse import with_draft as with_draft
