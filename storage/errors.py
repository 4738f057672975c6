"""Errors of the database, in sentences that an operator can act on."""


class DatabaseError(Exception):
    """The database cannot do what was asked; the text is one plain sentence with the fix."""


class BusyError(DatabaseError):
    """Another program keeps the database locked; the same may work a moment later."""


class ConstraintError(DatabaseError):
    """A row breaks a rule of the schema: taken already, missing, or out of range."""


class MigrationError(DatabaseError):
    """The schema cannot be brought up to date; the file was left as it was."""
