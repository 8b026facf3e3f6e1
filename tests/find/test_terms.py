"""Terms of office: who held an office on the day, since when and until when; "former" and "then" forms."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.find.finds import Finds

Term = tuple[str | None, str | None]
SHOIGU: Term = ("2012-11-06", "2024-05-12")
BELOUSOV: Term = ("2024-05-14", None)
REZNIKOV: Term = ("2021-11-04", "2023-09-05")
UMEROV: Term = ("2023-09-06", "2025-07-17")
AUSTIN: Term = ("2021-01-22", "2025-01-20")
HEGSETH: Term = ("2025-01-25", None)
WALLACE: Term = ("2019-07-24", "2023-08-31")
SHAPPS: Term = ("2023-08-31", "2024-07-05")
HEALEY: Term = ("2024-07-05", None)

# (text, day, words of the actor, name, term)
CASES: Sequence[tuple[str, str | None, str, str | None, Term | None]] = (
    # "The defence minister" is whoever held it that day.
    ("The Russian defence minister visited Minsk.", "2022-10-05", "The Russian", "Sergei Shoigu", SHOIGU),
    ("The Russian defence minister visited Minsk.", "2024-05-11", "The Russian", "Sergei Shoigu", SHOIGU),
    ("The Russian defence minister visited Minsk.", "2024-05-14", "The Russian", "Andrei Belousov", BELOUSOV),
    ("The Russian defence minister visited Minsk.", "2025-03-01", "The Russian", "Andrei Belousov", BELOUSOV),
    ("The Russian defence minister visited Minsk.", None, "The Russian", None, None),
    ("Ukraine's defence minister met troops.", "2023-09-04", "Ukraine's", "Oleksii Reznikov", REZNIKOV),
    ("Ukraine's defence minister met troops.", "2023-09-06", "Ukraine's", "Rustem Umerov", UMEROV),
    ("The US defence secretary flew to Kabul.", "2025-01-19", "The US", "Lloyd Austin", AUSTIN),
    ("The US defence secretary flew to Kabul.", "2025-02-19", "The US", "Pete Hegseth", HEGSETH),
    ("The British defence secretary flew to Kabul.", "2023-08-30", "The British", "Ben Wallace", WALLACE),
    ("The British defence secretary flew to Kabul.", "2023-08-31", "The British", "Grant Shapps", SHAPPS),
    ("The British defence secretary flew to Kabul.", "2024-07-05", "The British", "John Healey", HEALEY),
    # By name, with and without the office.
    ("Sergei Shoigu visited Minsk.", "2022-10-05", "Sergei", "Sergei Shoigu", SHOIGU),
    ("Sergei Shoigu visited Minsk.", "2024-06-05", "Sergei", "Sergei Shoigu", ("2024-05-12", None)),
    ("Sergei Shoigu visited Minsk.", "2001-06-05", "Sergei", "Sergei Shoigu", None),
    ("Sergei Shoigu visited Minsk.", None, "Sergei", "Sergei Shoigu", None),
    ("Defence minister Sergei Shoigu visited Minsk.", "2022-10-05", "Defence", "Sergei Shoigu", SHOIGU),
    ("Defence minister Sergei Shoigu visited Minsk.", None, "Defence", "Sergei Shoigu", SHOIGU),
    ("Ben Wallace, the defence secretary, flew to Kabul.", "2022-10-05", "Ben", "Ben Wallace", WALLACE),
    ("New defence minister Andrei Belousov spoke.", "2024-05-20", "New", "Andrei Belousov", BELOUSOV),
    # Former and then: never the present term.
    ("Former defence minister Sergei Shoigu spoke.", "2024-06-05", "Former", "Sergei Shoigu", SHOIGU),
    ("Former defence secretary Ben Wallace spoke.", "2024-01-05", "Former", "Ben Wallace", WALLACE),
    ("Ben Wallace, the former defence secretary, spoke.", "2024-01-05", "Ben", "Ben Wallace", WALLACE),
    ("Ben Wallace, the then defence secretary, spoke.", "2024-01-05", "Ben", "Ben Wallace", WALLACE),
    (
        "The then defence minister Oleksii Reznikov spoke.",
        "2024-01-05",
        "The then",
        "Oleksii Reznikov",
        REZNIKOV,
    ),
    ("The former defence secretary Lloyd Austin spoke.", "2022-01-05", "The former", "Lloyd Austin", None),
    (
        "Former president Donald Trump spoke.",
        "2023-03-01",
        "Former",
        "Donald Trump",
        ("2017-01-20", "2021-01-20"),
    ),
    (
        "Former president Donald Trump spoke.",
        "2025-03-01",
        "Former",
        "Donald Trump",
        ("2017-01-20", "2021-01-20"),
    ),
    ("President Donald Trump spoke.", "2025-03-01", "President", "Donald Trump", ("2025-01-20", None)),
    (
        "President Donald Trump spoke.",
        "2018-03-01",
        "President",
        "Donald Trump",
        ("2017-01-20", "2021-01-20"),
    ),
    # What is told of another year is of whoever held it then, if it did not change hands that year.
    (
        "In 2022 the Russian defence minister visited Minsk.",
        "2025-03-01",
        "the Russian",
        "Sergei Shoigu",
        SHOIGU,
    ),
    (
        "The Russian defence minister visited Minsk in 2022.",
        "2025-03-01",
        "The Russian",
        "Sergei Shoigu",
        SHOIGU,
    ),
    ("In 2024 the Russian defence minister visited Minsk.", "2025-03-01", "the Russian", None, None),
    ("In 2022 the Russian defence minister visited Minsk.", None, "the Russian", "Sergei Shoigu", SHOIGU),
    (
        "In 2025 the Russian defence minister visited Minsk.",
        "2025-03-01",
        "the Russian",
        "Andrei Belousov",
        BELOUSOV,
    ),
    # Whoever is called former does not fill the office for the rest of the text.
    (
        "Former defence minister Sergei Shoigu left. The Russian defence minister stayed.",
        "2024-06-05",
        "The Russian",
        "Andrei Belousov",
        BELOUSOV,
    ),
    (
        "Former British defence secretary Ben Wallace left. The British defence secretary stayed.",
        "2023-10-05",
        "The British",
        "Grant Shapps",
        SHAPPS,
    ),
    ("The former Russian defence minister spoke.", "2024-06-05", "The former", None, None),
    ("The then Russian defence minister spoke.", "2024-06-05", "The then", None, None),
)


@pytest.mark.parametrize(("text", "day", "words", "name", "term"), CASES)
def test_term(
    text: str, day: str | None, words: str, name: str | None, term: Term | None, finds: Finds
) -> None:
    found = finds.actors(text, "russo-ukrainian", day)
    assert [(a.name, a.term) for a in found if a.text and a.text.startswith(words)] == [(name, term)]
