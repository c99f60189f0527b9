import Canonical

/// The Content-Security-Policy of a page: nothing is fetched, and only the page's own style and script count.
///
/// A policy binds what follows it, so it stands first in the head; hashes, as `unsafe-inline` would let
/// `javascript:` links through. There is no `style` attribute in a page, since a hash does not cover those.
struct ContentPolicy: Sendable, Hashable {
  let text: String

  /// The policy for exactly these contents of the `style` and the `script` element.
  init(style: String, script: String) {
    text = [
      "default-src 'none'",
      "script-src \(ContentPolicy.source(of: script))",
      "style-src \(ContentPolicy.source(of: style))",
      "img-src data:",
      "font-src data:",
      "base-uri 'none'",
      "form-action 'none'",
    ].joined(separator: "; ")
  }

  private static func source(of content: String) -> String { "'sha256-\(Digest(of: content).base64)'" }
}
