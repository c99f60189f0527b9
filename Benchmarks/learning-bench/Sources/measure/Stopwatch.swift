import Foundation

/// Seconds on the clock, and those of all cores together.
struct Stopwatch {
  private let start = Stopwatch.now()

  private static func now() -> (clock: Double, cpu: Double) {
    func seconds(_ clock: clockid_t) -> Double {
      var time = timespec()
      clock_gettime(clock, &time)
      return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
    return (seconds(CLOCK_MONOTONIC), seconds(CLOCK_PROCESS_CPUTIME_ID))
  }

  func read() -> (seconds: Double, cpu: Double) {
    let now = Stopwatch.now()
    return (now.clock - start.clock, now.cpu - start.cpu)
  }
}
