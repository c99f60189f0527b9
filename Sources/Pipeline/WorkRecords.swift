import Canonical

/// Results of pieces of a cell's work, kept under keys of their own: a run that was ended before its cell was done goes on where
/// it was. Where nothing is kept every record is a miss.
package struct WorkRecords: Sendable {
  private let find: @Sendable (Digest) -> [UInt8]?
  private let store: @Sendable ([(manifest: [UInt8], key: Digest)]) -> Void

  /// Keeps nothing.
  package static let none = WorkRecords(find: { _ in nil }, store: { _ in })

  package init(
    find: @escaping @Sendable (Digest) -> [UInt8]?,
    store: @escaping @Sendable ([(manifest: [UInt8], key: Digest)]) -> Void
  ) {
    self.find = find
    self.store = store
  }

  /// The bytes kept under a key, as they were kept.
  package subscript(key: Digest) -> [UInt8]? { find(key) }

  /// Keeps the bytes of pieces that are done, all or none of them.
  package func keep(_ records: [(manifest: [UInt8], key: Digest)]) {
    if !records.isEmpty { store(records) }
  }
}

extension WorkRecords {
  /// In the store of results. `isRefreshed`: nothing is looked up, as when everything is to be computed again.
  init(_ store: any Store, verb: String, isRefreshed: Bool) {
    self.init(
      find: { isRefreshed ? nil : store.result(for: $0)?.manifest },
      store: { store.keep($0, verb: verb) })
  }
}
