import Canonical
import Pipeline

/// The values that a chart is drawn from, a row for each row drawn, or for each group.
struct PlotFrame: Sendable {
  /// By channel, in the order of `PlotRole`.
  var columns: [(role: PlotRole, values: PlotValues)] = []
  /// Rows of the sources, after `where`.
  var rows = 0
  /// Rows that are left out because a value that groups them is missing.
  var leftOut = 0
  /// Whether some group holds more than one row.
  var isAveraged = false

  subscript(_ role: PlotRole) -> PlotValues? { columns.first { $0.role == role }?.values }

  /// The rows and groups of the frame.
  var count: Int { columns.first?.values.count ?? 0 }

  /// This frame, then that of another table with the same channels.
  func followed(by other: PlotFrame) throws -> PlotFrame {
    var joined = self
    joined.rows += other.rows
    for index in columns.indices {
      guard index < other.columns.count,
        let values = columns[index].values.followed(by: other.columns[index].values)
      else { throw CellFailure(.cellFailed, "the tables have columns of different kinds") }
      joined.columns[index].values = values
    }
    return joined
  }
}

extension PlotFrame {
  /// The canonical bytes.
  var bytes: [UInt8] {
    var writer = ByteWriter()
    writer.write(rows)
    writer.write(leftOut)
    writer.write(isAveraged)
    writer.write(each: columns) { writer, column in
      writer.write(column.role.rawValue)
      column.values.encode(into: &writer)
    }
    return writer.bytes
  }

  /// Fails on anything but a frame whose columns are of one length.
  init(decoding reader: inout ByteReader) throws(DecodingFailure) {
    rows = try reader.readInt()
    leftOut = try reader.readInt()
    isAveraged = try reader.readBool()
    columns = try reader.readArray { reader throws(DecodingFailure) in
      guard let role = PlotRole(rawValue: try reader.readString()) else {
        throw DecodingFailure("an unknown channel")
      }
      return (role, try PlotValues(decoding: &reader))
    }
    guard columns.allSatisfy({ $0.values.count == count }) else {
      throw DecodingFailure("channels of different lengths")
    }
  }
}
