"""The page about all records of an output directory that people look at after a run."""

from __future__ import annotations

from brygga.report.page import write_report as write_report
