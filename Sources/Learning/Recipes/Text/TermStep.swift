import Canonical

/// A step that makes a feature of each term of a vocabulary: all of it but how terms are weighed.
protocol TermStep: ColumnMap {
  static var name: String { get }

  var vocabulary: TermVocabulary { get }
  var weighting: TermWeighting { get }

  /// - Parameter rowCount: of the rows learned from.
  init(_ learned: TermVocabulary.Learned, rowCount: Int, _ options: Options)
}

extension TermStep {
  static var isSlow: Bool { true }

  var learned: String { vocabulary.summary }

  static func accepts(_ kind: WorkingKind) -> Acceptance { TermVocabulary.accepts(kind) }

  static func plan(_ name: String, _ kind: WorkingKind, _ options: Options) throws(StepFailure) -> WorkingKind
  {
    try TextAnalyzer.check(options)
    return .sparse
  }

  static func learn(
    _ name: String, _ values: WorkingValues, _ options: Options
  ) throws(LearningError) -> LearnedMap<Self> {
    let learned = try TermVocabulary.learn(Self.name, name, values, options)
    let map = Self(learned, rowCount: learned.rowCount, options)
    return LearnedMap(map: map, applied: map.vocabulary.features(of: name, learned, by: map.weighting))
  }

  init(_ name: String, _ values: WorkingValues, _ options: Options) throws(LearningError) {
    self = try Self.learn(name, values, options).map
  }

  func apply(
    to values: WorkingValues, of name: String, rowCount: Int, unknown: inout [UnknownLevel]
  ) throws(LearningError) -> WorkingValues {
    try vocabulary.features(Self.name, of: name, values, by: weighting)
  }
}
