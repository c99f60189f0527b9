enum Stopwatch {
  /// Milliseconds of `work`: the median over some repeats, fewer where it takes long. One run before is not counted.
  static func median(of work: () -> Void) -> Double {
    var spent = 0.0
    var times: [Double] = []
    work()
    while times.count < 3 || (times.count < 25 && spent < 600) {
      let time = ContinuousClock().measure(work)
      let milliseconds =
        Double(time.components.seconds) * 1000 + Double(time.components.attoseconds) / 1e15
      times.append(milliseconds)
      spent += milliseconds
    }
    return times.sorted()[times.count / 2]
  }
}
