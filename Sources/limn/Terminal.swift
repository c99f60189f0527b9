import ArgumentParser
import Foundation
import Synchronization

/// When to colour.
enum ColorChoice: String, ExpressibleByArgument, CaseIterable {
  case auto, always, never
}

/// A stream of text to a person: whole lines, coloured where the terminal can, and one live line that is rewritten.
final class Terminal: Sendable {
  enum Style: String {
    case bold = "1"
    case dim = "2"
    case red = "31"
    case green = "32"
    case yellow = "33"
    case blue = "34"
    case cyan = "36"
  }

  static let standardOutput = Terminal(descriptor: STDOUT_FILENO)
  static let standardError = Terminal(descriptor: STDERR_FILENO)

  private struct State {
    var color: Bool
    var liveLine = ""
  }

  private let descriptor: Int32
  /// Whether a person is looking.
  let isInteractive: Bool
  private let state: Mutex<State>

  private init(descriptor: Int32) {
    self.descriptor = descriptor
    isInteractive = isatty(descriptor) == 1 && ProcessInfo.processInfo.environment["TERM"] != "dumb"
    let refused = !(ProcessInfo.processInfo.environment["NO_COLOR"] ?? "").isEmpty
    state = Mutex(State(color: isInteractive && !refused))
  }

  static func choose(_ choice: ColorChoice) {
    guard choice != .auto else { return }
    for terminal in [standardOutput, standardError] {
      terminal.state.withLock { $0.color = choice == .always }
    }
  }

  static func flush() {
    standardError.live("")
    fflush(nil)
  }

  func styled(_ text: String, _ style: Style) -> String {
    state.withLock(\.color) ? "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m" : text
  }

  /// Writes a line; a live line is put back below it.
  func line(_ text: String) {
    state.withLock { state in
      write((state.liveLine.isEmpty ? "" : "\r\u{1B}[K") + text + "\n" + state.liveLine)
    }
  }

  /// Replaces the live line; nothing happens where nobody is looking.
  func live(_ text: String) {
    guard isInteractive else { return }
    state.withLock { state in
      guard state.liveLine != text else { return }
      write("\r\u{1B}[K" + text)
      state.liveLine = text
    }
  }

  /// Raw bytes, such as an SVG on standard output.
  func raw(_ text: String) { write(text) }

  private func write(_ text: String) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      if count <= 0 { return }
      bytes = bytes.dropFirst(count)
    }
  }
}

/// Text from outside with control characters shown, so that data cannot steer the terminal.
func printable(_ text: String) -> String {
  var out = String.UnicodeScalarView()
  for scalar in text.unicodeScalars {
    switch scalar.value {
    case 0..<0x20, 0x7F..<0xA0, 0x202A...0x202E, 0x2066...0x2069:
      out.append(contentsOf: "\\u{\(String(scalar.value, radix: 16))}".unicodeScalars)
    default: out.append(scalar)
    }
  }
  return String(out)
}
