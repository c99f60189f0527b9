/// What a metric says of some rows: a number, or why there is none.
package enum MetricValue: Sendable, Hashable {
  /// A finite number.
  case value(Double)
  /// The reason in a sentence without its full stop, such as `it needs rows of every class`.
  case undefined(String)

  /// The number; nil where there is none.
  package var value: Double? {
    if case .value(let value) = self { value } else { nil }
  }

  /// Why there is no number; nil where there is one.
  package var reason: String? {
    if case .undefined(let reason) = self { reason } else { nil }
  }

  /// What `compute` gives. A number that is not finite is none.
  init(_ compute: () throws -> Double) {
    do {
      let number = try compute()
      self = number.isFinite ? .value(number) : .undefined("its value is not a finite number")
    } catch let error as Undefined {
      self = .undefined(error.reason)
    } catch let error as LearningError {
      self = .undefined(error.message)
    } catch {
      self = .undefined("it could not be computed")
    }
  }
}

/// Thrown by a metric that has no value for the rows at hand.
struct Undefined: Error {
  let reason: String

  init(_ reason: String) { self.reason = reason }
}
