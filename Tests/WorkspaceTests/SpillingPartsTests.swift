import Canonical
import Testing

@testable import Workspace

/// Parts beyond the limit stand in a file, and come back as they were.
struct SpillingPartsTests {
  @Test func partsComeBackFromTheFile() async throws {
    let folder = Folder()
    let keeper = SpillingParts(limit: 1000, folder: folder.path) { Issue.record("\($0)") }
    let contents = (0..<200).map { index in [UInt8](repeating: UInt8(index), count: index * 7 % 300) }
    let parts = await withTaskGroup(of: (Int, Part).self) { group in
      for (index, content) in contents.enumerated() {
        group.addTask { (index, keeper.keep(content)) }
      }
      return await group.reduce(into: [Int: Part]()) { $0[$1.0] = $1.1 }
    }
    for (index, content) in contents.enumerated() {
      let part = try #require(parts[index])
      #expect(try part.bytes() == content && part.digest == Digest(of: content))
    }
    let held = parts.values.filter(\.isHeld).reduce(0) { $0 + $1.byteCount }
    #expect(held <= 1000 && parts.values.contains { !$0.isHeld })
    withExtendedLifetime(folder) {}
  }
}
