/// An image that is carried inside the page.
struct EmbeddedImage: Sendable, Hashable {
  let uri: Escaped

  private static let prefixes = ["png", "jpeg", "gif", "webp"].map { "data:image/\($0);base64," }

  /// A `data:` URI of a PNG, JPEG, GIF or WebP image in base64; nil for anything else. SVG is refused, as it is a
  /// document and not just a picture.
  init?(dataURI: String) {
    let lower = dataURI.prefix(40).lowercased()
    guard let prefix = EmbeddedImage.prefixes.first(where: lower.hasPrefix) else { return nil }
    let data = dataURI.utf8.dropFirst(prefix.utf8.count)
    guard !data.isEmpty, data.allSatisfy(EmbeddedImage.isBase64) else { return nil }
    uri = Escaped(prefix + String(decoding: Array(data), as: UTF8.self))
  }

  private static func isBase64(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"): true
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "/"), UInt8(ascii: "="): true
    default: false
    }
  }
}
