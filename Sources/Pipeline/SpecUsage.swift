import Syntax

extension VerbSpec {
  /// A declaration for a verb that is reserved and not built.
  static func reserved(_ name: String) -> VerbSpec {
    VerbSpec(
      name: name, summary: "", manual: "", names: .optional, sources: .none, clauses: [], example: "",
      meaning: 0)
  }

  /// Such as `sample NAME[, NAME…] from TABLE`.
  package var headerUsage: String {
    let names: String =
      switch self.names {
      case .none: ""
      case .optional: " [NAME]"
      case .one: " NAME"
      case .oneOrMore: " NAME[, NAME…]"
      }
    let sources: String =
      switch self.sources {
      case .none: ""
      case .path: " from \"PATH\""
      case .value: " from VALUE"
      case .oneOrMoreValues: " from VALUE[, VALUE…]"
      }
    return name + names + sources
  }
}

extension ClauseSpec {
  /// Labels of arguments and options that name values of the notebook.
  var valueNameLabels: [String] {
    func labels(_ elements: [ClauseElement]) -> [String] {
      elements.flatMap { element -> [String] in
        switch element {
        case .one(let label, .valueName), .list(let label, .valueName): [label]
        case .optional(let inner): labels(inner)
        default: []
        }
      }
    }
    let options = self.options.compactMap { option in
      if case .valueName = option.kind { option.name } else { nil }
    }
    return labels(arguments) + options
  }
}
