"""How good the records are: scores, intervals, errors and links against marked texts.

``gold`` reads the marked texts, ``align`` puts a record's mentions where the gold text has them,
``score`` and ``intervals`` count, ``errors`` says what went wrong, ``links`` judges which thing a
mention was linked to, ``report`` holds it all and ``page`` shows it.
"""

from brygga.evaluate.align import Aligned as Aligned
from brygga.evaluate.align import align as align
from brygga.evaluate.align import squeeze as squeeze
from brygga.evaluate.gold import Gold as Gold
from brygga.evaluate.gold import Span as Span
from brygga.evaluate.gold import load_gold as load_gold
from brygga.evaluate.score import MISSION as MISSION
from brygga.evaluate.score import Score as Score
from brygga.evaluate.score import score as score
