"""Mentions and entities: who, where and what an article names.

``tag`` finds the mentions (a spaCy model, mended by ``mend``; rules from ``patterns``, ``builds``
and ``forenames``; known names from ``gazetteer``; what one mention tells of others in
``brackets``, ``agree`` and ``propagate``). ``link`` makes one entity of all that mean one thing
(``people``, ``things``). ``names`` knows inflection and variants. All vocabulary lies in the
``.txt`` and ``.tsv`` files here, each with its source in its header.
"""
