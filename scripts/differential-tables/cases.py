"""Small tables and the files that hold them, made at random from a seed, with what each file means.

A case knows every field as it was written: its value, whether it stands in quotation marks, the spaces around it. So
what a reader should find follows from how the file was made, and not from any reader.
"""

import datetime
import random
import struct
from dataclasses import dataclass, field

DELIMITERS = [",", ",", ";", "\t", "|"]
# What Limn takes for missing where nothing is declared: CSVDialect.defaultMissing.
USUAL_MISSING = ["", "NA", "N/A", "n/a", "#N/A", "<NA>", "NaN", "nan", "-NaN", "-nan", "NULL", "null"]
OTHER_MISSING = [["?"], ["-", "--"], ["-999"], ["missing", "unknown"], ["NA", "."], ["k. A."]]
NAMES = [
    "id", "name", "Name", "größe", "Petal length", "a.b", "x-1", "数", "naïve", "select", "%", "é", "e\u0301", "A", "a",
    "total (EUR)", "first, last", "say \"hi\"", "semi;colon", "pipe|", "n/a?", "_", "when", "2nd", "ключ", "🙂",
]
WORDS = [
    "red", "green", "Oslo", "Paris, France", "Saint \"Jo\"", "Łódź", "日本", "🙂 ok", "a;b", "tab\there", "p|q", "it's",
    "x", "two\nlines", "crlf\r\nhere", "\"", "\"\"", "=1+1", "#5", "e\u0301", "\u200fعربي", "5\" pipe", "A", "B", "C",
    "line\n\nline", "back\\slash", "\\N", "end\\", "50%", "a,b,c", ",", ";", "'", "None", "none", "inch\"", "\u00a0",
]
CODES = ["007", "+1", "0x10", "1_000", "1e400", "00", "12abc", "0.1.2", "1,5", "--", "1 2", "1e", "e5", ".", "-", "٣"]


@dataclass
class Written:
    """One field: what it means (None: missing) and how it stands in the file."""

    value: str | None
    text: str
    quoted: bool = False


@dataclass
class Column:
    name: str
    type: str
    cells: list[Written] = field(default_factory=list)


@dataclass
class Case:
    name: str
    delimiter: str
    header: bool
    missing: list[str] | None
    columns: list[Column]
    content: bytes
    traits: set[str]
    # Rows with too many or too few fields, which no reader may drop in silence.
    ragged: int = 0
    packing: str = ""
    encoding: str = "utf-8"

    @property
    def markers(self) -> list[str]:
        return USUAL_MISSING if self.missing is None else self.missing

    @property
    def rows(self) -> int:
        return len(self.columns[0].cells)

    @property
    def path(self) -> str:
        return f"{self.name}.csv{self.packing}"


def integer(r: random.Random) -> str:
    kind = r.randrange(8)
    if kind < 4:
        return str(r.randrange(-50, 1000))
    if kind < 6:
        return str(r.choice([2**53, 2**53 + 1, -(2**53) - 1, 2**62 + 3, 2**63 - 1, -(2**63), 10**15, 10**18 + 1]))
    return str(r.getrandbits(63) >> r.randrange(62))


def number(r: random.Random) -> str:
    kind = r.randrange(10)
    if kind < 4:
        return f"{r.randrange(-10**6, 10**6)}.{r.randrange(1000)}"
    if kind == 4:
        return r.choice(["1e308", "5e-324", "1.7976931348623157e308", "2.2250738585072014e-308", "-0.0", "1e-400", "0.0"])
    if kind == 5:
        return r.choice([".5", "5.", "-.25", "1E5", "1e+05", "1e-7", "9007199254740993.0", "0.1e1", "123456789012345678.9"])
    if kind == 6:
        return f"0.{''.join(r.choice('0123456789') for _ in range(r.randrange(18, 40)))}"
    while True:
        value = struct.unpack("<d", struct.pack("<Q", r.getrandbits(64)))[0]
        if value == value and abs(value) != float("inf"):
            return repr(value)


def boolean(r: random.Random) -> str:
    return r.choice(["true", "false", "TRUE", "False", "true", "false"])


def yes_no(r: random.Random) -> str:
    return r.choice(["yes", "no", "Yes", "NO"])


def date(r: random.Random) -> str:
    first, last = r.choice([(1, 9999), (1970, 2030), (1999, 2001)])
    start, end = datetime.date(first, 1, 1).toordinal(), datetime.date(last, 12, 31).toordinal()
    return datetime.date.fromordinal(r.randint(start, end)).isoformat()


def moment(r: random.Random) -> str:
    day = datetime.date.fromordinal(r.randint(datetime.date(1900, 1, 1).toordinal(), datetime.date(2200, 1, 1).toordinal()))
    text = f"{day.isoformat()}{r.choice('T ')}{r.randrange(24):02}:{r.randrange(60):02}:{r.randrange(60):02}"
    fraction = r.randrange(4)
    return text + ["", "", f".{r.randrange(1000):03}", f".{r.randrange(10**6):06}"][fraction]


def word(r: random.Random) -> str:
    if r.random() < 0.15:
        return "".join(chr(r.choice([r.randrange(32, 127), r.randrange(0xA1, 0x250), r.randrange(0x4E00, 0x4F00)])) for _ in range(r.randrange(1, 9))).strip() or "w"
    return r.choice(WORDS)


def code(r: random.Random) -> str:
    return r.choice(CODES)


MAKERS = {
    "integer": integer, "number": number, "boolean": boolean, "yes/no": yes_no, "date": date, "datetime": moment,
    "text": word, "code": code, "empty": None,
}
# What a column of these values is for Limn.
MEANING = {"yes/no": "boolean", "code": "text", "empty": "text"}


def case(seed: int, index: int) -> Case:
    """The case of that number: the same whatever else is made."""
    r = random.Random(seed * 1_000_003 + index)
    traits: set[str] = set()
    delimiter = r.choice(DELIMITERS)
    header = r.random() < 0.8
    missing = r.choice(OTHER_MISSING) if r.random() < 0.3 else None
    width = 1 if r.random() < 0.08 else r.randrange(2, 9)
    rows = 40 + r.randrange(60) if r.random() < 0.12 else r.randrange(1, 14)
    names = r.sample(NAMES, width)
    line_end = r.choice(["\n", "\n", "\r\n", "\r\n", "\r"])
    style = r.choice(["least", "least", "all", "some"])
    pads = r.random() < 0.08
    columns = [column(r, names[i] if header else f"column_{i + 1}", rows, missing, width) for i in range(width)]
    columns = [written(r, c, delimiter, style, pads, missing, traits, width) for c in columns]
    lines = []
    if header:
        lines.append(delimiter.join(quoted_where_needed(c.name, delimiter) for c in columns))
    for row in range(rows):
        lines.append(delimiter.join(c.cells[row].text for c in columns))
    ragged = 0
    if width > 1 and r.random() < 0.06:
        traits.add("ragged")
        for place in sorted(r.sample(range(rows), min(rows, r.randrange(1, 4))), reverse=True):
            # The first line says how many fields there are.
            at = place + (1 if header else 0)
            if at > 0:
                lines[at] = lines[at] + delimiter + "extra" if r.random() < 0.5 else delimiter.join(["short"] * (width - 1))
                ragged += 1
    if r.random() < 0.1:
        traits.add("blank lines")
        for _ in range(r.randrange(1, 4)):
            lines.insert(r.randrange(len(lines) + 1), "")
    text = line_end.join(lines)
    if r.random() < 0.85:
        text += line_end
    else:
        traits.add("no line end at the end")
    traits.add({"\n": "LF", "\r\n": "CRLF", "\r": "CR"}[line_end])
    encoding = r.choice(["latin-1", "utf-16"]) if r.random() < 0.05 else "utf-8"
    if encoding == "latin-1" and not all(ord(c) < 256 for c in text):
        encoding = "utf-8"
    content = text.encode(encoding)
    if encoding != "utf-8":
        traits.add(encoding)
    elif r.random() < 0.08:
        traits.add("byte-order mark")
        content = b"\xef\xbb\xbf" + content
    packing = r.choice([".gz", ".zst"]) if r.random() < 0.06 else ""
    if width == 1:
        traits.add("single column")
    return Case(f"c{index:05}", delimiter, header, missing, columns, content, traits, ragged, packing, encoding)


def column(r: random.Random, name: str, rows: int, missing: list[str] | None, width: int) -> Column:
    kind = r.choice(["integer", "number", "boolean", "yes/no", "date", "datetime", "text", "text", "text", "code", "empty"])
    if kind == "empty" and r.random() < 0.6:
        kind = "text"
    make = MAKERS[kind]
    gaps = 1 if make is None else r.choice([0, 0, 0.1, 0.4])
    markers = USUAL_MISSING if missing is None else missing
    cells = []
    for _ in range(rows):
        value = None
        if make is not None and r.random() >= gaps:
            while value is None or value in markers:
                value = make(r)
        cells.append(Written(value, ""))
    return Column(name, MEANING.get(kind, kind), cells)


def written(r, column: Column, delimiter: str, style: str, pads: bool, missing, traits: set[str], width: int) -> Column:
    markers = USUAL_MISSING if missing is None else missing
    for cell in column.cells:
        if cell.value is None:
            cell.text = r.choice(markers) if r.random() < 0.4 else ""
            if cell.text == "" and width == 1:
                # Nothing on a line of one column is a blank line, and no row.
                cell.text, cell.quoted = ('""', True) if "" in markers else (r.choice(markers), False)
            elif cell.text and r.random() < 0.1:
                cell.text, cell.quoted = quoted(cell.text), True
                traits.add("missing marker in quotes")
            elif cell.text and r.random() < 0.1:
                cell.text = f" {cell.text} "
                traits.add("missing marker between spaces")
            elif not cell.text and pads and width > 1 and delimiter != "\t":
                cell.text = "  "
                traits.add("field of spaces")
            continue
        if column.type == "text" and missing is not None and r.random() < 0.03:
            cell.value, cell.text, cell.quoted = "", '""', True
            traits.add("empty text in quotes")
            continue
        needs = needs_quotes(cell.value, delimiter)
        if needs or style == "all" or style == "some" and r.random() < 0.3:
            cell.text, cell.quoted = quoted(cell.value), True
        else:
            cell.text = cell.value
            if pads and r.random() < 0.3:
                cell.text = f" {cell.value}" if r.random() < 0.5 else f"{cell.value}  "
                traits.add("spaces around values")
                if column.type == "text":
                    cell.value = cell.text
    return column


def needs_quotes(value: str, delimiter: str) -> bool:
    if any(c in value for c in (delimiter, "\n", "\r")) or value.startswith('"'):
        return True
    # A mark within an unquoted field is a character for some readers and an error for others: mostly avoided.
    return '"' in value


def quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def quoted_where_needed(name: str, delimiter: str) -> str:
    return quoted(name) if needs_quotes(name, delimiter) else name
