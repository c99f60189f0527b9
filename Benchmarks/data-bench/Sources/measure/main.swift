import Canonical
import Foundation
import Frame

/// measure FILE: seconds of each phase of a load.
let clock = ContinuousClock()
func timed<T>(_ name: String, _ body: () throws -> T) rethrows -> T {
  let start = clock.now
  let value = try body()
  let s = clock.now - start
  print(name, Double(s.components.attoseconds) / 1e18 + Double(s.components.seconds))
  return value
}
let path = CommandLine.arguments[1]
let bytes = timed("read file") { [UInt8](FileManager.default.contents(atPath: path) ?? Data()) }
_ = timed("digest") { Digest(of: bytes) }
let reading = try timed("csv") { try CSVReader.read(bytes) }
let table = reading.table
print(table.rowCount, table.schema.fields.map { "\($0.name):\($0.type.name)" }.joined(separator: " "))
let sums = timed("summaries") { Parallel.map(table.columnCount) { ColumnSummary(of: table.baseColumns[$0]) } }
let parts = timed("canonical") { Parallel.map(table.columnCount) { table.baseColumns[$0].canonicalBytes } }
_ = timed("digests") { Parallel.map(parts.count) { Digest(of: parts[$0]) } }
print(sums.count, parts.reduce(0) { $0 + $1.count })
