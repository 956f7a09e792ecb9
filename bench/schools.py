"""Makes schools: workspaces with invented figures, as many and as long as asked for.

    python bench/schools.py DIR --schools 2000 --periods 10 --seed 1

A school depends on the seed and its own number alone: of the same seed the first hundred of two
thousand are the hundred. Schools share the ids of a catalogue of 30 indicators and 15 tasks, and
differ in what schools differ in: some leave out an indicator, measure one in another way, have one
of their own, hand in late or not at all, and one in a hundred has a file that is broken. Every
file is marked `sample: true`.
"""

import argparse
import random
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path

FIRST_YEAR = 2026
SCHOOLS_OF_A_COMMUNE = 20

# Id, measure, unit, target, baseline: what a Sở asks of every school.
RATIOS = {f"TL-{n}": bound for n, bound in enumerate((98, 95, 70, 90, 80, 60, 100, 85, 75, 50), 1)}
NUMBERS = {f"SO-{n}": bound for n, bound in enumerate((1, 3, 12, 40, 8, 25), 1)}
LEVELS = tuple(f"MD-{n}" for n in range(1, 5))
ANSWERS = tuple(f"CK-{n}" for n in range(1, 7))
COMPOUNDS = tuple(f"KH-{n}" for n in range(1, 5))
TASKS = tuple(f"NV-{n}" for n in range(1, 16))
DEPARTMENTS = ("bgh", "to-1", "to-2", "to-vp", "doan-doi")
SOURCES = ("Ngân sách", "Xã hội hóa", "Ngân sách, Xã hội hóa")


def name_of(number: int) -> str:
    """The name of a school; every 500th has the name of the one before it."""
    twin = number - 1 if number % 500 == 499 else number
    return f"Trường Tiểu học số {twin + 1}"


def folder_of(number: int) -> str:
    """Where a school lies below the folder of all."""
    return f"xa-{number // SCHOOLS_OF_A_COMMUNE + 1:04d}/truong-{number + 1:05d}"


def files_of(number: int, periods: int, seed: int) -> Iterator[tuple[str, bytes]]:
    """The files of a school: paths from its folder, and what they hold."""
    chance = random.Random(f"{seed}/{number}")  # noqa: S311 - invented figures, no secret
    left_out = chance.choice(tuple(RATIOS)) if chance.random() < 0.1 else ""
    counted = chance.choice(tuple(RATIOS)) if chance.random() < 0.02 else ""
    own = chance.random() < 0.15
    halves = [f"{FIRST_YEAR + n // 2}H{n % 2 + 1}" for n in range(periods)]
    handed_in = periods - (chance.random() < 0.06) * chance.randint(1, periods)
    files = {"data/plan.yaml": _plan(number, chance, halves, left_out, counted, own=own)}
    school = _School(chance, left_out, counted, own=own)
    for n, half in enumerate(halves[:handed_in]):
        files[f"data/progress/{half}.yaml"] = school.entry(n, half)
    broken = chance.randrange(len(BREAKS)) if number % 100 == 57 else None
    if broken is not None:
        path = chance.choice(sorted(files))
        files[path] = BREAKS[broken](files[path])
    for path, text in files.items():
        yield path, text.encode()


def _plan(
    number: int,
    chance: random.Random,
    halves: list[str],
    left_out: str,
    counted: str,
    *,
    own: bool,
) -> str:
    last = int(halves[-1][:4])
    lines = [
        "# Trường và số liệu minh họa, do bench/schools.py đặt ra",
        "version: 1",
        "sample: true",
        "organization:",
        f"  name: {name_of(number)}",
        f"  abbreviation: TH{number + 1}",
        f"  parent: Ủy ban nhân dân xã số {number // SCHOOLS_OF_A_COMMUNE + 1}",
        f"  place: Xã số {number // SCHOOLS_OF_A_COMMUNE + 1}",
        "  signatory: {position: HIỆU TRƯỞNG, name: Nguyễn Thị Minh Họa}",
        "plan:",
        "  title: Kế hoạch phát triển giáo dục của nhà trường",
        f"  horizon: {FIRST_YEAR}-{max(last, FIRST_YEAR + 4)}",
        "departments:",
        *(f"  - {{id: {one}, name: Bộ phận {one}}}" for one in DEPARTMENTS),
        "  - {id: ubnd-xa, name: UBND xã, external: true}",
        "groups:",
        '  - {id: ct-1, kind: indicators, number: "1", name: Chất lượng giáo dục}',
        '  - {id: ct-2, kind: indicators, number: "2", name: Đội ngũ và cơ sở vật chất}',
        '  - {id: nv-1, kind: tasks, number: "I", name: Nhiệm vụ trọng tâm}',
        "indicators:",
    ]
    end = f"{FIRST_YEAR + 4}"
    for key, bound in RATIOS.items():
        if key == left_out:
            continue
        lines += _head(chance, key, "ct-1", "number" if key == counted else "ratio")
        if key != counted:
            lines += [
                f"    numerator: Số học sinh đạt yêu cầu của chỉ tiêu {key}",
                "    denominator: Tổng số học sinh được đánh giá trong kỳ",
                f"    baseline: {{period: {FIRST_YEAR - 1}H2, value: {bound // 2}%}}",
            ]
        unit = "" if key == counted else "%"
        lines.append(f"    target: {{at_least: {bound}{unit}, by: {end}}}")
    for key, bound in NUMBERS.items():
        lines += _head(chance, key, "ct-2", "number")
        at_most = key == "SO-6"
        lines += [
            "    unit: lượt" if at_most else "    unit: môn",
            f"    target: {{{'at_most' if at_most else 'at_least'}: {bound}, each: year}}",
        ]
    for key in LEVELS:
        lines += _head(chance, key, "ct-2", "level")
        lines += [
            "    levels: {0: Chưa đạt, 1: Mức độ 1, 2: Mức độ 2, 3: Mức độ 3}",
            f"    baseline: {{period: {FIRST_YEAR - 1}H2, value: 1}}",
            f"    milestones: {{{FIRST_YEAR + 1}H2: 2}}",
            f"    target: {{at_least: 3, by: {end}}}",
        ]
    for key in ANSWERS:
        lines += _head(chance, key, "ct-2", "yes_no")
        lines.append(f"    target: {{equals: có, by: {end}}}")
    for key in COMPOUNDS:
        lines += _head(chance, key, "ct-1", "compound")
        lines += [
            "    parts:",
            *(
                f"      - {{id: {part}, name: Tỉ lệ {name}, measure: ratio, "
                f"target: {{at_least: {bound}%, by: {end}}}}}"
                for part, name, bound in (("dat", "đạt", 90), ("tot", "tốt", 30))
            ),
        ]
    if own:
        lines += _head(chance, "RIENG-1", "ct-2", "number")
        lines.append(f"    target: {{at_least: 5, by: {end}}}")
    lines.append("tasks:")
    for n, key in enumerate(TASKS):
        year = FIRST_YEAR + n % max(last - FIRST_YEAR + 1, 1)
        deadline = (f"Quý {('II', 'IV')[n % 2]} năm {year}", f"Năm {year}", f"30/11/{year}")[n % 3]
        lines += [
            f"  - id: {key}",
            f'    number: "{n + 1}"',
            f"    name: Nhiệm vụ trọng tâm thứ {n + 1} của kế hoạch",
            "    group: nv-1",
            f"    lead: [{'ubnd-xa' if n == len(TASKS) - 1 else chance.choice(DEPARTMENTS)}]",
            "    person: Nguyễn Thị Minh Họa",
            "    product: Sản phẩm của nhiệm vụ",
            f"    deadline: {deadline}",
        ]
        if n % 4:
            amount = f"{50 * (n + 1) + 10 * chance.randrange(6)} triệu đồng"
            lines += [f"    budget: {amount}", f"    sources: [{SOURCES[n % 3]}]"]
    lines += [
        "routines:",
        "  - {id: giao-ban, name: Họp giao ban, lead: [bgh], every: month}",
    ]
    return "\n".join(lines) + "\n"


def _head(chance: random.Random, key: str, group: str, measure: str) -> list[str]:
    return [
        f"  - id: {key}",
        f'    number: "{key[-1]}"',
        f"    name: Chỉ tiêu {key} trong danh mục dùng chung của ngành",
        f"    group: {group}",
        f"    lead: [{chance.choice(DEPARTMENTS)}]",
        f"    measure: {measure}",
    ]


class _School:
    """What moves from one period to the next."""

    def __init__(self, chance: random.Random, left_out: str, counted: str, *, own: bool) -> None:
        self.chance = chance
        self.left_out = left_out
        self.counted = counted
        self.own = own
        self.pupils = chance.randint(150, 1200)
        self.quality = chance.uniform(0.35, 0.9)
        self.pace = chance.uniform(0.005, 0.05)
        self.spent: dict[str, int] = {}
        self.done: dict[str, str] = {}

    def entry(self, n: int, half: str) -> str:
        """The entry of the n-th half-year; one figure in thirty is still blank."""
        chance = self.chance
        lines = [f"period: {half}", "sample: true", "indicators:"]
        for key, figure in self._figures(n):
            if chance.random() < 1 / 30:
                lines.append(f"  {key}:")
            elif chance.random() < 1 / 60:
                lines.append(f"  {key}: {{not_applicable: Kỳ này nhà trường không tổ chức}}")
            else:
                lines.append(f"  {key}: {figure}")
        lines.append("tasks:")
        told = ((key, self._task(n, half, key)) for key in TASKS)
        lines += [f"  {key}: {report}" for key, report in told if report]
        lines += [
            f"routines: {{giao-ban: {{held: {chance.randint(4, 6)}}}}}",
            "narrative:",
            "  highlights:",
            "    - Chất lượng giáo dục toàn diện được giữ vững, nhiều học sinh tiến bộ rõ rệt.",
            "  shortcomings:",
            "    - Một số phòng học chưa có đủ thiết bị theo danh mục tối thiểu.",
            "  proposals:",
            "    - Đề nghị UBND xã bố trí kinh phí sửa chữa nhà vệ sinh cho học sinh.",
        ]
        return "\n".join(lines) + "\n"

    def _figures(self, n: int) -> Iterator[tuple[str, str]]:
        chance = self.chance
        level = min(1.0, self.quality + n * self.pace)
        for key in RATIOS:
            if key == self.left_out:
                continue
            among = max(self.pupils + chance.randint(-20, 20), 1)
            good = min(among, round(among * min(1, level * chance.uniform(0.9, 1.12))))
            if key == self.counted:
                yield key, f"{{value: {good}}}"
            elif key == "TL-1":
                note = f"Còn {among - good} em chưa đạt, giáo viên chủ nhiệm đang kèm thêm."
                yield key, f"{{numerator: {good}, denominator: {among}, note: '{note}'}}"
            else:
                yield key, f"{{numerator: {good}, denominator: {among}}}"
        for key, bound in NUMBERS.items():
            yield key, f"{{value: {round(bound * chance.uniform(0.6, 1.3) * (level + 0.2))}}}"
        for key in LEVELS:
            yield key, f"{{value: {min(3, int(1 + 2 * level * chance.random()))}}}"
        for key in ANSWERS:
            yield key, f"{{value: {'có' if chance.random() < level else 'không'}}}"
        for key in COMPOUNDS:
            among = max(self.pupils // 5, 1)
            good = round(among * level)
            best = round(good * level * 0.5)
            dat = f"{{numerator: {good}, denominator: {among}}}"
            tot = f"{{numerator: {best}, denominator: {max(good, 1)}}}"
            yield key, f"{{parts: {{dat: {dat}, tot: {tot}}}}}"
        if self.own:
            yield "RIENG-1", f"{{value: {chance.randint(0, 9)}}}"

    def _task(self, n: int, half: str, key: str) -> str:
        chance = self.chance
        if key in self.done:
            return self.done[key]
        if chance.random() < 0.05:
            return ""
        spent = self.spent[key] = self.spent.get(key, 0) + chance.randint(0, 8)
        money = f", spent: {spent} triệu đồng" if spent else ""
        if chance.random() < 0.12:
            day = _last_day(half) - timedelta(days=chance.randint(0, 150))
            self.done[key] = f"{{state: done, completed: {day:%d/%m/%Y}{money}}}"
            return self.done[key]
        if chance.random() < 0.02:
            return f"{{state: suspended, reason: Chờ kinh phí{money}}}"
        state = "in_progress" if n or chance.random() < 0.7 else "not_started"
        return f"{{state: {state}{money}}}"


def _last_day(half: str) -> date:
    return date(int(half[:4]), 6 if half.endswith("H1") else 12, 14)


BREAKS: tuple[Callable[[str], str], ...] = (
    lambda text: text.replace("numerator: ", "numerator: 99", 1) + "\n# hỏng\nla: 1\n",
    lambda text: text.replace("sample: true", "\tsample: true", 1),
    lambda text: text + "sample: true\n",
    lambda text: text[: len(text) // 2] + "\n  - [",
    lambda _: "",
)
"""What goes wrong in one school of a hundred: values, tabs, repeated keys, half a file, none."""


def write(folder: Path, schools: int, periods: int, seed: int) -> Mapping[str, int]:
    """Write them below `folder`; how many files and bytes there are."""
    count = size = 0
    for number in range(schools):
        home = folder / folder_of(number)
        for path, data in files_of(number, periods, seed):
            target = home / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
            count, size = count + 1, size + len(data)
    return {"files": count, "bytes": size}


def main() -> None:
    """Read the command line and write."""
    parser = argparse.ArgumentParser(description="Đặt ra các trường với số liệu minh họa.")
    parser.add_argument("folder", type=Path, help="thư mục để ghi")
    parser.add_argument("--schools", type=int, default=100, help="số trường (mặc định 100)")
    parser.add_argument("--periods", type=int, default=10, help="số kỳ (mặc định 10)")
    parser.add_argument("--seed", type=int, default=1, help="số bắt đầu (mặc định 1)")
    asked = parser.parse_args()
    made = write(asked.folder, asked.schools, asked.periods, asked.seed)
    print(f"{asked.schools} trường, {made['files']} tệp, {made['bytes']} byte: {asked.folder}")


if __name__ == "__main__":
    main()
