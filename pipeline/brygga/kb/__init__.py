"""What is known of things with names: their ids, kinds, English names and parents.

``store`` reads the compiled tables, ``match`` finds their names in text, ``user`` keeps the
tables that users add, ``adapters`` read the files those come from, ``spot`` judges whether a
name may be looked for without a cue.
"""
