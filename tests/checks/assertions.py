"""Which tests can fail on what they see: they assert, or call what does. Read from their source.

What a call means is looked up where Python would: a name in its module or where that imports it from; a
method in the class of an annotated parameter, and else in all classes that the module can see - its own,
those of the modules it imports and of the fixtures - where every method of that name must assert. What waits
with an end fails at that end, so it asserts that something comes.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
OF_OTHERS = frozenset(
    {"pytest.raises", "pytest.warns", "pytest.fail", "asyncio.timeout", "expect", "run_state_machine_as_test"}
)
BEGINNINGS = (
    "assert_",
    "fnmatch_lines",
    "wait_for",
)  # of methods: of a mock, pytester, asyncio and a browser
SKIPPING = frozenset({"skip", "skipif", "skipTest", "importorskip", "xfail"})

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass
class Module:
    """One file of the tests or of the test kit: its functions, its classes, and what it imports."""

    path: Path
    name: str
    tree: ast.Module
    imports: dict[str, tuple[str, str]] = field(default_factory=dict)  # local name: module, name in it or ""

    @classmethod
    def read(cls, path: Path, root: Path) -> Module:
        parts = path.relative_to(root).with_suffix("").parts
        name = ".".join(part for part in parts if part != "__init__")
        module = cls(path, name, ast.parse(path.read_text(encoding="utf-8")))
        for node in ast.walk(module.tree):
            if isinstance(node, ast.ImportFrom) and node.module:
                for each in node.names:
                    module.imports[each.asname or each.name] = (node.module, each.name)
            elif isinstance(node, ast.Import):
                for each in node.names:
                    module.imports[each.asname or each.name] = (each.name, "")
        return module

    @cached_property
    def functions(self) -> Mapping[str, Function]:
        return {node.name: node for node in self.tree.body if isinstance(node, Function)}

    @cached_property
    def classes(self) -> Mapping[str, ast.ClassDef]:
        return {node.name: node for node in ast.walk(self.tree) if isinstance(node, ast.ClassDef)}

    @cached_property
    def methods(self) -> Mapping[str, list[Function]]:
        """Of all its classes, by their names."""
        found: dict[str, list[Function]] = {}
        for each in self.classes.values():
            for method in methods_of(each):
                found.setdefault(method.name, []).append(method)
        return found

    @property
    def tests(self) -> Iterator[Function]:
        """What pytest collects here: functions, and methods of classes."""
        if self.path.name.startswith("test_"):
            bodies = [self.tree.body, *(each.body for each in self.classes.values())]
            for node in (node for body in bodies for node in body):
                if isinstance(node, Function) and node.name.startswith("test"):
                    yield node

    @property
    def state_machines(self) -> Iterator[ast.ClassDef]:
        """Those of Hypothesis, which are tests too."""
        for each in self.classes.values():
            if any(isinstance(base, ast.Name) and base.id == "RuleBasedStateMachine" for base in each.bases):
                yield each


class Suite:
    """All files of the tests, and the test kit that they use."""

    def __init__(self, *folders: Path, root: Path = ROOT) -> None:
        files = sorted(file for folder in folders for file in folder.rglob("*.py"))
        self.modules = {module.name: module for module in (Module.read(file, root) for file in files)}
        self._root = root
        self._fixtures = [
            each for each in self.modules.values() if each.path.stem in ("conftest", "lab_fixtures", "plugin")
        ]
        self._asserts: dict[Function, bool] = {}
        self._seen: dict[str, list[Module]] = {}

    def without_an_assertion(self) -> list[str]:
        """Where the tests and the state machines are that cannot fail on what they see."""
        return [
            self._at(module, each)
            for module in self.modules.values()
            for each in (*module.tests, *module.state_machines)
            if not any(
                self.asserts(function, module)
                for function in (methods_of(each) if isinstance(each, ast.ClassDef) else [each])
            )
        ]

    def skipped(self) -> list[str]:
        """Where a test is left out, or expected to fail."""
        return [
            self._at(module, node)
            for module in self.modules.values()
            for node in ast.walk(module.tree)
            if isinstance(node, ast.Attribute)
            and node.attr in SKIPPING
            and ast.unparse(node.value) in ("pytest", "pytest.mark", "unittest", "self")
        ]

    def asserts(self, function: Function, module: Module) -> bool:
        """Whether the function asserts, or calls one that does."""
        if function not in self._asserts:
            self._asserts[function] = False  # a recursion asserts by what else it does
            given = {each.arg: each.annotation for each in (*function.args.args, *function.args.kwonlyargs)}
            self._asserts[function] = any(
                _fails(node) or (isinstance(node, ast.Call) and self._call_fails(node, module, given))
                for node in ast.walk(function)
            )
        return self._asserts[function]

    def _call_fails(self, call: ast.Call, module: Module, given: Mapping[str, ast.expr | None]) -> bool:
        match call.func:
            case ast.Name(id=name):
                if name in given:  # a parameter of the test says what it does
                    return True
                called = list(self._named(name, module))
            case ast.Attribute(attr=name, value=of):
                annotation = given.get(of.id) if isinstance(of, ast.Name) else None
                kind = annotation.id if isinstance(annotation, ast.Name) else ""
                if kind == "ModuleType":
                    return True
                called = list(self._of_class(kind, name, module)) or list(self._attributes(of, name, module))
            case _:
                return False
        return bool(called) and all(self.asserts(each, where) for each, where in called)

    def _named(self, name: str, module: Module) -> Iterator[tuple[Function, Module]]:
        """A function by its name."""
        if name in module.functions:
            yield module.functions[name], module
        elif name in module.imports:
            source, original = module.imports[name]
            if source in self.modules and original:
                yield from self._named(original, self.modules[source])

    def _of_class(self, kind: str, method: str, module: Module) -> Iterator[tuple[Function, Module]]:
        """A method of a class by both names, its own or of the first base that has it."""
        if kind in module.classes:
            for each in methods_of(module.classes[kind]):
                if each.name == method:
                    yield each, module
                    return
            for base in module.classes[kind].bases:
                if isinstance(base, ast.Name):
                    yield from self._of_class(base.id, method, module)
        elif kind in module.imports:
            source, original = module.imports[kind]
            if source in self.modules:
                yield from self._of_class(original, method, self.modules[source])

    def _attributes(self, of: ast.expr, name: str, module: Module) -> Iterator[tuple[Function, Module]]:
        """A function of an imported module; else every method of that name that the module can see."""
        if isinstance(of, ast.Name) and of.id in module.imports:
            source, original = module.imports[of.id]
            imported = self.modules.get(f"{source}.{original}" if original else source)
            if imported is not None:
                yield from self._named(name, imported)
            if imported is not None or source not in self.modules:  # what is not the tests' own is unknown
                return
        for each in self._visible(module):
            for method in each.methods.get(name, []):
                yield method, each

    def _visible(self, module: Module) -> list[Module]:
        """The modules whose objects a module may meet: what it imports, and what fixtures bring."""
        if module.name not in self._seen:
            found: dict[str, Module] = {}
            waiting = [module, *self._fixtures]
            while waiting:
                each = waiting.pop()
                if each.name not in found:
                    found[each.name] = each
                    sources = [name for pair in each.imports.values() for name in (pair[0], ".".join(pair))]
                    waiting += [self.modules[name] for name in sources if name in self.modules]
            self._seen[module.name] = list(found.values())
        return self._seen[module.name]

    def _at(self, module: Module, node: ast.expr | Function | ast.ClassDef) -> str:
        what = node.attr if isinstance(node, ast.Attribute) else getattr(node, "name", "")
        return f"{module.path.relative_to(self._root)}:{node.lineno} {what}"


def methods_of(kind: ast.ClassDef) -> list[Function]:
    return [node for node in kind.body if isinstance(node, Function)]


def _fails(node: ast.AST) -> bool:
    """Whether this itself can fail a test."""
    match node:
        case ast.Assert(test=ast.Constant()):
            return False
        case ast.Assert():
            return True
        case ast.Raise(exc=ast.Name(id="AssertionError") | ast.Call(func=ast.Name(id="AssertionError"))):
            return True
        case ast.Call(func=called, keywords=options):
            if ast.unparse(called) in OF_OTHERS:
                return True
            if isinstance(called, ast.Attribute) and called.attr.startswith(BEGINNINGS):
                return True
            return any(  # a program that must end well
                each.arg == "check" and isinstance(each.value, ast.Constant) and each.value.value is True
                for each in options
            )
    return False
