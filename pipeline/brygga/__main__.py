"""``python -m brygga`` is ``brygga``."""

from brygga.cli import main

main()
