import Foundation
import Pipeline
import Report
import Syntax

/// Turns page contents into HTML files.
package struct Publisher: Sendable {
  private let templates: Templates

  /// Templates are those of the binary, each overridden by a file of its name in `templates/` of the project folder.
  package init(project: ProjectFolder) throws(WorkspaceError) {
    var overrides: [String: [UInt8]] = [:]
    for name in Templates.File.allCases.map(\.rawValue) {
      let path = "\(project.path)/templates/\(name)"
      if Paths.exists(path) { overrides[name] = try AtomicFile.read(path) }
    }
    templates = overrides.isEmpty ? .builtin : Templates(overrides: overrides)
  }

  /// The HTML of one notebook's page. Images below the project folder are embedded.
  package func html(_ page: PageContent, session: Session) throws(WorkspaceError) -> String {
    let images = ImageFiles(files: session.files)
    do {
      return try PageRenderer(templates: templates).render(page) { images.dataURI($0) }
    } catch {
      throw WorkspaceError("the page cannot be rendered: \(error)", hint: "look at the files in `templates/`")
    }
  }

  /// The HTML of an index of pages.
  package func index(_ entries: [IndexEntry], title: String) throws(WorkspaceError) -> String {
    do {
      return try IndexRenderer(templates: templates).render(entries, title: title)
    } catch {
      throw WorkspaceError(
        "the index cannot be rendered: \(error)", hint: "look at the files in `templates/`")
    }
  }
}

/// Local images as data URIs: raster formats only, told by their first bytes, at most 5 MB.
struct ImageFiles: Sendable {
  private let files: ContainedFiles

  private static let largest = 5_000_000

  init(files: ContainedFiles) { self.files = files }

  func dataURI(_ path: String) -> String? {
    guard let file = try? files.read(path), file.byteCount <= Self.largest, let bytes = try? file.bytes(),
      let kind = kind(bytes)
    else { return nil }
    return "data:image/\(kind);base64," + Data(bytes).base64EncodedString()
  }

  private func kind(_ bytes: [UInt8]) -> String? {
    if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) { return "png" }
    if bytes.starts(with: [0xFF, 0xD8, 0xFF]) { return "jpeg" }
    if bytes.starts(with: Array("GIF8".utf8)) { return "gif" }
    if bytes.count > 12, bytes.starts(with: Array("RIFF".utf8)), Array(bytes[8..<12]) == Array("WEBP".utf8) {
      return "webp"
    }
    return nil
  }
}
