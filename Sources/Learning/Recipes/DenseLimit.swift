import Canonical

/// The most memory that features may take at once: two gigabytes.
enum DenseLimit {
  private static let numbers = 1 << 28
  private static let bytes = numbers * MemoryLayout<Double>.stride

  /// Fails, before anything is allocated, where `features` columns over `rows` rows are too many numbers.
  static func check(
    _ step: String, of what: String, rows: Int, features: Int, hint: String
  ) throws(LearningError) {
    let (size, overflow) = rows.multipliedReportingOverflow(by: features)
    guard overflow || size > numbers else { return }
    throw LearningError(
      "`\(step)` of \(what) would make \(NumberText.thousands(features)) features over "
        + "\(NumberText.count(rows, "row")), more than the \(NumberText.thousands(numbers)) numbers that fit",
      hint: hint)
  }

  /// Fails where the columns of `blocks` with their zeros are too many.
  static func check(_ blocks: [FeatureBlock], rows: Int) throws(LearningError) {
    var size = 0
    for block in blocks {
      let (sum, overflow) = size.addingReportingOverflow(block.denseSize(rows: rows))
      guard !overflow, sum <= bytes else {
        let features = blocks.reduce(0) { $0 + $1.names.count }
        throw LearningError(
          "\(NumberText.count(features, "feature")) over \(NumberText.count(rows, "row")) would take more than the "
            + "\(NumberText.thousands(bytes >> 20)) MB that fit",
          hint: "`select` some of them, or `sample` fewer rows")
      }
      size = sum
    }
  }

  /// Fails where so many numbers are kept of sparse features.
  static func check(stored: Int) throws(LearningError) {
    let most = bytes / (MemoryLayout<Double>.stride + MemoryLayout<Int32>.stride)
    guard stored > most else { return }
    throw LearningError(
      "the features have \(NumberText.thousands(stored)) numbers other than zero, more than the "
        + "\(NumberText.thousands(most)) that fit",
      hint: "`select` some of the features, choose a smaller `max_features`, or `sample` fewer rows")
  }
}
