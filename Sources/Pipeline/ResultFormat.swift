import Canonical
import Frame
import Syntax

/// Formats of inline values: `| percent`, `| fixed 3`.
package enum ResultFormat {
  /// Every format: name, whether it takes a number of places, and what it does.
  package static let all: [(name: String, takesPlaces: Bool, summary: String)] = [
    ("percent", true, "as a percentage with one decimal, or as many as given"),
    ("fixed", true, "with as many decimals as given (2 when left out)"),
    ("thousands", false, "as an integer with thousands separated"),
    ("significant", true, "with three significant digits, or as many as given"),
    ("signed", true, "with its sign, and as many decimals as given (2 when left out)"),
  ]

  /// What is wrong with a format on a value of this type; nil for nothing.
  static func problem(_ format: ValueFormat, on type: FormulaType) -> Diagnostic? {
    guard let known = all.first(where: { $0.name == format.name.text }) else {
      let names = all.map(\.name)
      return Diagnostic(
        .inlineValue, at: format.name.span, "there is no format `\(format.name.text)`",
        hint: suggestion(for: format.name.text, in: names)
          ?? "formats: \(names.joined(separator: ", "))")
    }
    guard type == .number || type == .integer else {
      return Diagnostic(
        .inlineValue, at: format.name.span,
        "`\(known.name)` formats numbers, and this is \(type.name.withArticle)")
    }
    if format.arguments.isEmpty { return nil }
    if known.takesPlaces, format.arguments.count == 1, case .integer(let places) = format.arguments[0],
      (0...12).contains(places)
    {
      return nil
    }
    return Diagnostic(
      .inlineValue, at: format.name.span,
      known.takesPlaces
        ? "`\(known.name)` takes a number of places from 0 to 12" : "`\(known.name)` takes no argument")
  }

  /// The text of a result. Without a format: integers grouped, numbers with three significant digits below 100.
  static func text(_ value: Scalar, formats: [ValueFormat]) -> String {
    guard let format = formats.first else { return plain(value) }
    guard let number = value.number else { return plain(value) }
    var places: Int?
    if case .integer(let given)? = format.arguments.first { places = Int(clamping: given) }
    switch format.name.text {
    case "percent": return NumberText.percent(number, places ?? 1)
    case "fixed": return NumberText.fixed(number, places ?? 2)
    case "thousands": return NumberText.fixed(number, 0, grouped: true)
    case "significant": return NumberText.significant(number, max(1, places ?? 3))
    case "signed":
      let text = NumberText.fixed(number.magnitude, places ?? 2)
      return (number < 0 ? "−" : "+") + text
    default: return plain(value)
    }
  }

  /// Two results side by side: three decimals for numbers below ten, and as many digits as it takes to tell them apart.
  static func texts(_ a: Scalar, _ b: Scalar) -> (String, String) {
    let texts = (beside(a), beside(b))
    guard texts.0.utf8.elementsEqual(texts.1.utf8), let first = a.number, let second = b.number,
      first != second, first.isFinite, second.isFinite
    else { return texts }
    for digits in 4...15 {
      let longer = (NumberText.significant(first, digits), NumberText.significant(second, digits))
      if !longer.0.utf8.elementsEqual(longer.1.utf8) { return longer }
    }
    return (NumberText.exact(first), NumberText.exact(second))
  }

  private static func beside(_ value: Scalar) -> String {
    guard case .number(let number) = value, 0.001..<10 ~= number.magnitude else { return plain(value) }
    return NumberText.fixed(number, 3)
  }

  private static func plain(_ value: Scalar) -> String {
    switch value {
    case .missing: "not defined"
    case .number(let number): NumberText.significant(number, number.magnitude >= 100 ? 4 : 3)
    case .integer(let integer): NumberText.thousands(Int(integer))
    default: value.text
    }
  }
}

extension Scalar {
  /// The number that a numeric scalar holds.
  package var number: Double? {
    switch self {
    case .number(let value): value
    case .integer(let value): Double(value)
    default: nil
    }
  }
}
