"""Faults of a person's input, said with a catalogue key instead of words."""


class UserError(Exception):
    """A person asked for something that cannot be done, and can be told why.

    `problem` is a key of the message catalogue. That message says what is wrong and where; its
    `.example` attribute, where it has one, shows an input that works. `values` fill both.
    """

    def __init__(self, problem: str, **values: object) -> None:
        super().__init__(problem)
        self.problem = problem
        self.values = values
