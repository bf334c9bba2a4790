"""The patches that show that the tests would notice still fit the code."""

import subprocess

from tests.prove import FAULTS, ROOT


def test_every_patch_applies() -> None:
    def applies(patch: str) -> bool:
        return subprocess.run(["git", "apply", "--check", patch], cwd=ROOT, capture_output=True).returncode == 0

    patches = sorted(map(str, FAULTS.glob("*.patch")))
    assert patches
    assert [patch for patch in patches if not applies(patch)] == []
