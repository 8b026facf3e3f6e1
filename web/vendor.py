"""Copies what the page runs on: `python web/vendor.py NODE_MODULES OUT`.

The map (MapLibre GL, with its worker and style sheet) and the charts (uPlot), as their packages carry them,
each with its licence. Nothing is bundled or changed but the last line of a module that names a map of its
source: browsers would ask for a file that is not there.
"""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path

# What is copied, by the name it gets.
FILES = {
    "maplibre-gl.mjs": "maplibre-gl/dist/maplibre-gl.mjs",
    "maplibre-gl-worker.mjs": "maplibre-gl/dist/maplibre-gl-worker.mjs",
    "maplibre-gl.css": "maplibre-gl/dist/maplibre-gl.css",
    "maplibre-gl.LICENSE.txt": "maplibre-gl/LICENSE.txt",
    "uplot.mjs": "uplot/dist/uPlot.esm.js",
    "uplot.css": "uplot/dist/uPlot.min.css",
    "uplot.LICENSE.txt": "uplot/LICENSE",
}
SOURCE_MAP = re.compile(r"^//# sourceMappingURL=.*$", re.M)


def vendor(packages: Path, out: Path) -> int:
    """Fills the folder with the files and nothing else; their size in bytes."""
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    for name, path in FILES.items():
        text = (packages / path).read_text(encoding="utf-8")
        (out / name).write_text(SOURCE_MAP.sub("", text), encoding="utf-8")
    return sum(path.stat().st_size for path in out.iterdir())


def main() -> None:
    packages, out = Path(sys.argv[1]), Path(sys.argv[2])
    missing = [path for path in FILES.values() if not (packages / path).is_file()]
    if missing:
        sys.exit(f"{packages} has no {', '.join(missing)}; run `make vendor`, which fetches them")
    print(f"{out}: {len(FILES)} files, {vendor(packages, out):,} bytes")


if __name__ == "__main__":
    main()
