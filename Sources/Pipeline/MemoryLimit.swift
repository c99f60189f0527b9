import Canonical
import Frame
import Syntax

/// How much memory a run may take, about.
///
/// Loads, their steps and their summaries go through a table piece by piece and stay below it whatever its size. What
/// must have whole columns in memory asks here first.
package struct MemoryLimit: Sendable {
  package let bytes: Int

  package init(bytes: Int) { self.bytes = bytes }

  /// Fails where `what` would not fit; `instead` is what to do rather than give it more.
  package func require(
    _ needed: Int, for what: String, instead: String = "`sample` fewer rows, `select` fewer columns"
  ) throws(CellFailure) {
    guard needed > bytes else { return }
    throw CellFailure(
      .memoryLimit,
      "\(what) would take about \(MemoryLimit.text(needed)) of memory, and the limit is \(MemoryLimit.text(bytes))",
      hint:
        "\(instead), or give it more: `--memory \(MemoryLimit.option(needed))`"
    )
  }

  /// Bytes that a row of the type takes in memory; of texts, about.
  package static func width(_ type: ColumnType) -> Int {
    switch type {
    case .number, .integer, .datetime: 8
    case .date, .category: 4
    case .boolean: 1
    case .text: 32
    }
  }

  private static func text(_ bytes: Int) -> String {
    bytes >= 1 << 30
      ? NumberText.fixed(Double(bytes) / 0x1p30, 1) + " GB" : "\(max(1, bytes >> 20)) MB"
  }

  /// A size that is enough, as an option.
  private static func option(_ bytes: Int) -> String {
    bytes >= 1 << 30 ? "\(bytes >> 30 + 2)G" : "\((bytes >> 20) * 5 / 4 + 1)M"
  }
}
