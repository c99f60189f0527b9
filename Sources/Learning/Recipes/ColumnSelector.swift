/// Which columns a step works on: the columns that any term picks, without those that an exception picks.
package struct ColumnSelector: Sendable, Hashable {
  /// What is picked; a column that several pick is picked once.
  package var terms: [Term]
  /// What is not, though a term picks it.
  package var exceptions: [Term]

  /// One part of a selector.
  package enum Term: Sendable, Hashable {
    case kind(Kind)
    /// The column of exactly that name.
    case column(String)
    /// All columns whose names start with these bytes.
    case prefix(String)
    /// All columns in whose names the pattern (`Frame.Pattern`) is found.
    case pattern(String)
  }

  /// Columns by type. Truth values belong to `all` alone.
  package enum Kind: String, Sendable, Hashable, CaseIterable {
    case numeric, categorical, text, datetime, all
  }

  /// A selector of these terms without the exceptions.
  package init(_ terms: [Term], except exceptions: [Term] = []) {
    self.terms = terms
    self.exceptions = exceptions
  }

  /// The columns of these names.
  package init(columns: String...) { self.init(columns.map(Term.column)) }

  /// All columns of this kind.
  package init(_ kind: Kind) { self.init([.kind(kind)]) }
}

extension ColumnSelector {
  /// The selector as it would be written in a cell.
  var text: String {
    let all = terms.map(\.text).joined(separator: ", ")
    return exceptions.isEmpty ? all : all + " except " + exceptions.map(\.text).joined(separator: ", ")
  }
}

extension ColumnSelector.Term {
  var text: String {
    switch self {
    case .kind(let kind): kind.rawValue
    case .column(let name): name
    case .prefix(let prefix): "starts_with(\"\(prefix)\")"
    case .pattern(let pattern): "matches(/\(pattern)/)"
    }
  }
}
