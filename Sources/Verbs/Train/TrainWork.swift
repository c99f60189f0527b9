import Canonical
import Drawing
import Frame
import Learning
import Pipeline
import Report
import Syntax

/// A checked `train`.
struct TrainWork: PresentedWork {
  var modelSpan: Span
  var type: ModelType
  var input: InputUse
  var settings: [Ingredient]

  var outputs: [any ValueType] { [type] }
  private var estimator: String { type.choice.estimator }
  private var parameters: [String: HyperparameterValue] { type.choice.parameters }
  var inputs: [InputUse] { [input] }
  var isRandom: Bool { true }

  func run(_ context: RunContext) throws -> CellResult {
    let features = try context.input(0, as: FeaturesValue.self)
    do throws(LearningError) {
      let target = try target(features)
      let predictor = try fit(try matrix(features), target, seed: context.seed)
      return CellResult(manifest: Predictors.encode(predictor))
    } catch {
      throw CellFailure(.cellFailed, error.message, hint: error.hint, at: modelSpan)
    }
  }

  private func target(_ features: FeaturesValue) throws(LearningError) -> Target {
    guard let field = type.target else { return .none(count: features.table.rows) }
    guard let column = try? features.table.table(columns: [field.name]).column(field.name) else {
      throw LearningError("the target `\(field.name)` is not in the table")
    }
    return try Target(column: column, name: field.name)
  }

  private func matrix(_ features: FeaturesValue) throws(LearningError) -> FeatureMatrix {
    do {
      return try features.matrix()
    } catch {
      throw LearningError(
        "the features cannot be read back from the store", hint: "run again with `--cache-refresh`")
    }
  }

  private func fit(
    _ matrix: FeatureMatrix, _ target: Target, seed: UInt64
  ) throws(LearningError) -> any Predictor {
    do {
      return try type.choice.fit(matrix, target, seed: seed)
    } catch let error as LearningError {
      throw error
    } catch {
      throw LearningError("\(error)")
    }
  }

  func values(of result: StoredResult, _ context: RunContext) throws -> [any Value] {
    [
      ModelValue(
        predictor: try Predictors.decode(result.manifest), digest: Digest(of: result.manifest),
        size: result.manifest.count, features: try context.input(0, as: FeaturesValue.self),
        target: type.target)
    ]
  }

  func diagramNode(_ values: [any Value]) -> (kind: Diagram.Kind, subtitle: String?)? {
    (.model, estimator.replacing("_", with: " "))
  }

  func present(_ input: PresentationInput) throws -> Presentation {
    guard let model = input.outcome.values.first as? ModelValue else {
      throw CellFailure(.cellFailed, "the result is no model")
    }
    let predictor = model.predictor
    let title = estimator.replacing("_", with: " ")
    let rows = model.features.table.rows
    var blocks: [ReportBlock] = [.tiles(tiles(model))]
    if !predictor.importance.isEmpty {
      let bars = predictor.importance.prefix(15).map { Charts.Bar($0.feature, $0.value) }
      let chart = Charts.importance(
        bars: Array(bars), title: "What the model leans on", measure: predictor.importanceMeaning)
      blocks.append(.picture(chart.picture(), wide: false))
    }
    blocks += predictor.warnings.map { .note($0, .warning) }
    return Presentation(
      caption:
        "\(title.prefix(1).uppercased() + title.dropFirst())\(type.target.map { " for \($0.name)" } ?? ""), fitted on \(NumberText.count(rows, "row")).",
      blocks: blocks,
      provenance: "train · \(settingsText) · \(self.input.name) · \(NumberText.count(rows, "row"))")
  }

  /// The size of the model, then what fitting found out: four at most, which stand in one row.
  private func tiles(_ model: ModelValue) -> [ReportBlock.Tile] {
    let predictor = model.predictor
    var tiles = predictor.facts.map { ReportBlock.Tile(label: $0.label, value: $0.value) }
    if !tiles.contains(where: { $0.label.utf8.starts(with: "features".utf8) }) {
      tiles.insert(.init(label: "features", value: NumberText.thousands(predictor.featureNames.count)), at: 0)
    }
    tiles.insert(.init(label: "parameters", value: NumberText.thousands(predictor.parameterCount)), at: 1)
    return Array(tiles.prefix(4))
  }

  private var settingsText: String {
    let written = parameters.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value.text)" }
    return ([estimator] + written + (type.choice.balanced ? ["balanced classes"] : [])).joined(
      separator: ", ")
  }
}

extension String {
  /// All occurrences of a character replaced, without Foundation.
  func replacing(_ character: Character, with other: Character) -> String {
    String(map { $0 == character ? other : $0 })
  }
}
