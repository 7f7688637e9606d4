"""What can stop a program before it starts."""


class StartError(Exception):
    """The program cannot start; the text is for the person who typed the command, without a traceback."""
