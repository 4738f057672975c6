"""What a person cannot do, and what a bot failed to do for her."""


class CannotDoError(Exception):
    """A real member could not do this: the thing is not there, not allowed or not filled in."""


class NoAnswerError(Exception):
    """The application did not respond in time."""
