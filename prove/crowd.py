"""Catalogues whose figures crowd around every boundary of the status rules, from a seed.

A case is made twice from the same numbers: as the files of a workspace, in the many ways in which
a person may write them, and as tables of integers for a judge that knows nothing of kehoach. A
value there counts in 1/`SCALE` of its unit; a half-year is `2 * year`, plus 1 for the second half.
"""

import json
from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from fractions import Fraction
from math import floor
from random import Random
from typing import Any, TypeAlias

# Four decimals, and every denominator in DENOMINATORS, fit in it exactly.
SCALE = 2**6 * 3**2 * 5**4 * 7 * 11 * 13 * 17 * 29
DENOMINATORS = [d for d in range(1, 1500) if SCALE % (100 * d) == 0]

SIMPLE = 60
COMPOUND = 8
TASKS = 24

_BOUNDS = ("at_least", "at_least", "at_most", "more_than", "less_than", "equals")
_DAY = timedelta(days=1)

Tree: TypeAlias = dict[str, Any]
Cell: TypeAlias = int | str | date | None


@dataclass(frozen=True)
class Look:
    """A question to the program: how things stand in a period (its half-years), as of a day."""

    since: int
    at: int
    as_of: date

    @property
    def period(self) -> str:
        """The period's code."""
        if self.since == self.at:
            return half_year(self.at)
        first, last = self.since // 2, self.at // 2
        return str(last) if first == last else f"{first}-{last}"


@dataclass
class Case:
    """The files of one workspace by path, the questions, and the tables that say the same."""

    files: dict[str, str] = field(default_factory=dict)
    looks: list[Look] = field(default_factory=list)
    tables: dict[str, list[tuple[Cell, ...]]] = field(default_factory=lambda: defaultdict(list))


@dataclass(frozen=True)
class _Target:
    op: str
    low: Fraction
    high: Fraction | None
    by: int | None
    since: int = 0


@dataclass
class _Leaf:
    """Something measured while it is being made; `digits` after the comma."""

    key: str
    measure: str
    digits: int
    targets: list[_Target] = field(default_factory=list)
    points: dict[int, Fraction] = field(default_factory=dict)
    seen: list[Fraction] = field(default_factory=list)


def half_year(half: int) -> str:
    """The code of a half-year: `2026H1`."""
    return f"{half // 2}H{half % 2 + 1}"


def case(number: int, seed: int) -> Case:
    """The case of that number."""
    return _Maker(number, Random(f"{seed}/{number}")).case


class _Maker:
    def __init__(self, number: int, chance: Random) -> None:
        self.case = Case()
        self.number = number
        self.chance = chance
        year = chance.randint(2024, 2028)
        self.first, self.last = 2 * year, 2 * (year + chance.choice([0, 1, 2, 4, 4, 4, 6])) + 1
        self.halves = range(self.first, self.last + 1)
        self.cutoffs = chance.choice(
            [((6, 14), (12, 14))] * 3
            + [((5, 31), (12, 31)), ((2, 28), (11, 30)), ((6, 30), (7, 1))]
        )
        self.at_risk = chance.choice(["10%", "10", "5", "12,5", "33,33", "0", "100%"])
        self.share = Fraction(self.at_risk.rstrip("%").replace(",", "."))
        self.soon = chance.choice([30, 30, 0, 1, 45])
        self.days: list[date] = [self.cutoff(half) for half in self.halves]
        self.entries: dict[int, Tree] = {half: {} for half in self.halves}
        indicators = [self.indicator(f"CT-{n}", parts=0) for n in range(SIMPLE)]
        indicators += [
            self.indicator(f"CH-{n}", parts=chance.randint(2, 3)) for n in range(COMPOUND)
        ]
        tasks = [self.task(f"NV-{n}") for n in range(TASKS)]
        routines = [
            self.routine(f"hd-{n}", every)
            for n, every in enumerate(("month", "half_month", "half_year", "year", "month", "year"))
        ]
        self.head(indicators, tasks, routines)
        self.ask()

    def put(self, table: str, *cells: Cell) -> None:
        self.case.tables[table].append((self.number, *cells))

    def likely(self, per_cent: int) -> bool:
        return self.chance.randrange(100) < per_cent

    def cutoff(self, half: int) -> date:
        month, day = self.cutoffs[half % 2]
        return date(half // 2, month, day)

    # -- the plan -----------------------------------------------------------------------------

    def head(self, indicators: list[Tree], tasks: list[Tree], routines: list[Tree]) -> None:
        (m1, d1), (m2, d2) = self.cutoffs
        horizon = (self.first, self.last)
        self.put("plan", *horizon, m1, d1, m2, d2, int(self.share * 1000), self.soon)
        years = f"{self.first // 2}-{self.last // 2}"
        tree = {
            "version": 1,
            "organization": {
                "name": "Trường",
                "abbreviation": "T",
                "parent": "Xã",
                "place": "Xã",
                "signatory": {"position": "HIỆU TRƯỞNG", "name": "Lan"},
            },
            "plan": {
                "title": "Kế hoạch",
                "horizon": years if self.last - self.first > 1 else str(self.first // 2),
            },
            "calendar": {"cutoffs": {"H1": f"{d1:02}/{m1:02}", "H2": f"{d2}/{m2}"}},
            "thresholds": {"at_risk": self.at_risk, "due_soon_days": self.soon},
            "departments": [{"id": "bgh", "name": "Ban giám hiệu"}],
            "groups": [
                {"id": "ct", "kind": "indicators", "number": 1, "name": "Chỉ tiêu"},
                {"id": "nv", "kind": "tasks", "number": 1, "name": "Nhiệm vụ"},
            ],
            "indicators": indicators,
            "tasks": tasks,
            "routines": routines,
        }
        files = self.case.files
        files["data/plan.yaml"] = json.dumps(tree, ensure_ascii=False, indent=0)
        for half, entry in self.entries.items():
            code = half_year(half)
            kinds = [[kind] for kind in entry] if self.likely(30) else [list(entry)]
            for n, some in enumerate(kinds):
                name = code if len(kinds) == 1 else f"{code}/{n}"
                told = {"period": code} | {kind: entry[kind] for kind in some}
                files[f"data/progress/{name}.yaml"] = json.dumps(told, ensure_ascii=False, indent=0)

    def ask(self) -> None:
        years = [(half - 1, half) for half in self.halves if half % 2]
        spans = [(half, half) for half in self.halves] * 2 + years + [(self.first, self.last)]
        for since, at in spans:
            near = self.cutoff(at) if self.likely(50) else self.chance.choice(self.days)
            day = near + _DAY * self.chance.choice([-1, 0, 0, 1, -self.soon])
            look = Look(since, at, day)
            self.put("look", len(self.case.looks), since, at, day)
            self.case.looks.append(look)

    # -- indicators ---------------------------------------------------------------------------

    def indicator(self, key: str, parts: int) -> Tree:
        chance = self.chance
        measured = chance.choice([(1, 1), (1, 1), (1, 0), (0, 1)])
        tree: Tree = {"id": key, "number": "1", "name": "Chỉ tiêu", "group": "ct", "lead": ["bgh"]}
        if measured != (1, 1) or self.likely(20):
            tree["measured"] = [f"H{n}" for n, asked in enumerate(measured, 1) if asked]
        retired = None
        if self.likely(10):
            retired = chance.choice(self.halves)
            tree |= {"retired_from": half_year(retired), "retired_decision": "12/QĐ"}
        # A figure in a half-year in which it isn't asked for is a figure all the same.
        asked = [h for h in self.halves if measured[h % 2] or self.likely(15)]
        share = chance.choice([0, 30, 60, 90, 100, 100])
        seen = [h for h in asked if (retired is None or h < retired) and self.likely(share)]
        if not parts:
            told = {half: self.entry(half, key) for half in seen}
            return tree | self.leaf(key, key, measured, retired, told)
        absent = {half for half in seen if self.likely(8)}
        for half in absent:
            self.entry(half, key)["not_applicable"] = "Không có"
            self.put("figure", key, half, None, int(True))
        self.put("item", key, key, "compound", *map(bool, measured), retired)
        tree |= {"measure": "compound", "parts": []}
        for n in range(parts):
            part, name = f"{key}/p{n}", f"p{n}"
            told = {
                half: self.entry(half, key).setdefault("parts", {}).setdefault(name, {})
                for half in seen
                if half not in absent and self.likely(85)
            }
            leaf = self.leaf(part, key, measured, retired, told)
            tree["parts"].append({"id": name, "name": "Phần"} | leaf)
        return tree

    def entry(self, half: int, key: str) -> Tree:
        found: Tree = self.entries[half].setdefault("indicators", {}).setdefault(key, {})
        return found

    def leaf(
        self,
        key: str,
        whole: str,
        measured: tuple[int, int],
        retired: int | None,
        told: dict[int, Tree],
    ) -> Tree:
        """The keys of something measured; its figures go into `told`, by half-year."""
        chance = self.chance
        measure = chance.choice(["number", "number", "ratio", "ratio", "level", "yes_no"])
        digits = chance.choice({"number": [0, 1, 2, 4], "ratio": [0, 1, 2]}.get(measure, [0]))
        leaf = _Leaf(key, measure, digits)
        self.put("item", key, whole, measure, *map(bool, measured), retired)
        tree: Tree = {"measure": measure}
        if measure == "ratio":
            tree |= {"numerator": "Đạt", "denominator": "Tất cả", "may_exceed": "có"}
        if measure == "level":
            tree["levels"] = {n: f"Mức {n}" for n in range(8)}
        self.aim(leaf)
        tree["target"] = self.target_tree(leaf, leaf.targets[0])
        for revised in leaf.targets[1:]:
            since, target = half_year(revised.since), self.target_tree(leaf, revised)
            tree["revisions"] = [{"from": since, "decision": "1/QĐ", "target": target}]
        for one in leaf.targets:
            ends = (scaled(one.low), None if one.high is None else scaled(one.high))
            self.put("target", key, one.since, one.op, *ends, one.by)
        tree |= self.path(leaf)
        for half in sorted(told):
            told[half].update(self.figure(leaf, half))
        return tree

    def aim(self, leaf: _Leaf) -> None:
        """The target, and sometimes a revision of it: mostly of the same kind, a little off."""
        first = self.target(leaf)
        leaf.targets.append(first)
        if not self.likely(20):
            return
        revised = replace(self.target(leaf), since=self.chance.choice(self.halves))
        if first.high is None and revised.high is None and self.likely(70):
            revised = replace(revised, op=first.op)
        if leaf.measure != "yes_no" and revised.high is None and self.likely(60):
            low = max(Fraction(1), first.low + self.chance.choice([-2, -1, 1, 2]))
            revised = replace(revised, low=low)
        leaf.targets.append(revised)

    def target(self, leaf: _Leaf) -> _Target:
        chance = self.chance
        by = chance.choice(self.halves) if self.likely(80) else None
        if by is not None and self.likely(60):
            by |= 1
        if by is None and self.likely(30):
            by = self.last
        if leaf.measure == "yes_no":
            return _Target("equals", Fraction(self.likely(90)), None, by)
        low = self.bound(leaf)
        if leaf.measure != "level" and self.likely(10):
            return _Target("between", low, low + chance.choice([0, 1, 5, 10]), by)
        return _Target(chance.choice(_BOUNDS), low, None, by)

    def bound(self, leaf: _Leaf) -> Fraction:
        chance = self.chance
        if leaf.measure == "level":
            return Fraction(chance.randint(1, 5))
        top = 100 if leaf.measure == "ratio" else chance.choice([10, 1000, 10**6, 23_570_000_000])
        if self.likely(50):
            return Fraction(max(1, chance.randrange(1, 21) * top // 20))
        return Fraction(chance.randrange(1, top * 10**leaf.digits), 10**leaf.digits)

    def target_tree(self, leaf: _Leaf, target: _Target) -> Tree:
        if target.high is not None:
            tree: Tree = {"between": [self.text(leaf, end) for end in (target.low, target.high)]}
        else:
            tree = {target.op: self.text(leaf, target.low)}
        if target.by is None:
            return tree | {"each": "year"}
        if target.by == self.last and self.likely(50):
            return tree  # due at the end of the plan
        return tree | {"by": self.until(target.by)}

    def until(self, half: int) -> str:
        """A half-year, or the year that it ends."""
        return str(half // 2) if half % 2 and self.likely(70) else half_year(half)

    def path(self, leaf: _Leaf) -> Tree:
        """The baseline and the milestones; none at the half-year of a term."""
        chance = self.chance
        tree: Tree = {}
        taken = {one.by for one in leaf.targets}
        if self.likely(75):
            half = self.first - chance.randint(1, 4)
            inside = self.first + chance.randint(0, 3)
            if inside not in taken and self.likely(10):
                half = inside
            value = self.point(leaf, "baseline", half)
            tree["baseline"] = {"period": half_year(half), "value": value}
        if self.likely(45):
            free = [half for half in self.halves if half not in taken | leaf.points.keys()]
            some = chance.sample(free, min(len(free), chance.randint(1, 3)))
            tree["milestones"] = {
                self.until(half): self.point(leaf, "milestone", half) for half in some
            }
        return tree

    def point(self, leaf: _Leaf, kind: str, half: int) -> str:
        """A known point, some steps off the target on either side, and sometimes on it."""
        value, step = leaf.targets[0].low, Fraction(1 if leaf.measure == "level" else 10)
        far = self.chance.choice([0, 1, 1, 2, 3, 4, 5, 8, 10, 20, 30, 60])
        side = self.chance.choice([-1, -1, -1, 1])
        value = max(Fraction(0), value + side * far * step / 10**leaf.digits)
        if leaf.measure == "yes_no":
            value = Fraction(self.chance.randrange(2))
        leaf.points[half] = value
        self.put("point", leaf.key, kind, half, scaled(value))
        return self.text(leaf, value)

    # -- figures ------------------------------------------------------------------------------

    def figure(self, leaf: _Leaf, half: int) -> Tree:
        """A figure on an edge or the smallest step off it."""
        chance = self.chance
        if self.likely(5):
            self.put("figure", leaf.key, half, None, int(True))
            return {"not_applicable": "Không có"}
        if self.likely(4):
            return {"value": "", "note": "Chưa đo"}
        edge, off = chance.choice(self.edges(leaf, half)), chance.choice([-1, 0, 0, 1])
        if leaf.measure == "ratio":
            of = chance.choice(DENOMINATORS)
            count = max(0, floor(edge * of / 100) + off)
            value = Fraction(100 * count, of)
            tree: Tree = {"numerator": str(count), "denominator": of}
        else:
            value = Fraction(max(0, floor(edge * 10**leaf.digits) + off), 10**leaf.digits)
            if leaf.measure == "yes_no":
                value = Fraction(chance.randrange(2))
            tree = {"value": self.text(leaf, value)}
        leaf.seen.append(value)
        self.put("figure", leaf.key, half, scaled(value), int(False))
        return tree

    def edges(self, leaf: _Leaf, half: int) -> list[Fraction]:
        """The values at which something changes, or may."""
        target = [one for one in leaf.targets if one.since <= half][-1]
        edges = [target.low, *leaf.points.values(), *leaf.seen[-2:]]
        if target.high is not None:
            edges.append(target.high)
        known = leaf.points | ({target.by: target.low} if target.by is not None else {})
        halves = sorted(known)
        after = bisect_right(halves, half)
        if 0 < after < len(halves):
            start, end = halves[after - 1], halves[after]
            rise = (known[end] - known[start]) * Fraction(half - start, end - start)
            required = known[start] + rise
            way = self.share / 100 * (target.low - known[halves[0]])
            edges += [required, required, required - way, required - way, required + way]
        return edges

    def text(self, leaf: _Leaf, value: Fraction) -> str:
        """A number as someone may write it."""
        if leaf.measure == "yes_no":
            return self.chance.choice([("không", "no"), ("có", "yes")][int(value)])
        whole, rest = divmod(int(value * 10**leaf.digits), 10**leaf.digits)
        head = f"{whole:,}".replace(",", ".") if whole >= 10**6 and self.likely(50) else str(whole)
        mark = "," if "." in head else self.chance.choice(",.")
        tail = f"{mark}{rest:0{leaf.digits}}" if leaf.digits else ""
        return head + tail + ("%" if leaf.measure == "ratio" and self.likely(50) else "")

    # -- tasks and routines -------------------------------------------------------------------

    def task(self, key: str) -> Tree:
        chance = self.chance
        year = chance.randint(self.first // 2, self.last // 2)
        kind = chance.choice(["date", "month", "quarter", "half", "year"])
        month = {"quarter": chance.randint(1, 4), "half": chance.randint(1, 2)}.get(
            kind, chance.randint(1, 12)
        )
        day = chance.randint(1, 28)
        roman = ("I", "II", "III", "IV")[(month - 1) % 4]
        words = chance.choice(
            {
                "date": [f"{year}-{month:02}-{day:02}", f"{day}/{month}/{year}"],
                "month": [f"Tháng {month} năm {year}", f"tháng {month}/{year}"],
                "quarter": [f"{year}Q{month}", f"Quý {roman} năm {year}", f"Quý {roman}/{year}"],
                "half": [f"{year}H{month}"],
                "year": [str(year), f"Năm {year}", f"Giai đoạn {year - 3}-{year}"],
            }[kind]
        )
        self.put("task", key, kind, year, month, day)
        due = self.last_day(kind, year, month, day)
        self.days += [due, due - self.soon * _DAY]
        for half in self.halves:
            if not self.likely(40):
                continue
            state = chance.choice(["not_started", "in_progress", "done", "suspended", "cancelled"])
            told = {"state": state}
            completed = None
            if state == "done":
                completed = due + chance.choice([-1, 0, 1, 200]) * _DAY
                told["completed"] = chance.choice(
                    [completed.isoformat(), f"{completed.day}/{completed.month}/{completed.year}"]
                )
            self.put("report", key, half, state, completed)
            self.entries[half].setdefault("tasks", {})[key] = told
        name = {"id": key, "number": "1", "name": "Việc", "group": "nv", "lead": ["bgh"]}
        return name | {"deadline": words}

    def last_day(self, kind: str, year: int, month: int, day: int) -> date:
        if kind == "date":
            return date(year, month, day)
        if kind == "half":
            return self.cutoff(2 * year + month - 1)
        month = {"month": month, "quarter": 3 * month}.get(kind, 12)
        return date(year + month // 12, month % 12 + 1, 1) - _DAY

    def routine(self, key: str, every: str) -> Tree:
        chance = self.chance
        tree: Tree = {"id": key, "name": "Hoạt động", "every": every}
        due: tuple[int | None, int | None] = (None, None)
        if self.likely(30):
            due = (chance.randint(0, 6), chance.randint(0, 6))
            tree["expected"] = {"H1": due[0], "H2": due[1]}
        self.put("routine", key, every, *due)
        for half in self.halves:
            if self.likely(60):
                base = {"month": 6, "half_month": 12}.get(every, 1)
                held = max(0, base + chance.choice([-1, 0, 1]))
                self.put("held", key, half, held)
                self.entries[half].setdefault("routines", {})[key] = {"held": held}
        return tree


def scaled(value: Fraction) -> int:
    """The value as a whole number of 1/`SCALE`."""
    whole, rest = divmod(value.numerator * SCALE, value.denominator)
    assert not rest, value
    return whole
