/// Fan-out bundles: links of one look from one node leave it at one port and turn on one track, like the branches of a
/// stem, where the order has them side by side.
extension ContainerLayout {
  /// Fewer links than this are told apart more easily each on its own.
  static let smallestBundle = 3

  /// Joins segments in bundles, by the order that is settled.
  mutating func findBundles() {
    var next = 0
    for vertex in layered.vertices.indices where isNode(vertex) {
      var stem: [Int] = []
      func close() {
        if stem.count >= ContainerLayout.smallestBundle {
          for segment in stem { layered.segments[segment].bundle = next }
          next += 1
        }
        stem = []
      }
      for segment in leaving(vertex) {
        guard let look = look(segment) else {
          close()
          continue
        }
        if let first = stem.first, self.look(first) != look { close() }
        stem.append(segment)
      }
      close()
    }
  }

  /// What links of one bundle have in common; nil for a segment that is to stand alone. A long link is straighter
  /// without a stem.
  private func look(_ segment: Int) -> CompoundGraph.Look? {
    let segment = layered.segments[segment]
    let end = layered.vertices[segment.v]
    return segment.reversed || !(end.isChild || end.kind == .label) ? nil : graph.links[segment.link].look
  }

  /// The segments behind a vertex in their order, those of one bundle together.
  func stems(_ segments: [Int]) -> [[Int]] {
    var result: [[Int]] = []
    for segment in segments {
      let bundle = layered.segments[segment].bundle
      if bundle >= 0, let last = result.last?.last, layered.segments[last].bundle == bundle {
        result[result.count - 1].append(segment)
      } else {
        result.append([segment])
      }
    }
    return result
  }
}
