import Foundation
import Testing

/// A run that is killed loses nothing and spoils nothing.
struct InterruptionTests {
  @Test func killedAnywhereTheNextRunIsAsACleanOne() throws {
    let program = try Program()
    defer { program.remove() }
    try program.write(CommandTests.notebook, to: "notebooks/birds.md")
    try program.write(CommandTests.data, to: "notebooks/birds.csv")
    #expect(try program.run("render", "--no-cache").status == 0)
    let clean = try program.read("output/birds.html")
    var state: UInt64 = 11
    for round in 0..<25 {
      try? FileManager.default.removeItem(atPath: program.folder + "/notebooks/.limn")
      try? FileManager.default.removeItem(atPath: program.folder + "/output")
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let (process, _, _) = try program.start(["render"])
      usleep(UInt32(5000 + (state >> 40) % 120_000))
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
      if program.exists("output/birds.html") { #expect(try program.read("output/birds.html") == clean) }
      let next = try program.run("render")
      #expect(next.status == 0, "round \(round): \(next.errors)")
      #expect(try program.read("output/birds.html") == clean, "round \(round)")
      #expect(try program.run("cache", "verify").status == 0, "round \(round)")
    }
  }

  @Test func severalAtOnceOnOneProjectAllSucceed() throws {
    let program = try Program()
    defer { program.remove() }
    try program.write(CommandTests.notebook, to: "notebooks/birds.md")
    try program.write(CommandTests.data, to: "notebooks/birds.csv")
    let processes = try (0..<4).map {
      try program.start(["render", "-o", "page-\($0).html", "notebooks/birds.md"])
    }
    for (process, _, errors) in processes {
      let text = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
      process.waitUntilExit()
      #expect(process.terminationStatus == 0, "\(text)")
      #expect(!text.contains("locked"))
    }
    let pages = try (0..<4).map { try program.read("page-\($0).html") }
    #expect(Set(pages).count == 1)
  }
}
