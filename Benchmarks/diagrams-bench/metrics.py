"""The figures of a layout, whichever program made it.

A layout is a dictionary of `nodes` and `groups` (id, x, y, w, h: upper left corners), and `edges` (s, t, `pts` as a
polyline, `label` as a box or None). Definitions are those of Sources/Drawing/Diagram/Metrics, for lines of any angle:
curves come as polylines of ten steps.
"""

import math

CLOSE = 2.0


def metrics(layout: dict, graph: dict, target: float = 1100) -> dict:
    """`graph` says which node lies in which group (`parent`) and which edges have labels."""
    nodes = {n["id"]: box(n) for n in layout["nodes"]}
    groups = {g["id"]: box(g) for g in layout["groups"]}
    parent = {x["id"]: x.get("parent") for x in graph["nodes"] + graph["groups"]}
    edges = [Edge(e, nodes) for e in layout["edges"]]
    routed = [e for e in edges if len(e.points) > 1]
    width, height = extent(list(nodes.values()) + list(groups.values()) + [e.bounds for e in routed])
    legible = 13 * min(1, target / max(width, 1))
    result = {
        "crossings": crossings(routed, nodes),
        "bends_per_edge": round(sum(bends(e.points) for e in routed) / max(len(routed), 1), 2),
        "turns_per_edge": round(sum(turning(e.points) for e in routed) / max(len(routed), 1), 2),
        "stretch": round(mean([s for s in map(stretch, routed) if s]), 2),
        "edges_through_nodes": sum(
            runs(e, inset(b, 2), 1) for e in routed for n, b in nodes.items() if n not in (e.s, e.t)
        ),
        "edges_through_groups": sum(
            runs(e, inset(b, 2), 4)
            for e in routed
            for g, b in groups.items()
            if g not in around(e.s, parent) | around(e.t, parent)
        ),
        "overlaps": overlaps(nodes, groups, parent),
        "unrouted": len(edges) - len(routed),
        "width": round(width),
        "height": round(height),
        "aspect": round(width / max(height, 1), 2),
        "legible_px": round(legible, 1),
        "screens": round(height * legible / 13 / 900, 1),
    }
    wanted = sum(1 for e in graph["edges"] if e.get("label"))
    return result | labels(routed, nodes) | {"unplaced_labels": wanted - sum(1 for e in routed if e.label)}


class Edge:
    def __init__(self, edge: dict, nodes: dict):
        self.s, self.t = edge["s"], edge["t"]
        self.points = simplified([tuple(p) for p in edge.get("pts") or []])
        self.label = box(edge["label"]) if edge.get("label") else None
        xs, ys = [p[0] for p in self.points] or [0], [p[1] for p in self.points] or [0]
        self.bounds = (min(xs), min(ys), max(xs), max(ys))
        self.segments = list(zip(self.points, self.points[1:]))


def box(item: dict) -> tuple:
    return (item["x"], item["y"], item["x"] + item["w"], item["y"] + item["h"])


def inset(b: tuple, by: float) -> tuple:
    return (b[0] + by, b[1] + by, b[2] - by, b[3] - by)


def simplified(points: list) -> list:
    result = points[:1]
    for point in points[1:]:
        if math.dist(point, result[-1]) > 1e-6:
            result.append(point)
    return result


def mean(values: list) -> float:
    return sum(values) / len(values) if values else 1.0


def extent(boxes: list) -> tuple:
    if not boxes:
        return 0, 0
    return max(b[2] for b in boxes) - min(b[0] for b in boxes), max(b[3] for b in boxes) - min(b[1] for b in boxes)


def around(name: str, parent: dict) -> set:
    """The groups around a node or a group, and itself."""
    found = {name}
    while parent.get(name):
        name = parent[name]
        found.add(name)
    return found


def overlap(a: tuple, b: tuple) -> bool:
    return min(a[2], b[2]) > max(a[0], b[0]) and min(a[3], b[3]) > max(a[1], b[1])


def overlaps(nodes: dict, groups: dict, parent: dict) -> int:
    items = [(name, inset(b, 0.5)) for name, b in (nodes | groups).items()]
    holders = {name: around(name, parent) for name, _ in items}
    count = 0
    for i, (a, first) in enumerate(items):
        for b, second in items[i + 1 :]:
            if overlap(first, second) and a not in holders[b] and b not in holders[a]:
                count += 1
    return count


# Edges


def turns(points: list) -> list:
    """The changes of direction along a path, in radians."""
    angles = [math.atan2(b[1] - a[1], b[0] - a[0]) for a, b in zip(points, points[1:])]
    return [abs((b - a + math.pi) % (2 * math.pi) - math.pi) for a, b in zip(angles, angles[1:])]


def bends(points: list) -> int:
    """Changes of direction by more than 15 degrees: corners, but not curves or corners that are drawn round."""
    return sum(turn > math.radians(15) for turn in turns(points))


def turning(points: list) -> float:
    """All changes of direction in right angles, so that curves and round corners count as well."""
    return sum(turns(points)) / (math.pi / 2)


def stretch(edge: Edge) -> float | None:
    if edge.s == edge.t:
        return None
    length = sum(math.dist(a, b) for a, b in edge.segments)
    return length / max(1, math.dist(edge.points[0], edge.points[-1]))


def clipped(a: tuple, b: tuple, r: tuple) -> float:
    """The length of the segment within the rectangle (Liang and Barsky, 1984)."""
    start, end = 0.0, 1.0
    dx, dy = b[0] - a[0], b[1] - a[1]
    for p, q in ((-dx, a[0] - r[0]), (dx, r[2] - a[0]), (-dy, a[1] - r[1]), (dy, r[3] - a[1])):
        if abs(p) < 1e-12:
            if q < 0:
                return 0
        elif p < 0:
            start = max(start, q / p)
        else:
            end = min(end, q / p)
    return max(0.0, end - start) * math.hypot(dx, dy)


def touches(a: tuple, b: tuple, by: float = 0) -> bool:
    return a[0] - by <= b[2] and b[0] - by <= a[2] and a[1] - by <= b[3] and b[1] - by <= a[3]


def runs(edge: Edge, r: tuple, more_than: float) -> bool:
    return touches(edge.bounds, r) and sum(clipped(a, b, r) for a, b in edge.segments) > more_than


def crossings(edges: list, nodes: dict) -> int:
    found: dict = {}
    for cell in grid(edges).values():
        for k, (i, p, q, pq) in enumerate(cell):
            for j, r, s, rs in cell[k + 1 :]:
                if i != j and touches(pq, rs):
                    point = meeting(p, q, r, s)
                    if point:
                        found.setdefault((i, j) if i < j else (j, i), []).append(point)
    return sum(counted(edges[i], edges[j], points, nodes) for (i, j), points in found.items())


def grid(edges: list, size: float = 80) -> dict:
    """The segments by the squares that their bounds touch: number of the edge, ends, bounds."""
    cells: dict = {}
    for i, edge in enumerate(edges):
        for p, q in edge.segments:
            bounds = (min(p[0], q[0]), min(p[1], q[1]), max(p[0], q[0]), max(p[1], q[1]))
            for x in range(int(bounds[0] // size), int(bounds[2] // size) + 1):
                for y in range(int(bounds[1] // size), int(bounds[3] // size) + 1):
                    cells.setdefault((x, y), []).append((i, p, q, bounds))
    return cells


def counted(a: Edge, b: Edge, points: list, nodes: dict) -> int:
    """How many of the points where two edges meet are crossings."""
    near = [inset(nodes[n], -6) for n in {a.s, a.t} & {b.s, b.t} if n in nodes]
    trunk = []
    if a.s == b.s:
        trunk += common(a.points, b.points)
    if a.t == b.t:
        trunk += common(a.points[::-1], b.points[::-1])
    found: list = []
    for point in sorted(points):
        if any(inside(point, n) for n in near) or any(on(point, *t) for t in trunk):
            continue
        if all(math.dist(point, other) >= CLOSE for other in found):
            found.append(point)
    return len(found)


def meeting(p: tuple, q: tuple, r: tuple, s: tuple) -> tuple | None:
    """Where two segments that are not parallel meet."""
    dx, dy, ex, ey = q[0] - p[0], q[1] - p[1], s[0] - r[0], s[1] - r[1]
    across = dx * ey - dy * ex
    if abs(across) < 1e-9:
        return None
    t = ((r[0] - p[0]) * ey - (r[1] - p[1]) * ex) / across
    u = ((r[0] - p[0]) * dy - (r[1] - p[1]) * dx) / across
    return (p[0] + t * dx, p[1] + t * dy) if 0 <= t <= 1 and 0 <= u <= 1 else None


def inside(point: tuple, r: tuple) -> bool:
    return r[0] <= point[0] <= r[2] and r[1] <= point[1] <= r[3]


def on(point: tuple, a: tuple, b: tuple) -> bool:
    return abs(math.dist(a, point) + math.dist(point, b) - math.dist(a, b)) < 0.01


def common(a: list, b: list) -> list:
    """The pieces that two paths share from their beginning on."""
    if math.dist(a[0], b[0]) > 0.5:
        return []
    at, i, j, pieces = a[0], 1, 1, []
    while i < len(a) and j < len(b):
        p, q = a[i], b[j]
        if not on(p, at, q) and not on(q, at, p):
            break
        following = p if math.dist(at, p) < math.dist(at, q) else q
        pieces.append((at, following))
        i, j = i + (following == p), j + (following == q)
        at = following
    return pieces


# Labels


def labels(edges: list, nodes: dict) -> dict:
    labelled = [(inset(e.label, 1), e) for e in edges if e.label]
    hits = {
        "labels_on_labels": sum(
            overlap(a, b) for i, (a, _) in enumerate(labelled) for b, _ in labelled[i + 1 :]
        ),
        "labels_on_nodes": sum(overlap(a, n) for a, _ in labelled for n in nodes.values()),
        "labels_on_edges": sum(
            runs(other, inset(a, 1), 1) for a, e in labelled for other in edges if other is not e
        ),
        "labels_far": sum(not any(clipped(p, q, inset(e.label, -12)) for p, q in e.segments) for _, e in labelled),
    }
    return hits
