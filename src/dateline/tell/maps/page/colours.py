"""The page's colours as classes of its style, by day and, where a reader's screen is dark, by night."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from dateline.model.holds import Hold
from dateline.tell.maps.areas import Shade
from dateline.tell.maps.holding import Party
from dateline.tell.maps.style import DARK, LIGHT, Theme, colours_of, hatching, mixed, shade_fill

__all__ = ["Colours"]


class Colours:
    """Names of classes for what is drawn, and the rules that say how they look."""

    def __init__(self, parties: Sequence[Party], shades: Sequence[Shade]) -> None:
        self._parties = colours_of(parties)
        self._holders = {key: i for i, key in enumerate(self._parties)}
        self._shades = {shade: i for i, shade in enumerate(sorted(shades))}

    def fill(self, shade: Shade) -> str:
        """The class of an area."""
        return f"a{self._shades[shade]}"

    def edge(self, holder: str) -> str:
        """The class of the line around what somebody holds."""
        return f"e{self._holders.get(holder, 'x')}"

    def outline(self, holder: str) -> str:
        """The class of the line around what is only claimed."""
        return f"c{self._holders.get(holder, 'x')}"

    def hatch(self, *, inferred: bool) -> str:
        """The class of the lines over contested land."""
        return "hp" if inferred else "h"

    def dot(self, hold: Hold) -> tuple[str, str]:
        """The colour of a settlement's dot on a light and on a dark page."""
        by_day, by_night = (self._dot(hold, theme) for theme in (LIGHT, DARK))
        return by_day, by_night

    def _dot(self, hold: Hold, theme: Theme) -> str:
        if hold.status != "held":
            return theme.paper
        return mixed(theme.ink, 0.4, self._parties.get(hold.holder or "", theme.quiet))

    def rules(self) -> str:
        """The style of all classes."""
        night = "".join(self._rules(DARK))
        return f"{''.join(self._rules(LIGHT))}\n@media screen and (prefers-color-scheme: dark) {{{night}}}"

    def _rules(self, theme: Theme) -> Iterator[str]:
        named = {
            "ink": theme.ink, "quiet": theme.quiet, "paper": theme.paper, "sea": theme.sea,
            "land": theme.land, "abroad": theme.abroad, "river": theme.river, "coast": theme.coast,
            "rule": theme.coast,
        }  # fmt: skip
        yield f":root{{{''.join(f'--{name}:{colour};' for name, colour in named.items())}}}"
        for shade, i in self._shades.items():
            yield f".a{i}{{fill:{shade_fill(shade, self._parties, theme)}}}"
            yield f".area.a{i}{{stroke:{shade_fill(shade, self._parties, theme)}}}"
        yield from self._lines(theme, {**self._parties, "": theme.quiet})
        for name, pale in (("h", False), ("hp", True)):
            yield f".{name}{{fill:{hatching(Shade('contested', '', pale), theme)}}}"

    def _lines(self, theme: Theme, parties: Mapping[str, str]) -> Iterator[str]:
        for holder, colour in parties.items():
            i = self._holders.get(holder, "x")
            # Towards ink, so that a line stands out from what it goes around.
            yield f".e{i}{{stroke:{mixed(colour, 0.85, theme.ink)}}}"
            yield f".c{i}{{stroke:{mixed(colour, theme.line, theme.ink)}}}"
