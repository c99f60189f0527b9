import Canonical
import Foundation

/// SVG to PNG through the `rsvg-convert` of librsvg, where it is installed.
package enum PNGConversion {
  /// The PNG of an SVG file that needs no variables and no media queries. `scale` is pixels of the PNG by those of the SVG.
  ///
  /// The program is started as it is, without a shell; the picture goes through pipes and no file is made.
  package static func png(_ svg: String, scale: Double) throws(WorkspaceError) -> [UInt8] {
    guard let program else {
      throw WorkspaceError(
        "PNG files are made by `rsvg-convert`, which is not installed",
        hint: "`apt-get install librsvg2-bin` installs it; .svg and .txt need no other program")
    }
    let ending = try run(
      program, ["--format", "png", "--zoom", NumberText.exact(scale)], input: Array(svg.utf8))
    guard ending.status == 0, ending.output.starts(with: signature) else {
      let said = String(decoding: ending.errors.prefix(400), as: UTF8.self).split(separator: "\n").first
      throw WorkspaceError(
        "`rsvg-convert` could not make the picture" + (said.map { ": \($0)" } ?? ""),
        hint: "a smaller --scale, or an .svg file")
    }
    return ending.output
  }

  private static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

  /// The first executable of that name in a folder of `PATH`; folders relative to the working one do not count.
  private static var program: URL? {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    return folders.filter { $0.hasPrefix("/") }.map { "\($0)/rsvg-convert" }
      .first { FileManager.default.isExecutableFile(atPath: $0) && !Paths.isFolder($0) }
      .map { URL(fileURLWithPath: $0) }
  }

  private struct Ending {
    var status: Int32
    var output: [UInt8]
    var errors: [UInt8]
  }

  private static func run(
    _ program: URL, _ arguments: [String], input: [UInt8]
  ) throws(WorkspaceError) -> Ending {
    let process = Process()
    process.executableURL = program
    process.arguments = arguments
    let (stdin, stdout, stderr) = (Pipe(), Pipe(), Pipe())
    process.standardInput = stdin
    process.standardOutput = stdout
    process.standardError = stderr
    do {
      try process.run()
    } catch {
      throw WorkspaceError("`rsvg-convert` cannot be started")
    }
    let writing = Thread {
      try? stdin.fileHandleForWriting.write(contentsOf: Data(input))
      try? stdin.fileHandleForWriting.close()
    }
    let errors = Gathered()
    let reading = Thread { errors.set((try? stderr.fileHandleForReading.readToEnd()) ?? Data()) }
    writing.start()
    reading.start()
    let output = (try? stdout.fileHandleForReading.readToEnd()) ?? Data()
    process.waitUntilExit()
    let status = process.terminationReason == .exit ? process.terminationStatus : -1
    return Ending(status: status, output: [UInt8](output), errors: [UInt8](errors.wait()))
  }

  /// What another thread reads, waited for.
  private final class Gathered: @unchecked Sendable {
    private var data = Data()
    private let done = DispatchSemaphore(value: 0)

    func set(_ data: Data) {
      self.data = data
      done.signal()
    }

    func wait() -> Data {
      done.wait()
      return data
    }
  }
}
