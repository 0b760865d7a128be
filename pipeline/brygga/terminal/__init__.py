"""What a person sees: tables, one article in colour, progress."""
