"""What the knowledge base is compiled from: one module per source, read by ``build_kb.py``."""
