"""Numbers as they are printed."""

SPACE = "\N{NO-BREAK SPACE}"
DASH = "\N{EN DASH}"
MINUS = "\N{MINUS SIGN}"
NOTHING = "\N{EN DASH}"


def count(n: int) -> str:
    """Print a count.

    >>> count(12345)
    '12,345'
    """
    return f"{n:,}"


def decimals(value: float, unit: str) -> int:
    """Decimals a rate is printed with, and its interval too: enough to show two digits, none above a hundred.

    >>> decimals(0.256, "share"), decimals(0.031, "share"), decimals(0.4, "per 1,000 words"), decimals(31.0, "per 1,000 words")
    (0, 1, 2, 1)
    """
    size = abs(100 * value if unit == "share" else value)
    if unit == "share":
        return 1 if 0 < size < 9.95 else 0
    return 0 if size >= 100 else 2 if 0 < size < 0.995 else 1


def rate(value: float | None, unit: str) -> str:
    """Print a rate in its unit: a share as a percentage.

    >>> rate(0.256, "share").replace(SPACE, " "), rate(3.14159, "per 1,000 words"), rate(None, "share")
    ('26 %', '3.1', '–')
    >>> rate(0.004, "share").replace(SPACE, " "), rate(0, "share").replace(SPACE, " ")
    ('0.4 %', '0 %')
    """
    if value is None:
        return NOTHING
    places = decimals(value, unit)
    return f"{100 * value:.{places}f}{SPACE}%" if unit == "share" else f"{value:,.{places}f}"


def interval(low: float | None, high: float | None, unit: str, places: int = 0) -> str:
    """Print an interval of a rate, with as many decimals as the rate has.

    >>> interval(0.21, 0.314, "share").replace(SPACE, " "), interval(1.0, 22.5, "per 1,000 words", 1)
    ('21–31 %', '1.0–22.5')
    >>> interval(None, None, "share")
    '–'
    """
    if low is None or high is None:
        return NOTHING
    if unit == "share":
        return f"{100 * low:.{places}f}{DASH}{100 * high:.{places}f}{SPACE}%"
    return f"{low:,.{places}f}{DASH}{high:,.{places}f}"


def difference(value: float | None, unit: str) -> str:
    """Print a difference with its sign; of shares in percentage points.

    >>> difference(-0.123, "share").replace(SPACE, " "), difference(2.5, "per 1,000 words")
    ('−12.3 pp', '+2.5')
    """
    if value is None:
        return NOTHING
    shown = f"{100 * value:.1f}" if unit == "share" else f"{value:.2f}" if abs(value) < 1 else f"{value:.1f}"
    shown = shown.removeprefix("-")
    sign = "" if float(shown) == 0 else "+" if value > 0 else MINUS
    return f"{sign}{shown}" + (f"{SPACE}pp" if unit == "share" else "")


def size(value: float, unit: str) -> str:
    """Print how large a difference is, without its direction.

    >>> size(-0.123, "share").replace(SPACE, " "), size(0.25, "per 1,000 words")
    ('12.3 pp', '0.25')
    """
    return difference(abs(value), unit).removeprefix("+")


def span(low: float | None, high: float | None, unit: str) -> str:
    """Print the interval of a difference.

    >>> span(-0.05, 0.123, "share").replace(SPACE, " ")
    '−5.0 to +12.3 pp'
    """
    if low is None or high is None:
        return NOTHING
    first = difference(low, unit).removesuffix(f"{SPACE}pp")
    return f"{first} to {difference(high, unit)}"


def probability(value: float | None) -> str:
    """Print a p or q value.

    >>> probability(0.0004), probability(0.0316), probability(None)
    ('< 0.001', '0.032', '–')
    """
    if value is None:
        return NOTHING
    return "< 0.001" if value < 0.001 else f"{value:.3f}"


def equation(name: str, value: float | None) -> str:
    """Print `name` and a p or q value.

    >>> equation("q", 0.0004), equation("q", 0.0316)
    ('q < 0.001', 'q = 0.032')
    """
    shown = probability(value)
    return f"{name} {shown}" if shown.startswith("<") else f"{name} = {shown}"


def enumerate_words(words: list[str], last: str = "and") -> str:
    """Join words to a phrase.

    >>> enumerate_words(["citizens", "experts", "media"])
    'citizens, experts and media'
    """
    return f" {last} ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))


def plural(n: int, noun: str) -> str:
    """Print a count with its noun.

    >>> plural(1, "speaker"), plural(1200, "turn"), plural(2, "category"), plural(5, "stretch")
    ('1 speaker', '1,200 turns', '2 categories', '5 stretches')
    """
    ending = "es" if noun.endswith(("s", "x", "ch", "sh")) else "s"
    many = f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}{ending}"
    return f"{count(n)} {noun if n == 1 else many}"
