"""Records in SQL databases, on SQLAlchemy Core. Imported only when a SQL URL is opened: SQLAlchemy is heavy."""
