"""The house stays one that a newcomer finds the way in: no import goes in a circle, no folder is a heap."""

from __future__ import annotations

from collections import Counter
from graphlib import TopologicalSorter
from pathlib import Path

import grimp

from tests.docs.test_docs import tracked

ROOT = Path(__file__).parents[2]
PACKAGES = ("vos", "ccx_engine", "notification", "finesse", "lab", "certs", "benchmarks")
FILES = 20


def test_no_import_goes_in_a_circle_not_even_one_for_types() -> None:
    graph = grimp.build_graph(*PACKAGES, cache_dir=None, exclude_type_checking_imports=False)
    imports = {module: graph.find_modules_directly_imported_by(module) for module in graph.modules}
    order = [*TopologicalSorter(imports).static_order()]  # CycleError names the circle
    assert len(order) == len(graph.modules) > 400


def test_no_folder_of_code_has_more_files_than_a_look_takes_in() -> None:
    code = tracked("*.py", "*.js", "*.mjs", "*.css", "*.html", "*.toml")
    files = Counter(file.parent.relative_to(ROOT) for file in code)
    assert {folder: count for folder, count in files.items() if count > FILES} == {}
