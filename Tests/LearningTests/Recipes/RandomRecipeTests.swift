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
    let filled = stream.next(below: 2) == 0 ? [StepCall("impute", ColumnSelector(.numeric))] : []
    return filled
      + (0..<1 + stream.next(below: 5)).map { _ in
        let step = Steps.all[stream.next(below: Steps.all.count)]
        var call = StepCall(step.name)
        switch step.takes {
        case .selector: call.selector = selector(&stream)
        case .product: call.product = (0..<1 + stream.next(below: 3)).map { _ in column(&stream) }
        }
        for option in step.hyperparameters where stream.next(below: 2) == 0 {
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
    case .integer(let range): .integer(range.lowerBound + Int64(stream.next(below: 4) - 1))
    case .number: .number(stream.nextDouble())
    case .choice(let words): .text(words[stream.next(below: words.count)])
    case .boolean: .boolean(stream.next(below: 2) == 0)
    case .scalar: stream.next(below: 2) == 0 ? .text("x") : .number(2.5)
    case .text: .text(stream.next(below: 2) == 0 ? "x" : "S")
    case .valueOrShare:
      stream.next(below: 2) == 0 ? .share(stream.nextDouble()) : .integer(Int64(stream.next(below: 50)))
    case .countOrShare:
      stream.next(below: 2) == 0 ? .share(stream.nextDouble()) : .integer(Int64(stream.next(below: 4)))
    case .range: .range(Int64(stream.next(below: 3)), Int64(stream.next(below: 4)))
    case .choices(let words): .list(words.filter { _ in stream.next(below: 2) == 0 }.map { .text($0) })
    case .scalars: .list([.text("S"), .text("C"), .text("Q")])
    case .counts(let range, _): .list([.integer(range.lowerBound)])
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
    var met = Set<String>()
    for _ in 0..<4000 {
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
      met.formUnion(steps.map(\.name))
      #expect(try recipe.apply(to: table.prefix(0)).names == recipe.names)
      #expect(throws: Never.self) { try self.applyToNothing(recipe, table) }
      for _ in 0..<4 { damage(bytes(recipe), table, &stream) }
      let matrix = try recipe.apply(to: table)
      #expect(recipe.inputColumns == outline.columnsRead)
      #expect(!outline.columnsRead.contains("survived"))
      #expect(Set(recipe.names).isDisjoint(with: outline.leftovers))
      #expect(try recipe.apply(to: table.selecting(outline.columnsRead)) == matrix)
      var reader = ByteReader(bytes(recipe))
      #expect(try FittedRecipe(decoding: &reader).apply(to: table) == matrix)
      let read = outline.columnsRead + (outline.readsTarget ? ["survived"] : [])
      let narrow = table.selecting(read)
      let same = try Recipe.fit(steps, on: narrow, excluded: ["survived"], schema: table.schema)
      #expect(bytes(same) == bytes(recipe))
      let spoiled = try spoil(table, except: read)
      #expect(bytes(try Recipe.fit(steps, on: spoiled, excluded: ["survived"])) == bytes(recipe))
    }
    #expect(fitted > 100)
    #expect(Steps.all.map(\.name).filter { !met.contains($0) } == [])
  }

  /// Damaged bytes are refused or are another recipe; they never end the process.
  private func damage(_ bytes: [UInt8], _ table: Table, _ stream: inout RandomStream) {
    var damaged = bytes
    for _ in 0...stream.next(below: 3) {
      damaged[stream.next(below: damaged.count)] = UInt8(stream.next(below: 256))
    }
    var reader = ByteReader(damaged)
    _ = try? FittedRecipe(decoding: &reader).apply(to: table)
  }

  /// To rows without any value: a step may refuse them, in words.
  private func applyToNothing(_ recipe: FittedRecipe, _ table: Table) throws {
    do {
      #expect(try recipe.apply(to: spoil(table, except: [])).names == recipe.names)
    } catch let error as LearningError {
      #expect(error.message.contains("needs a value in every row"))
    }
  }

  /// The table with other values in all columns but `kept`.
  private func spoil(_ table: Table, except kept: [String]) throws -> Table {
    let columns = zip(table.schema.fields, table.baseColumns).map { field, column in
      kept.contains(field.name) ? column : Column.missing(field.type, count: column.count)
    }
    return try Table(schema: table.schema, columns: columns)
  }
}
