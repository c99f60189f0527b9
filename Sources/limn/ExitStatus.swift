import Foundation
import Workspace

/// How the program ends.
enum ExitStatus: Int32, Error {
  case success = 0
  /// The checker found errors, or warnings with `--strict`.
  case invalid = 1
  /// Wrong usage, unknown parameter, unreadable path.
  case usage = 2
  /// A cell failed or a requirement did not hold.
  case failed = 3
  /// `status --exit-code` and `cache verify`: something is not as it should be.
  case different = 4
}

func leave(with status: ExitStatus) -> Never {
  Terminal.flush()
  exit(status.rawValue)
}

/// A mistake on the command line.
struct UsageError: Error {
  var message: String
  var hint: String?

  init(_ message: String, hint: String? = nil) {
    self.message = message
    self.hint = hint
  }
}

/// Runs `body`, turning what the workspace reports into a mistake of usage.
func workspace<T>(_ body: () throws(WorkspaceError) -> T) throws(UsageError) -> T {
  do throws(WorkspaceError) {
    return try body()
  } catch {
    throw UsageError(error.message, hint: error.hint)
  }
}
