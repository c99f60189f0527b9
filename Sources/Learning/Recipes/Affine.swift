import Canonical

/// `(x − shift) / scale`, as learned from one column.
struct Affine: Sendable {
  let shift: Double
  let scale: Double

  /// Missing values stay missing.
  func apply(_ step: String, to values: WorkingValues, of name: String) throws(LearningError) -> WorkingValues
  {
    guard case .numbers(let numbers, _) = values else { throw mismatch(step, name) }
    return .numbers(numbers.scaled(by: self), .number)
  }

  func apply(to numbers: UnsafeMutableBufferPointer<Double>) {
    let (shift, scale) = (shift, scale)
    for index in numbers.indices { numbers[index] = (numbers[index] - shift) / scale }
  }

  init(shift: Double, scale: Double) {
    self.shift = shift
    self.scale = scale
  }

  /// The scale of a column whose spread is `spread`: one where that is no more than rounding error.
  static func scale(_ spread: Double) -> Double { spread < 10 * Double.ulpOfOne ? 1 : spread }

  func encode(into writer: inout ByteWriter) {
    writer.write(shift)
    writer.write(scale)
  }

  init(decoding reader: inout ByteReader) throws(DecodingFailure) {
    shift = try reader.readDouble()
    scale = try reader.readDouble()
    guard shift.isFinite, scale.isFinite, scale > 0 else {
      throw DecodingFailure("a scaling that is not finite and positive")
    }
  }
}

/// Scalers take numbers, and truth values where they are named.
func acceptsNumbers(_ kind: WorkingKind, hint: String) -> Acceptance {
  switch kind {
  case .number, .integer: .taken
  case .boolean: .whenNamed
  case .category, .bins, .pairs: .refused(hint: hint)
  case .text, .date, .datetime, .features, .sparse: .refused(hint: nil)
  }
}
