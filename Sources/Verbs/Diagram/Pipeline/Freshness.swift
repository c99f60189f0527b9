import Drawing
import Pipeline

extension CellOutcome {
  /// Whether a result is there and up to date, as `limn status` says it.
  package var freshness: Diagram.Node.State {
    switch status {
    case .cached, .ran: .fresh
    case .stale, .skipped: .stale
    case .failed: .failed
    }
  }
}
