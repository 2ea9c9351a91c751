"""Every test can fail, and none is left out."""

from pathlib import Path
from textwrap import dedent

import pytest

from tests.checks import browser_tests
from tests.checks.assertions import ROOT, Suite

BROWSER_TESTS = sorted((ROOT / "tests").rglob("*.test.mjs"))


@pytest.fixture(scope="module")
def suite() -> Suite:
    return Suite(ROOT / "tests", ROOT / "lab" / "testing")


def test_every_test_asserts_something(suite: Suite) -> None:
    assert sum(1 for module in suite.modules.values() for _ in module.tests) > 1000
    assert suite.without_an_assertion() == []


def test_no_test_is_skipped_or_expected_to_fail(suite: Suite) -> None:
    assert suite.skipped() == []


@pytest.mark.parametrize("file", BROWSER_TESTS, ids=lambda file: file.name)
def test_every_test_of_the_browser_s_modules_asserts_something_and_runs(file: Path) -> None:
    assert browser_tests.without_an_assertion(file) == []
    assert browser_tests.left_out(file) == []


def found_in(folder: Path, **files: str) -> Suite:
    for name, text in files.items():
        (folder / f"{name}.py").write_text(dedent(text))
    return Suite(folder, root=folder)


@pytest.mark.parametrize(
    "body",
    [
        "assert 1 + 1 == 2",
        "with pytest.raises(ValueError): int('x')",
        "raise AssertionError('never')",
        "proves()",
        "support.proves()",
        "support.deeply()",
        "thing.proves()",
        "scenario()",
        "mock.assert_called()",
        "await asyncio.wait_for(event.wait(), 1)",
        "subprocess.run(['x'], check=True)",
    ],
)
def test_what_asserts_is_found(tmp_path: Path, body: str) -> None:
    support = """
    class Thing:
        def proves(self):
            assert self

    class Other:
        def proves(self):
            pass

    def proves():
        assert proves

    def deeply():
        proves()
    """
    head = "import asyncio, subprocess\nimport support\nfrom support import Thing, proves\n"
    test = f"async def test_it(thing: Thing, scenario, mock, event):\n    {body}\n"
    assert found_in(tmp_path, support=support, test_it=head + test).without_an_assertion() == []


@pytest.mark.parametrize(
    "body",
    [
        "pass",
        "assert True",
        "shows()",
        "other.proves()",
        "either.proves()",
        "unknown.proves()",
        "int('1')",
    ],
)
def test_what_asserts_nothing_is_found(tmp_path: Path, body: str) -> None:
    support = """
    class Thing:
        def proves(self):
            assert self

    class Other:
        def proves(self):
            pass

    def shows():
        print("shown")
    """
    head = "import unknown\nfrom support import Other, shows\n"
    test = f"def test_it(other: Other, either):\n    {body}\n"
    found = found_in(tmp_path, support=support, test_it=head + test).without_an_assertion()
    assert found == ["test_it.py:3 test_it"]


def test_a_state_machine_without_an_assertion_is_found(tmp_path: Path) -> None:
    machine = """
    class Still(RuleBasedStateMachine):
        @rule()
        def moves(self):
            self.moved = True

    class Sure(Still):
        @invariant()
        def holds(self):
            assert self.moved
    """
    assert found_in(tmp_path, machine=machine).without_an_assertion() == ["machine.py:2 Still"]


@pytest.mark.parametrize(
    "line", ["pytest.skip('no')", "@pytest.mark.skipif(True)\ndef f(): ...", "pytest.importorskip('x')"]
)
def test_what_leaves_a_test_out_is_found(tmp_path: Path, line: str) -> None:
    assert len(found_in(tmp_path, test_it=f"import pytest\n{line}\n").skipped()) == 1


def test_a_test_of_a_browser_s_module_without_an_assertion_is_found(tmp_path: Path) -> None:
    file = tmp_path / "some.test.mjs"
    file.write_text(
        'function proves(x) {\n  assert.ok(x);\n}\n\ntest("sure", () => {\n  proves(1);\n});\n\n'
        'test("idle", () => {\n  shows(1);\n});\n\ntest.skip("left out", () => {\n  assert.ok(1);\n});\n'
    )
    assert browser_tests.without_an_assertion(file) == ['"idle", () => {']
    assert browser_tests.left_out(file) == ["test.skip"]
