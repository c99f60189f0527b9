import Synchronization

/// Texts as they stand in their rows, coded when somebody first asks for it.
final class PlainTexts: Sendable {
  /// One a row; empty where it is missing.
  let run: TextRun
  private let known = Mutex<Coded?>(nil)

  typealias Coded = (codes: [Int32], levels: [String])

  init(_ run: TextRun) { self.run = run }

  /// The distinct texts in the order of their first appearance, and which of them each row has; -1 where it is missing.
  /// O(bytes) once.
  func coded(_ validity: Bitmap?) -> Coded {
    known.withLock { known in
      if let known { return known }
      let coded = PlainTexts.coded(run, validity)
      known = coded
      return coded
    }
  }

  private static func coded(_ run: TextRun, _ validity: Bitmap?) -> Coded {
    var levels = TextTable()
    var codes: [Int32] = []
    codes.reserveCapacity(run.count)
    let span = run.bytes.span
    for row in 0..<run.count {
      let isPresent = validity?[row] ?? true
      codes.append(isPresent ? levels.code(span, run[row]) : -1)
    }
    return (codes, levels.texts())
  }
}
