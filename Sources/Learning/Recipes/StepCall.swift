/// One step of a recipe, as it was written.
package struct StepCall: Sendable, Hashable {
  /// The name of the step, such as `one_hot`.
  package var name: String
  /// The columns, for a step that takes a selector.
  package var selector: ColumnSelector
  /// The factors, for a step that takes a product (`cross a * b`).
  package var product: [String]
  /// The options that were written; declared defaults stand in for the others.
  package var options: [String: HyperparameterValue]

  /// A call of the step `name`; steps take a selector or a product.
  package init(
    _ name: String, _ selector: ColumnSelector = ColumnSelector([]), product: [String] = [],
    options: [String: HyperparameterValue] = [:]
  ) {
    self.name = name
    self.selector = selector
    self.product = product
    self.options = options
  }
}
