extension Theme {
  /// The roles that colour nodes of diagrams: each has a colour for strokes and a tint for the ground.
  static let roles = ["data", "step", "model", "metric", "service", "external"]

  /// The classes of diagrams; all begin with `d-`.
  static let diagrams =
    """
    .d-g{fill:var(--wash);stroke:var(--lit,var(--line));stroke-width:var(--bold,1)}
    .d-g.d-even{fill:var(--paper)}
    .d-gt{fill:var(--soft);font-size:12px;font-weight:600}
    .d-lane{fill:none;stroke:var(--line);stroke-width:1.4}
    .d-stage{stroke-dasharray:5 5}
    .d-i{fill:none;stroke-width:1.4;stroke-linecap:round;stroke-linejoin:round}
    .d-f{stroke-width:var(--bold,1.3);stroke-linejoin:round}
    .d-l{fill:none;stroke-width:1.1}
    .d-s{fill:var(--soft);font-size:11px}
    .d-t{font-weight:500}
    .d-e{fill:none;stroke:var(--lit,var(--faint));stroke-width:var(--bold,1.4);stroke-linejoin:round}
    .d-hit{stroke-width:12;stroke-opacity:0;stroke-dasharray:none;pointer-events:stroke}
    .d-h{fill:var(--lit,var(--faint));stroke:var(--lit,none);stroke-width:1.2}
    .d-o{stroke-dasharray:none;stroke-linecap:round}
    .d-control{stroke-dasharray:6 4}
    .d-metadata{stroke-dasharray:.1 4;stroke-linecap:round;stroke-width:var(--bold,1.9)}
    .d-feedback{stroke:var(--accent);stroke-dasharray:6 4}
    .d-feedback>.d-h{fill:var(--accent)}
    .d-w{fill:var(--lit,var(--soft));stroke:none;stroke-dasharray:none;font-size:11px}
    .d-feedback>.d-w{fill:var(--accent)}
    .d-w text,.d-mid{text-anchor:middle}
    .d-w text{paint-order:stroke;stroke:var(--wash);stroke-width:3px}
    .d-w.d-even text{stroke:var(--paper)}
    .d-p{fill:var(--wash)}
    .d-even>.d-p{fill:var(--paper)}
    .d-w .d-i{stroke:var(--accent);stroke-dasharray:none}
    .d-w .d-loss{fill:var(--warn);font-weight:500;text-anchor:start}
    .d-w .d-warn{fill:var(--warn)}
    .d-tag{font-size:10.5px;font-weight:600}
    .d-tag>rect{fill:var(--raised);stroke:var(--line)}
    .d-tag>path{fill:none;stroke-width:1.4;stroke-linecap:round;stroke-linejoin:round}
    .d-stale>rect{stroke-dasharray:3 2}
    .d-failed>rect{fill:var(--bad);stroke:var(--bad)}
    .d-failed>text{fill:var(--paper)}
    .d-failed>path{stroke:var(--paper)}
    .d-n.d-is-added>.d-f{stroke:var(--good);stroke-width:var(--bold,2)}
    .d-n.d-is-changed>.d-f{stroke:var(--accent);stroke-width:var(--bold,2)}
    .d-n.d-is-removed>.d-f{stroke:var(--bad);stroke-dasharray:5 4}
    .d-is-removed>text{text-decoration:line-through}
    .d-e.d-is-added{stroke:var(--good);stroke-width:var(--bold,2.2)}
    .d-is-added>.d-h{fill:var(--good)}
    .d-e.d-is-changed{stroke:var(--accent)}
    .d-is-changed>.d-h{fill:var(--accent)}
    .d-e.d-is-removed{stroke:var(--bad);stroke-dasharray:2 4}
    .d-is-removed>.d-h{fill:var(--bad)}
    .d-no{stroke-dasharray:none;fill:var(--accent);stroke:none}
    .d-w .d-no+text,.d-no+text{fill:var(--paper);stroke:none;font-size:10.5px;font-weight:600;text-anchor:middle}
    .d-no-2{fill:var(--paper);stroke:var(--accent);stroke-width:1.4}
    .d-w .d-no-2+text,.d-no-2+text{fill:var(--accent)}
    .d-no-3{fill:var(--soft)}
    .d-key-loss{fill:var(--warn)}
    .d-key{font-size:11px;fill:var(--soft)}
    .d-rule{stroke:var(--line)}
    .d-title{font-size:18px;font-weight:600}
    .d-say{fill:var(--soft);font-size:12px}

    """ + roleClasses + tagClasses

  private static let roleClasses =
    roles.map { role in
      ".d-\(role)>.d-f{fill:var(--tint-\(role));stroke:var(--role-\(role))}"
        + ".d-\(role)>.d-l,.d-\(role)>.d-i{stroke:var(--role-\(role))}"
        + ".d-\(role)>.d-chip>rect{stroke:var(--role-\(role))}\n"
    }.joined() + """
      .d-n.d-note>.d-f,.d-n.d-outside>.d-f{stroke-dasharray:4 3}
      .d-outside>.d-t{fill:var(--soft)}
      .d-g.d-framed{stroke-opacity:.65}

      """
    + roles.map { ".d-g.d-frame-\($0){stroke:var(--role-\($0))}.d-gi-\($0){stroke:var(--role-\($0))}" }
    .joined(separator: "\n") + "\n"

  private static let tagClasses = [
    ("fresh", "good"), ("stale", "warn"), ("added", "good"), ("removed", "bad"), ("changed", "accent"),
  ].map { name, color in
    ".d-\(name)>rect,.d-\(name)>path{stroke:var(--\(color))}.d-\(name)>text{fill:var(--\(color))}\n"
  }.joined()
}
