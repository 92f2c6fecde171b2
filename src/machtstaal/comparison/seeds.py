"""One seed for the study, an own stream for every draw."""

from zlib import crc32


def stream(seed: int, *names: object) -> int:
    """Derive the seed of one named draw, so that adding a scenario or group leaves the other draws alone.

    Parameters
    ----------
    seed
        The study's seed.
    names
        What is drawn: for example "bootstrap", the scenario, the group.

    Examples
    --------
    >>> stream(2025, "bootstrap", None, "experts") == stream(2025, "bootstrap", None, "experts")
    True
    >>> stream(2025, "bootstrap", None, "experts") == stream(2025, "bootstrap", None, "citizens")
    False
    """
    return crc32("\x1f".join(map(str, (seed, *names))).encode("utf-8"))
