/// Symbols of nodes, drawn for this program. The raw value is the name that `icon:` takes.
package enum Glyph: String, Sendable, Hashable, CaseIterable {
  case step, split, features, table, store, model, service, queue, metric, gate, report, person, external,
    decision
  case note

  /// Strokes in a square of 16 pixels.
  var path: SVG.Value {
    switch self {
    case .step: "M3 4l4 4-4 4M9 4l4 4-4 4"
    case .split: "M2 8h5M7 8l5-4.5h2M7 8l5 4.5h2"
    case .features: "M2.5 3h11M2.5 8h11M2.5 13h11M5 1.8v2.4M10.5 6.8v2.4M7 11.8v2.4"
    case .table: "M2 3h12v10H2zM2 6.5h12M6.5 6.5V13"
    case .store: "M3 4a5 2 0 0 1 10 0a5 2 0 0 1-10 0v8a5 2 0 0 0 10 0V4M3 8a5 2 0 0 0 10 0"
    case .model: "M8 1.8l5.4 3.1v6.2L8 14.2l-5.4-3.1V4.9zM8 8l5.4-3.1M8 8v6.2M8 8L2.6 4.9"
    case .service: "M2.5 2.8h11v4.4h-11zM2.5 8.8h11v4.4h-11zM5 5h.1M5 11h.1"
    case .queue: "M1.5 5h3.6v6H1.5zM6.2 5h3.6v6H6.2zM10.9 5h3.6v6h-3.6z"
    case .metric: "M2 13.5h12M4 11V8.5M8 11V3M12 11V6"
    case .gate: "M5.2 1.8h5.6l3.4 3.4v5.6l-3.4 3.4H5.2l-3.4-3.4V5.2zM5 8.2l2.2 2.2L11 6.2"
    case .report: "M3.5 1.8h9v12.4h-9zM5.5 5h5M5.5 8h5M5.5 11h3"
    case .person: "M8 7.6a2.7 2.7 0 1 0 0-5.4a2.7 2.7 0 0 0 0 5.4M2.8 14c.4-3 2.4-4.2 5.2-4.2s4.8 1.2 5.2 4.2"
    case .external: "M7 3H3v10h10V9M9.5 2.5h4v4M13.5 2.5L8 8"
    case .decision: "M8 1.8L14.2 8L8 14.2L1.8 8z"
    case .note: "M3.5 2h6l3 3v9h-9zM9.5 2v3h3"
    }
  }
}
