"""Models that are fetched on request, kept in one folder and used without a network.

``registry`` names the ones that Brygga knows, ``store`` is the folder with its locks and
checksums, ``sources`` are where a model may come from, ``pull`` fetches one, ``convert`` makes
of its files what the backends read. Only ``pull`` ever asks the network for anything.
"""

from __future__ import annotations

from brygga.hub.extras import needs as needs
from brygga.hub.store import folder as folder
from brygga.hub.store import label as label
