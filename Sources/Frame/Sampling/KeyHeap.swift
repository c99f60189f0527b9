/// Numbered keys of which the smallest is at hand; of equal keys, the one with the larger number. A binary heap.
struct KeyHeap {
  typealias Entry = (key: Double, number: Int32)
  private(set) var entries: [Entry] = []

  var count: Int { entries.count }
  var first: Entry? { entries.first }

  mutating func insert(_ entry: Entry) {
    entries.append(entry)
    var place = entries.count - 1
    while place > 0, KeyHeap.isBefore(entries[place], entries[(place - 1) / 2]) {
      entries.swapAt(place, (place - 1) / 2)
      place = (place - 1) / 2
    }
  }

  /// Puts an entry in the place of the first one. There must be one.
  mutating func replaceFirst(with entry: Entry) {
    entries[0] = entry
    sink()
  }

  mutating func removeFirst() -> Entry? {
    guard let first = entries.first, let last = entries.popLast() else { return nil }
    if !entries.isEmpty { replaceFirst(with: last) }
    return first
  }

  static func isBefore(_ a: Entry, _ b: Entry) -> Bool {
    a.key != b.key ? a.key < b.key : a.number > b.number
  }

  private mutating func sink() {
    var place = 0
    while true {
      var smallest = place
      for child in [2 * place + 1, 2 * place + 2]
      where child < entries.count && KeyHeap.isBefore(entries[child], entries[smallest]) {
        smallest = child
      }
      guard smallest != place else { return }
      entries.swapAt(place, smallest)
      place = smallest
    }
  }
}
