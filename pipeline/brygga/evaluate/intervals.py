"""How far a score may lie from what other texts of the kind would give.

The texts, not the mentions, are drawn anew: mentions of one text stand or fall together, so
drawing them one by one would give intervals that are too narrow.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

RESAMPLES = 1_000
SEED = 20_181_011
LEVEL = 0.95


class Interval(msgspec.Struct, frozen=True):
    low: float
    high: float


def intervals(measures: Sequence[Sequence[tuple[int, int, int, int]]]) -> list[Interval | None]:
    """The percentile bootstrap interval of F1 for each measure; the same input gives the same.

    A measure holds, for every text, the right and all found, then the right and all wanted. All
    measures are computed on the same draws. ``None`` where fewer than two texts have anything to
    find or found: drawing one text again and again says nothing.
    """
    import numpy as np

    counts = np.asarray(measures, dtype=np.float64)  # measures × texts × 4
    if counts.size == 0:
        return [None] * len(measures)
    size = counts.shape[1]
    draws = np.random.default_rng(SEED).multinomial(size, np.full(size, 1 / size), RESAMPLES)
    # One product of matrices of one type: anything else is ten times slower.
    flat = np.moveaxis(counts, 0, 1).reshape(size, -1)
    drawn = (draws.astype(np.float64) @ flat).reshape(RESAMPLES, len(measures), 4)
    right_found, found, right_wanted, wanted = np.moveaxis(drawn, (2, 1), (0, 1))
    tail = 50 * (1 - LEVEL)
    result: list[Interval | None] = []
    for n in range(len(measures)):
        # A draw without a single mention of the label has no F1; it is not an F1 of 0.
        some = (found[n] + wanted[n]) > 0
        precision = right_found[n][some] / np.maximum(found[n][some], 1)
        recall = right_wanted[n][some] / np.maximum(wanted[n][some], 1)
        f1 = 2 * precision * recall / np.maximum(precision + recall, 1e-12)
        if np.count_nonzero(counts[n][:, 1] + counts[n][:, 3]) < 2:
            result.append(None)
            continue
        low, high = np.percentile(f1, [tail, 100 - tail])
        result.append(Interval(float(low), float(high)))
    return result
