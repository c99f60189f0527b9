import CTemplates

/// The files of the folder `templates` that were built into the program: the only reader of `CTemplates`.
enum EmbeddedTemplates {
  /// Contents by file name.
  static let files: [String: [UInt8]] = {
    var files: [String: [UInt8]] = [:]
    for index in 0..<limn_template_count() {
      let file = limn_template_at(index)
      files[String(cString: file.name)] = Array(UnsafeBufferPointer(start: file.bytes, count: file.size))
    }
    return files
  }()
}
