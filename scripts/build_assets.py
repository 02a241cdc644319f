"""Builds the style sheet and scripts that pages load, from the sources in this repository and npm's libraries.

Run it with ``--npm PATH`` where npm is not on the path. It does nothing when nothing has changed since the last
build; ``--check`` builds nothing, and exits with 1 and a sentence when a build is due.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DESIGN = ROOT / "src" / "goldenthread" / "design"
OUTPUT = DESIGN / "static" / "goldenthread"
TEST_OUTPUT = ROOT / "build" / "axe"
STAMP = ROOT / "build" / "assets.stamp"
MODULES = ROOT / "node_modules"
INSTALLED = MODULES / ".goldenthread-lock"

# Browser modules, as they are called in the library and as pages load them. The endings become .js because
# not every server knows .mjs, and a module served under the wrong type does not run.
LIBRARY_SCRIPTS = {
    "govuk-frontend/dist/govuk/govuk-frontend.min.js": "govuk-frontend.js",
    "@ministryofjustice/frontend/moj/components/multi-select/multi-select.bundle.mjs": "moj-multi-select.js",
}
STYLE_SHEET = "goldenthread.css"
OWN_SCRIPT = "goldenthread.js"
ICON = "favicon.svg"
TEST_SCRIPT = ("axe-core/axe.min.js", "axe.min.js")


class BuildError(Exception):
    """The build cannot go on; the message is a sentence for whoever runs it."""


def main(arguments: list[str] | None = None) -> int:
    """Builds what is due, or with --check says whether a build is due. Returns the exit status."""
    parser = argparse.ArgumentParser(description="Build the style sheet and scripts that pages load.")
    parser.add_argument("--npm", default="npm", help="the npm program (default: npm on the path)")
    parser.add_argument("--check", action="store_true", help="build nothing; exit with 1 when a build is due")
    options = parser.parse_args(arguments)
    if is_current():
        return 0
    if options.check:
        print(
            "The assets are not built, or are older than their sources: run scripts/build_assets.py.", file=sys.stderr
        )
        return 1
    try:
        build(options.npm)
    except BuildError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def is_current() -> bool:
    """Whether every output exists and was built from the sources as they are now."""
    if not all(path.is_file() for path in outputs()):
        return False
    return STAMP.is_file() and STAMP.read_text("utf-8") == fingerprint()


def outputs() -> Iterator[Path]:
    """Every file that a build leaves."""
    for name in (STYLE_SHEET, OWN_SCRIPT, *LIBRARY_SCRIPTS.values()):
        yield OUTPUT / name
        yield OUTPUT / f"{name}.gz"
    yield OUTPUT / ICON
    yield TEST_OUTPUT / TEST_SCRIPT[1]


def fingerprint() -> str:
    """A digest of everything a build is made from."""
    digest = hashlib.sha256()
    sources = [Path(__file__).resolve(), ROOT / "package-lock.json"]
    sources += [DESIGN / "images" / ICON]
    sources += sorted((DESIGN / "styles").glob("*.scss")) + sorted((DESIGN / "scripts").glob("*.js"))
    for source in sources:
        digest.update(source.name.encode() + b"\0" + source.read_bytes() + b"\0")
    return digest.hexdigest()


def build(npm: str) -> None:
    """Installs the locked libraries where they are not installed yet, and writes every output anew."""
    environment, npm_program = _environment(npm)
    _install(npm_program, environment)
    OUTPUT.mkdir(parents=True, exist_ok=True)
    TEST_OUTPUT.mkdir(parents=True, exist_ok=True)
    _compile_styles(environment)
    for source, name in LIBRARY_SCRIPTS.items():
        _copy_script(MODULES / source, OUTPUT / name)
    _copy_script(DESIGN / "scripts" / OWN_SCRIPT, OUTPUT / OWN_SCRIPT)
    _write(OUTPUT / ICON, (DESIGN / "images" / ICON).read_text("utf-8"))
    for name in (STYLE_SHEET, OWN_SCRIPT, *LIBRARY_SCRIPTS.values()):
        _compress(OUTPUT / name)
    _copy_script(MODULES / TEST_SCRIPT[0], TEST_OUTPUT / TEST_SCRIPT[1])
    _write(STAMP, fingerprint())


def _environment(npm: str) -> tuple[dict[str, str], str]:
    """The environment to run npm and node in, and npm's full path: node often lies beside npm and nowhere else."""
    program = shutil.which(npm)
    if program is None:
        raise BuildError(f"There is no npm at {npm!r}: install Node.js, or name npm with --npm.")
    # Not resolved: npm is often a link, and node lies beside the link.
    program = str(Path(program).absolute())
    path = os.pathsep.join([str(Path(program).parent), os.environ.get("PATH", os.defpath)])
    return {**os.environ, "PATH": path}, program


def _install(npm: str, environment: dict[str, str]) -> None:
    lock = hashlib.sha256((ROOT / "package-lock.json").read_bytes()).hexdigest()
    if INSTALLED.is_file() and INSTALLED.read_text("utf-8") == lock:
        return
    # Development packages too: the accessibility rules are one, and a NODE_ENV of "production" would drop them.
    _run([npm, "ci", "--ignore-scripts", "--include=dev", "--no-audit", "--no-fund"], environment, "npm ci")
    _write(INSTALLED, lock)


def _compile_styles(environment: dict[str, str]) -> None:
    node = shutil.which("node", path=environment["PATH"])
    if node is None:
        raise BuildError("npm is here, but node is not: both come with Node.js.")
    unfinished = OUTPUT / f".{STYLE_SHEET}.new"
    command = [node, str(MODULES / "sass" / "sass.js"), "--no-source-map", "--style=compressed", "--quiet-deps"]
    command += [f"--load-path={MODULES}", str(DESIGN / "styles" / "goldenthread.scss"), str(unfinished)]
    try:
        _run(command, environment, "sass")
        unfinished.replace(OUTPUT / STYLE_SHEET)
    finally:
        unfinished.unlink(missing_ok=True)


def _copy_script(source: Path, target: Path) -> None:
    # The maps are not shipped, and a server that renames files by content refuses a script that names a missing one.
    text = re.sub(r"//# sourceMappingURL=\S+\s*$", "", source.read_text("utf-8"))
    _write(target, text)


def _compress(target: Path) -> None:
    """The compressed twin that the server sends to browsers that take one; the same for the same content."""
    with target.with_name(f"{target.name}.gz").open("wb") as file:
        file.write(gzip.compress(target.read_bytes(), 9, mtime=0))


def _write(target: Path, text: str) -> None:
    """Writes so that a reader sees the old file or the new one, never half of one."""
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_name(f".{target.name}.new")
    unfinished.write_text(text, "utf-8")
    unfinished.replace(target)


def _run(command: list[str], environment: dict[str, str], name: str) -> None:
    result = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    if result.returncode != 0:
        raise BuildError(f"{name} failed:\n{result.stderr.strip() or result.stdout.strip()}")


if __name__ == "__main__":
    sys.exit(main())
