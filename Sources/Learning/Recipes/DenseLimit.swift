import Canonical

/// The most numbers that a step may make at once: two gigabytes of them.
enum DenseLimit {
  /// Fails, before anything is allocated, where `features` columns over `rows` rows are too many.
  static func check(
    _ step: String, of what: String, rows: Int, features: Int, hint: String
  ) throws(LearningError) {
    let (size, overflow) = rows.multipliedReportingOverflow(by: features)
    guard overflow || size > largest else { return }
    throw LearningError(
      "`\(step)` of \(what) would make \(NumberText.thousands(features)) features over "
        + "\(NumberText.count(rows, "row")), more than the \(NumberText.thousands(largest)) numbers that fit",
      hint: hint)
  }

  private static let largest = 1 << 28
}
