import Syntax

/// The numbers of tables and figures, counted apart and in document order.
struct CellLabels: Sendable {
  enum Kind: String, Sendable {
    case table = "Table"
    case figure = "Figure"
  }

  struct Label: Sendable, Hashable {
    let kind: Kind
    let number: Int

    var text: String { "\(kind.rawValue) \(number)" }
  }

  /// By index of the code block.
  private let labels: [Int: Label]

  init(_ content: PageContent) {
    var labels: [Int: Label] = [:]
    var counts: [Kind: Int] = [:]
    for (index, cell) in content.cells.sorted(by: { $0.key < $1.key }) {
      guard !cell.hideResult, let kind = CellLabels.kind(of: cell.blocks) else { continue }
      counts[kind, default: 0] += 1
      labels[index] = Label(kind: kind, number: counts[kind, default: 1])
    }
    self.labels = labels
  }

  subscript(_ codeBlock: Int) -> Label? { labels[codeBlock] }

  /// That of the first block which is a table or a picture; tiles and checks alone need no number.
  private static func kind(of blocks: [ReportBlock]) -> Kind? {
    for block in blocks {
      switch block {
      case .table: return .table
      case .picture, .pictures, .folded: return .figure
      case .tiles, .checks, .note: continue
      }
    }
    return nil
  }
}
