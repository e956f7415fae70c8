"""What is kept: the catalog (SQLite through SQLAlchemy Core) and the originals."""
