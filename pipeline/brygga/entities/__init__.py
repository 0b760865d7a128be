"""Mentions and entities: who, where and what an article names.

``tag`` finds the mentions (a model of ``backends``, mended by ``mend`` and ``overruns``; rules
from ``patterns``, ``builds``, ``forenames`` and ``coordination``; known names from ``gazetteer``;
what one mention tells of others in ``brackets``, ``agree`` and ``propagate``; scores from
``reliability``). ``link`` makes one entity of all that mean one thing (``people``, ``things``),
finds that thing in the knowledge base (``candidates``, ``regions``, ``resolve``, ``choose``), and
adds the English name (``english``, ``titles``), the wholes (``parts``) and persons' ``roles``.
``names`` knows inflection and variants. All vocabulary lies in the ``.txt`` and ``.tsv`` files
here, each with its source in its header.
"""
