import ArgumentParser
import Foundation

/// The program: one file a subcommand; nothing outside this module prints or exits.
@main
struct Limn: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "limn",
    abstract: "Literate pipeline notebooks: Markdown in, one self-contained page out.",
    discussion: """
      EXAMPLE
        limn render                          notebooks/ to output/
        limn render notebooks/penguins.md    one notebook
        limn check notebooks/                every static check, nothing executed
      """,
    version: "0.1.0",
    subcommands: [
      RenderCommand.self, CheckCommand.self, DiagramCommand.self, StatusCommand.self, WhyCommand.self,
      ShowCommand.self, HistoryCommand.self, CacheCommand.self, InitCommand.self, DocsCommand.self,
      DumpCommand.self,
    ])

  static func main() async {
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
    keepMemory()
    do {
      var command = try parseAsRoot()
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
    } catch let status as ExitStatus {
      leave(with: status)
    } catch let error as UsageError {
      Terminal.standardError.line("limn: \(error.message)")
      if let hint = error.hint { Terminal.standardError.line("  hint: \(hint)") }
      leave(with: .usage)
    } catch {
      let code = exitCode(for: error)
      if code == .success || code.rawValue == 0 { exit(withError: error) }
      Terminal.standardError.line(fullMessage(for: error))
      leave(with: .usage)
    }
  }

  /// Lets memory of large arrays, once freed, serve the next ones: by default it goes back to the system at once, and
  /// every column costs its page faults anew. Does nothing where the C library has no `mallopt`, which is sought by name
  /// since no Swift module declares it.
  private static func keepMemory() {
    typealias Option = @convention(c) (_ parameter: CInt, _ value: CInt) -> CInt
    guard let symbol = dlsym(nil, "mallopt") else { return }
    let setOption = unsafeBitCast(symbol, to: Option.self)
    // `M_MMAP_THRESHOLD` and `M_TRIM_THRESHOLD` of glibc's `malloc.h`, in bytes.
    _ = setOption(-3, 32 << 20)
    _ = setOption(-1, 128 << 20)
  }
}
