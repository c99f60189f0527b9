/// The look that pages and pictures share.
package enum Theme {
  /// The colours and fonts as CSS variables, for light and dark paper, and the classes of pictures.
  ///
  /// Dark by the reader's system (`prefers-color-scheme`), or by `data-theme` or a class, `dark` or `light`, on the root
  /// element; always light in print. Holds no `@import` and no URL.
  package static let styleSheet =
    variables + base + charts + diagrams + pointing(ends: DiagramEnds.most)

  /// The variables alone.
  package static let variables = variables(of: ThemeColor.all)

  /// The variables of some colours, and those of the faces.
  static func variables(of colors: [ThemeColor]) -> String {
    let light = colors.map { "--\($0.name):\($0.light)" }.joined(separator: ";")
    let dark = colors.map { "--\($0.name):\($0.dark)" }.joined(separator: ";")
    return """
      :root{color-scheme:light dark;\(fonts);\(light)}
      :root:is([data-theme="light"],.light){color-scheme:light}
      @media screen and (prefers-color-scheme:dark){:root:not([data-theme="light"],.light){\(dark)}}
      @media screen{:root:is([data-theme="dark"],.dark){color-scheme:dark;\(dark)}}

      """
  }

  static let fonts = [
    #"--font-serif:"Iowan Old Style","Palatino Linotype",Palatino,"Source Serif 4",Georgia,"DejaVu Serif",serif"#,
    #"--font-sans:Inter,system-ui,-apple-system,"Segoe UI",Roboto,"Liberation Sans",sans-serif"#,
    #"--font-mono:ui-monospace,"SF Mono","JetBrains Mono",Menlo,Consolas,"DejaVu Sans Mono",monospace"#,
  ].joined(separator: ";")

  /// What all pictures share.
  static let base =
    """
    svg.picture{display:block;max-width:100%;height:auto;fill:var(--ink);font-family:var(--font-sans);font-size:13px;font-variant-numeric:tabular-nums lining-nums}
    .c-paper{fill:var(--paper)}

    """

  /// The classes of charts; all begin with `c-`. Text takes colour and size from the nearest class around it.
  static let charts =
    """
    svg.spark{display:inline-block;vertical-align:middle}
    .c-t{fill:var(--ink);font-size:13px}
    .c-s{fill:var(--soft);font-size:12px}
    .c-f{fill:var(--faint);font-size:11px}
    .c-m{font-weight:500}
    .c-b{font-weight:600}
    .c-start{text-anchor:start}
    .c-mid{text-anchor:middle}
    .c-end{text-anchor:end}
    .c-halo{paint-order:stroke;stroke:var(--paper);stroke-width:4px;stroke-linejoin:round}
    .c-grid{fill:none;stroke:var(--line);stroke-width:1}
    .c-gap{fill:none;stroke:var(--paper);stroke-width:1.5}
    .c-rule{fill:none;stroke:var(--faint);stroke-width:1}
    .c-dash{fill:none;stroke:var(--faint);stroke-width:1.2;stroke-dasharray:4 4}
    .c-ref{fill:none;stroke:var(--accent);stroke-width:1.2;stroke-dasharray:4 3}
    .c-reft{fill:var(--accent);font-size:11px}
    .c-line{fill:none;stroke-width:2;stroke-linejoin:round}
    .c-dots{fill:none;stroke-width:4.5;stroke-linecap:round;stroke-opacity:.75}
    .c-bins{fill:none;stroke-linecap:square}
    .c-bar{fill:var(--role-data)}
    .c-whisker{fill:none;stroke:var(--ink);stroke-width:1.6}
    .c-under{fill:none;stroke:var(--paper);stroke-width:4}
    .c-span{fill:none;stroke:var(--role-data);stroke-width:2}
    .c-hit{fill:none;stroke:var(--ink);stroke-width:1.5}
    .c-weave{fill:none;stroke:var(--paper)}
    .c-plate{paint-order:stroke;stroke-width:6px;stroke-linejoin:round}
    .c-mark{stroke:var(--paper);stroke-width:1.5}
    .c-on{fill:var(--paper);font-size:12px}
    .c-spark{fill:var(--role-data);opacity:.8}
    .c-q{fill:var(--faint)}
    .c-ink{fill:var(--ink)}
    .c-a{fill:var(--accent)}
    .c-lq{stroke:var(--faint)}
    .c-li{stroke:var(--ink)}
    .c-la{stroke:var(--accent)}
    .c-thin{fill:none;stroke-width:1.2;stroke-linejoin:round}
    .c-hair{fill:none;stroke-width:.7;stroke-linejoin:round}
    .c-tint{fill-opacity:.16}
    .c-ribbon{fill-opacity:.14;stroke-width:1;stroke-opacity:.75;stroke-linejoin:round}
    .c-hatched{fill:var(--wash);stroke-width:1.2}
    .c-wash{fill:var(--accent-wash)}
    .c-ring{fill:none;stroke:var(--accent);stroke-width:2}
    .c-open{fill:var(--paper);stroke-width:1.8}
    .c-bubble{fill-opacity:.6;stroke:var(--paper);stroke-width:1}
    .c-cloud{fill-opacity:.8}
    .c-box{fill-opacity:.22;stroke-width:1.2}
    .c-minus{fill:none;stroke:var(--ink);stroke-width:1.4}
    .c-minus-deep{fill:none;stroke:var(--on-diverging-0);stroke-width:1.4}
    .c-outlier{fill:none;stroke-width:3.5;stroke-linecap:round}

    """ + seriesClasses + rampClasses + shadeClasses + divergingClasses
    + ".c-cell{fill:none;stroke:currentColor}\n"

  private static let seriesClasses = (1...8).map { number in
    ".c-k\(number){fill:var(--series-\(number))}.c-l\(number){stroke:var(--series-\(number))}\n"
  }.joined()

  private static let rampClasses = (0...5).map { step in
    ".c-r\(step){fill:var(--ramp-\(step));color:var(--ramp-\(step))}.c-o\(step){fill:var(--on-ramp-\(step))}\n"
  }.joined()

  private static let shadeClasses = (1...5).map { step in
    ".c-h\(step){fill:var(--shade-\(step));color:var(--shade-\(step))}.c-hs\(step){stroke:var(--shade-\(step))}\n"
  }.joined()

  private static let divergingClasses = (0...6).map { step in
    ".c-d\(step){fill:var(--diverging-\(step));color:var(--diverging-\(step))}.c-e\(step){fill:var(--on-diverging-\(step))}\n"
  }.joined()
}
