import Canonical
import Frame
import Learning

/// The columns that a prediction adds to a table.
struct PredictedColumns: Sendable {
  private let task: Task
  private let name: String
  /// Before the names of the columns beside it.
  private let prefix: String
  /// The classes whose probabilities have columns of their own.
  private let classes: [String]
  /// The labels with columns of their own; nil where they are listed in a text, or where there are none.
  private let labels: [String]?
  /// What stands between labels that are listed.
  private let separator: String

  /// - Parameters:
  ///   - name: of the main column; nil for the usual one.
  ///   - classes: those whose probabilities have columns of their own.
  ///   - labels: of a model of several labels, where they are columns.
  ///   - separator: what stands between them, where they are listed in a text.
  init(
    task: Task, name: String?, classes: [String], labels: [String]? = nil, separator: String? = nil
  ) {
    self.task = task
    self.labels = labels
    self.separator = separator ?? ";"
    self.name = name ?? Self.usualName(task)
    prefix = name.map { $0 + "_" } ?? ""
    self.classes = classes
  }

  private static func usualName(_ task: Task) -> String {
    switch task {
    case .classification, .multilabel, .regression, .ranking: "predicted"
    case .clustering: "cluster"
    case .anomaly: "anomaly"
    }
  }

  /// As they are known before anything runs.
  var fields: [Field] {
    switch task {
    case .regression, .ranking: [Field(name, .number)]
    case .multilabel:
      (labels.map { $0.map { Field("\(name)_\($0)", .boolean) } } ?? [Field(name, .text)])
        + (labels ?? classes).map { Field("\(prefix)probability_\($0)", .number) }
    case .classification:
      [Field(name, .category), Field(prefix + "confidence", .number)]
        + classes.map { Field("\(prefix)probability_\($0)", .number) }
    case .clustering: [Field(name, .category)]
    case .anomaly: [Field(name, .boolean), Field("\(name)_score", .number)]
    }
  }

  /// Whether each label has a column with a verdict.
  var areLabels: Bool { labels != nil }

  /// The columns that say of which rows a label is said.
  var verdicts: [(field: String, label: String)] { (labels ?? []).map { ("\(name)_\($0)", $0) } }

  /// The labels whose probabilities have no columns of their own, where a text lists those that are said; nil for all else.
  func listedLabels(of prediction: Prediction) -> [String]? {
    guard labels == nil, case .labels(let said) = prediction, said.isProbability else { return nil }
    return said.names
  }

  /// Part of the key.
  var text: String {
    ([name] + classes + (task == .multilabel ? (labels ?? [separator]) : [])).joined(separator: "\n")
  }

  /// The columns, in the order of `fields`: of so many rows, those numbered `rows` predicted and all others missing. Fails where
  /// a class is named that the model does not know, and where it gives no probabilities.
  func columns(
    _ prediction: Prediction, rows: RowDraw?, of count: Int
  ) throws(LearningError) -> [Column] {
    let places = rows?.rows.map(Int.init) ?? Array(0..<count)
    func numbers(_ values: [Double]) -> Column {
      var column = [Double](repeating: .nan, count: count)
      for (place, value) in zip(places, values) { column[place] = value }
      return .numbers(column)
    }
    func codes(_ codes: [Int32], _ levels: [String]) -> Column {
      var column = [Int32](repeating: -1, count: count)
      for (place, code) in zip(places, codes) { column[place] = code }
      return .category(codes: column, levels: levels)
    }
    switch prediction {
    case .values(let values): return [numbers(values)]
    case .labels(let said):
      return try labelColumns(said, places, count) + shares(prediction, said.names).map(numbers)
    case .clusters(let clusters, let known):
      let width = String(known).utf8.count
      let levels = (1...max(known, 1)).map { number in
        let digits = String(number)
        return "cluster " + String(repeating: "0", count: width - digits.utf8.count) + digits
      }
      return [codes(clusters, levels)]
    case .anomalies(let scores, let flagged):
      var verdicts = [Bool?](repeating: nil, count: count)
      for (place, flag) in zip(places, flagged) { verdicts[place] = flag }
      return [.booleans(verdicts), numbers(scores)]
    case .probabilities(let labels, _), .thresholded(let labels, _, _), .scores(let labels, _):
      let predicted = prediction.labelCodes
      return [codes(predicted, labels), numbers(Self.confidence(prediction, predicted, labels.count))]
        + (try shares(prediction, labels)).map(numbers)
    }
  }

  /// A verdict for each label that has a column, or the labels of each row as a text.
  private func labelColumns(
    _ said: LabelPrediction, _ places: [Int], _ count: Int
  ) throws(LearningError) -> [Column] {
    guard let labels else {
      var texts = [String?](repeating: nil, count: count)
      for (row, place) in places.enumerated() {
        texts[place] = said.labels(of: row).joined(separator: separator)
      }
      return [.text(texts)]
    }
    var columns: [Column] = []
    for label in labels {
      guard let code = said.names.firstIndex(where: { $0.utf8.elementsEqual(label.utf8) }) else {
        throw LearningError("the model knows no label `\(label)`")
      }
      var verdicts = [Bool?](repeating: nil, count: count)
      for (place, verdict) in zip(places, said.decisions(of: code)) { verdicts[place] = verdict }
      columns.append(.booleans(verdicts))
    }
    return columns
  }

  /// The probability of the class predicted; missing where the model gives none.
  private static func confidence(_ prediction: Prediction, _ predicted: [Int32], _ classes: Int) -> [Double] {
    guard let values = prediction.probabilities?.values else {
      return [Double](repeating: .nan, count: predicted.count)
    }
    return predicted.enumerated().map { values[$0.offset * classes + Int($0.element)] }
  }

  private func shares(_ prediction: Prediction, _ labels: [String]) throws(LearningError) -> [[Double]] {
    var columns: [[Double]] = []
    for name in self.labels ?? classes {
      guard let code = labels.firstIndex(where: { $0.utf8.elementsEqual(name.utf8) }) else {
        throw .unknownClass(name, known: labels, isLabel: task == .multilabel)
      }
      let values = prediction.probability(of: code)
      if values.isEmpty, self.labels != nil {
        columns.append([Double](repeating: .nan, count: prediction.count))
        continue
      }
      guard !values.isEmpty || prediction.count == 0 else {
        throw LearningError(
          "the model gives no probabilities", hint: "`calibrate sigmoid` in its cell makes some of its scores"
        )
      }
      columns.append(values)
    }
    return columns
  }
}
