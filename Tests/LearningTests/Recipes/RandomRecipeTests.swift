import Canonical
import Frame
@testable import Learning
import Testing

@Suite("Random recipes")
struct RandomRecipeTests {
  private static let columns = [
    "age", "class", "sex", "alone", "name", "born", "port", "survived", "age*class",
  ]

  private func recipe(_ stream: inout RandomStream) -> [StepCall] {
    (0..<1 + stream.next(below: 5)).map { _ in
      let step = Steps.all[stream.next(below: Steps.all.count)]
      var call = StepCall(step.name)
      switch step.takes {
      case .selector: call.selector = selector(&stream)
      case .product: call.product = (0..<1 + stream.next(below: 3)).map { _ in column(&stream) }
      }
      for option in step.hyperparameters where stream.next(below: 3) == 0 {
        call.options[option.name] = value(option.kind, &stream)
      }
      return call
    }
  }

  private func column(_ stream: inout RandomStream) -> String {
    RandomRecipeTests.columns[stream.next(below: RandomRecipeTests.columns.count)]
  }

  private func selector(_ stream: inout RandomStream) -> ColumnSelector {
    let kinds = ColumnSelector.Kind.allCases
    let kind = ColumnSelector.Term.kind(kinds[stream.next(below: kinds.count)])
    let terms =
      stream.next(below: 2) == 0 ? [kind] : (0...stream.next(below: 2)).map { _ in .column(column(&stream)) }
    return ColumnSelector(terms, except: stream.next(below: 4) == 0 ? [.column(column(&stream))] : [])
  }

  private func value(_ kind: Hyperparameter.Kind, _ stream: inout RandomStream) -> HyperparameterValue {
    switch kind {
    case .integer: .integer(Int64(stream.next(below: 6)))
    case .number: .number(stream.nextDouble())
    case .choice(let words): .text(words[stream.next(below: words.count)])
    case .boolean: .boolean(stream.next(below: 2) == 0)
    case .scalar: stream.next(below: 2) == 0 ? .text("x") : .number(2.5)
    }
  }

  private func bytes(_ recipe: FittedRecipe) -> [UInt8] {
    var writer = ByteWriter()
    recipe.encode(into: &writer)
    return writer.bytes
  }

  /// A recipe without errors can be fitted, reads no more than its outline says, leaves out what its outline says, and
  /// gives the same features after a way through its bytes.
  @Test func outlinesTellTheTruth() throws {
    let table = try Passengers.table()
    var stream = RandomStream(seed: 5, stream: 0)
    var fitted = 0
    for _ in 0..<1500 {
      let steps = recipe(&stream)
      let outline = Recipe.outline(steps, schema: table.schema, excluded: ["survived"])
      let result = Result { try Recipe.fit(steps, on: table, excluded: ["survived"]) }
      guard outline.errors.isEmpty else {
        #expect(throws: LearningError.self) { try result.get() }
        continue
      }
      guard let recipe = try? result.get() else {
        #expect(throws: LearningError.self) { try result.get() }
        continue
      }
      fitted += 1
      let matrix = try recipe.apply(to: table)
      #expect(recipe.inputColumns == outline.columnsRead)
      #expect(!outline.columnsRead.contains("survived"))
      #expect(Set(recipe.names).isDisjoint(with: outline.leftovers))
      #expect(try recipe.apply(to: table.selecting(outline.columnsRead)) == matrix)
      var reader = ByteReader(bytes(recipe))
      #expect(try FittedRecipe(decoding: &reader).apply(to: table) == matrix)
      let narrow = table.selecting(outline.columnsRead)
      let same = try Recipe.fit(steps, on: narrow, excluded: ["survived"], schema: table.schema)
      #expect(bytes(same) == bytes(recipe))
      let spoiled = try spoil(table, except: outline.columnsRead)
      #expect(bytes(try Recipe.fit(steps, on: spoiled, excluded: ["survived"])) == bytes(recipe))
    }
    #expect(fitted > 100)
  }

  /// The table with other values in all columns but `kept`.
  private func spoil(_ table: Table, except kept: [String]) throws -> Table {
    let columns = zip(table.schema.fields, table.baseColumns).map { field, column in
      kept.contains(field.name) ? column : Column.missing(field.type, count: column.count)
    }
    return try Table(schema: table.schema, columns: columns)
  }
}
