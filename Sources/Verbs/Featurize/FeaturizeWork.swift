import Canonical
import Drawing
import Learning
import Pipeline
import Report
import Syntax

/// A checked `featurize`.
struct FeaturizeWork: PresentedWork {
  /// Where each call is written.
  var stepSpans: [Span]
  var type: FeaturesType
  var input: InputUse
  /// The target, where a step learns from it.
  var target: String?
  var isRandom: Bool

  var outputs: [any ValueType] { [type] }
  var inputs: [InputUse] { [input] }
  var settings: [Ingredient] { type.settings }

  func run(_ context: RunContext) throws -> CellResult {
    let columns = type.inputColumns + (target.map { [$0] } ?? [])
    let table = try context.input(0, as: TableValue.self).table(columns: columns)
    let fitted: (recipe: FittedRecipe, training: FeatureMatrix)
    do throws(LearningError) {
      fitted = try type.plan.fitted(on: table, seed: context.seed)
    } catch {
      throw CellFailure(
        code(of: error), error.message, hint: error.hint, at: error.step.flatMap(span(ofStep:)))
    }
    var parts: [Part] = []
    if !fitted.recipe.remakesTraining {
      var writer = ByteWriter()
      fitted.training.encode(into: &writer)
      parts.append(Part(writer.bytes))
    }
    var manifest = ByteWriter()
    fitted.recipe.encode(into: &manifest)
    let value = FeaturesValue(
      recipe: fitted.recipe, recipeDigest: Digest(of: manifest.bytes), storedMatrix: parts.first?.digest,
      storedShare: fitted.training.storedShare, table: try context.input(0, as: TableValue.self))
    manifest.write(optional: value.storedMatrix) { $0.write($1) }
    manifest.write(value.storedShare)
    _ = try context.parts.value(value.matrixDigest) { fitted.training }
    return CellResult(manifest: manifest.bytes, parts: parts)
  }

  private func span(ofStep index: Int) -> Span? { stepSpans.indices.contains(index) ? stepSpans[index] : nil }

  private func code(of error: LearningError) -> DiagnosticCode {
    switch error.kind {
    case .other: .cellFailed
    case .emptyVocabulary: .emptyVocabulary
    case .noValues: .columnWithoutValues
    case .tooManyLevels: .tooManyLevels
    }
  }

  func warnings(_ values: [any Value]) -> [CellFailure] {
    guard let recipe = (values.first as? FeaturesValue)?.recipe else { return [] }
    return recipe.steps.enumerated().flatMap { index, step in
      step.remarks.map { remark in
        CellFailure(code(of: remark), remark.message, hint: remark.hint, at: span(ofStep: index))
      }
    }
  }

  private func code(of remark: StepRemark) -> DiagnosticCode {
    switch remark.kind {
    case .fewerBins: .fewerBins
    case .constant: .constantColumn
    }
  }

  func values(of result: StoredResult, _ context: RunContext) throws -> [any Value] {
    var reader = ByteReader(result.manifest)
    let recipe = try FittedRecipe(decoding: &reader)
    let matrix = try reader.readOptional { reader throws(DecodingFailure) in try reader.readDigest() }
    let storedShare = try reader.readDouble()
    guard (0...1).contains(storedShare) else { throw DecodingFailure("a share of numbers out of range") }
    try reader.finish()
    var writer = ByteWriter()
    recipe.encode(into: &writer)
    return [
      FeaturesValue(
        recipe: recipe, recipeDigest: Digest(of: writer.bytes), storedMatrix: matrix,
        storedShare: storedShare, table: try context.input(0, as: TableValue.self))
    ]
  }

  func diagramNode(_ values: [any Value]) -> (kind: Diagram.Kind, subtitle: String?)? {
    (.features, (values.first as? FeaturesValue).map { NumberText.count($0.recipe.names.count, "feature") })
  }

  func present(_ input: PresentationInput) throws -> Presentation {
    guard let value = input.outcome.values.first as? FeaturesValue else {
      throw CellFailure(.cellFailed, "the result is no recipe")
    }
    let recipe = value.recipe
    let table = StepTable.make(recipe, storedShare: value.storedShare)
    let count = recipe.names.count
    return Presentation(
      caption:
        "\(NumberText.count(count, "feature")) from \(NumberText.count(type.inputColumns.count, "column")), fitted on \(self.input.name).",
      blocks: [.table(table)]
        + recipe.steps.flatMap(\.remarks).map {
          .note("\(code(of: $0).id): \($0.message).", .warning)
        },
      provenance: "featurize · fitted on \(self.input.name) · \(NumberText.count(value.table.rows, "row"))")
  }
}
