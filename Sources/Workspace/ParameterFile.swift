import Yams

/// A YAML file of parameters, for `--params`.
package enum ParameterFile {
  /// Name and value as text, in the order of the file.
  package static func read(_ path: String) throws(WorkspaceError) -> [(name: String, value: String)] {
    let bytes = try AtomicFile.read(path)
    guard bytes.count <= 65_536 else { throw WorkspaceError("\(path) is larger than 64 kB") }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw WorkspaceError("\(path) is not UTF-8")
    }
    let node: Node?
    do {
      node = try compose(yaml: text)
    } catch {
      throw WorkspaceError("\(path) is not YAML: \(error)")
    }
    guard case .mapping(let mapping)? = node else {
      throw WorkspaceError("\(path) is no map of parameters", hint: "write a line for each: `name: value`")
    }
    var values: [(name: String, value: String)] = []
    for (key, value) in mapping {
      guard let name = key.string, case .scalar(let scalar) = value else {
        throw WorkspaceError("\(path): a parameter is a name and a plain value")
      }
      values.append((name, scalar.string))
    }
    return values
  }
}
