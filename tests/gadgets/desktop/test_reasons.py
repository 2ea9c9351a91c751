"""The desktop has words for the reasons that the system gives."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

from finesse.model.configuration.system_codes import SYSTEM_CODES

TEXTS = (Path(__file__).parents[1] / "speaker.mjs").as_uri()
SCRIPT = f'import {{ LOCALES }} from "{TEXTS}"; console.log(JSON.stringify(LOCALES));'
FAMILY = "systemReason."


def test_each_of_the_systems_reasons_is_known_by_its_label_and_has_one_in_every_language(node: Path) -> None:
    command = [node, "--input-type=module", "--eval", SCRIPT]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    labels = {
        locale: {key.removeprefix(FAMILY): word for key, word in words.items() if key.startswith(FAMILY)}
        for locale, words in json.loads(done.stdout).items()
    }
    assert labels["en_US"] == {str(int(one.code)): one.label for one in SYSTEM_CODES}
    assert labels["es_ES"].keys() == labels["en_US"].keys()
    assert all(labels["es_ES"][code] != label for code, label in labels["en_US"].items())
