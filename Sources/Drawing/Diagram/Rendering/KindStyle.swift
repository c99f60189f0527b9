extension Diagram.Kind {
  /// One of the six roles that have a colour.
  var role: String {
    switch self {
    case .data, .store, .features: "data"
    case .step, .split, .decision: "step"
    case .model: "model"
    case .metric, .gate, .report: "metric"
    case .service, .queue: "service"
    case .person, .external, .note: "external"
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

  /// Classes of a node of this kind.
  var classes: String {
    switch self {
    case .external: "d-n d-external d-outside"
    case .note: "d-n d-external d-note"
    default: "d-n d-\(role)"
    }
  }

  /// The role in words, for the key and for readers who do not see the glyph.
  var spoken: String {
    switch self {
    case .external: "external system"
    default: rawValue
    }
  }
}

extension Diagram.Node {
  /// The glyph that is drawn on it.
  var glyph: Glyph { icon ?? (contains != nil && kind == .step ? .cluster : kind.glyph) }
}

extension Diagram.Edge.Kind {
  /// What a line of this kind carries, in words.
  var spoken: String {
    switch self {
    case .data: "data"
    case .control: "control"
    case .metadata: "records"
    case .request: "request"
    case .feedback: "feedback"
    }
  }

  /// The classes of an edge of this kind.
  var classes: String {
    switch self {
    case .data, .request: "d-e"
    case .control, .metadata, .feedback: "d-e d-\(rawValue)"
    }
  }
}
