"""Lists of names, written as a sentence."""


def words(sentence: str) -> tuple[str, ...]:
    """The words of a sentence."""
    return tuple(sentence.split())
