import Frame

extension AggregateCall {
  /// The figure of values that are numbers, truth as 0 and 1; NaN where it has no value.
  func value(of values: [Double]) -> Double {
    switch function {
    case .any: return values.contains { $0 != 0 } ? 1 : 0
    case .all: return values.allSatisfy { $0 != 0 } ? 1 : 0
    default: return function.value(of: values)
    }
  }
}

extension Aggregate {
  /// The figure of all of the numbers; NaN where it has no value.
  func value(of values: [Double]) -> Double {
    let all = Grouping(by: [], rows: values.count)
    return (try? self.values(of: .numbers(values), in: all))?.doubles().first ?? .nan
  }
}
