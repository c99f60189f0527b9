extension Diagram.Kind {
  /// The CSS variable of the role's colour.
  var color: String {
    switch self {
    case .data, .store, .features: "var(--role-data)"
    case .step, .split, .decision: "var(--role-step)"
    case .model: "var(--role-model)"
    case .metric, .gate, .report: "var(--role-metric)"
    case .service, .queue: "var(--role-service)"
    case .person, .external, .note: "var(--role-external)"
    }
  }

  /// The glyph of nodes of this role that name no other.
  var glyph: Glyph {
    switch self {
    case .step: .step
    case .split: .split
    case .features: .features
    case .data: .table
    case .store: .store
    case .model: .model
    case .service: .service
    case .queue: .queue
    case .metric: .metric
    case .gate: .gate
    case .report: .report
    case .person: .person
    case .external: .external
    case .decision: .decision
    case .note: .note
    }
  }

  /// The role in words, for readers who do not see the glyph.
  var spoken: String {
    switch self {
    case .external: "external system"
    default: rawValue
    }
  }
}
