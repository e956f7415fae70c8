"""Judgements: what staff decide about names, dates and numbers; kept, replayed on every rebuild, undone at will."""
