import Syntax

/// A notebook after every static check: what would run, in which order, and all that is wrong with it.
package struct CheckedNotebook: Sendable {
  package var tree: NotebookTree
  package var cells: [CheckedCell]
  /// Indices into `cells` such that every cell stands behind those it needs; cells in a cycle are left out.
  package var order: [Int]
  /// Sorted by place.
  package var diagnostics: [Diagnostic]
  package var parameters: [String: Literal]
  /// Names to where they are defined.
  package var names: [String: Producer]

  package var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }

  /// Errors in the text of the notebook: with any of them nothing runs. Faults of data files only fail their cells.
  package var hasTextErrors: Bool {
    diagnostics.contains { $0.severity == .error && !$0.code.isAboutData }
  }

  /// The static type of a name, where its cell could be checked.
  package func type(of name: String) -> (any ValueType)? {
    guard let producer = names[name], let outputs = cells[producer.cell].work?.outputs,
      producer.output < outputs.count
    else { return nil }
    return outputs[producer.output]
  }
}

package struct CheckedCell: Sendable {
  package var cell: Cell
  package var spec: VerbSpec
  package var clauses: [ParsedClause]
  package var common: CommonSettings
  /// nil where errors leave nothing to run.
  package var work: (any CellWork)?
  /// The files it reads are not as they should be.
  package var dataFailure: CellFailure?
  /// No error was found in this cell or in those that it needs.
  package var isValid: Bool
  /// Indices of the cells that it needs, ascending.
  package var dependencies: [Int]

  /// What tells the cell from others of the notebook across edits: its names, or verb and ordinal.
  package var identity: String

  package var names: [String] { cell.names.map(\.text) }
}
