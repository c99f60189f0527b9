import Canonical
import Frame

/// The feature steps, one file each.
package enum Steps {
  /// In the order of the documentation.
  package static let all: [StepSpec] = [
    Impute.spec, IndicateMissing.spec, Standardize.spec, MinMax.spec, Robust.spec, MaxAbs.spec, Log.spec,
    Log1p.spec, SquareRoot.spec, YeoJohnson.spec, Clip.spec, Normalize.spec, Bucket.spec, OneHot.spec,
    Ordinal.spec, TargetEncode.spec, Frequency.spec, Lump.spec, HashInto.spec, Cross.spec, Polynomial.spec,
    DateParts.spec, Cyclic.spec, Fourier.spec, EmbedPosition.spec, CountTerms.spec, TFIDF.spec, HashText.spec,
    DropConstant.spec, DropCorrelated.spec,
    Select.spec, PrincipalComponents.spec, SingularVectors.spec, Drop.spec,
    Keep.spec,
  ]

  /// The step of this name.
  package static subscript(name: String) -> StepSpec? { all.first { $0.name.hasSameBytes(as: name) } }

  static func unknown(_ name: String) -> StepFailure {
    let names = all.map(\.name)
    let nearest = suggestion(for: name, in: names)
    return StepFailure(
      "there is no feature step `\(name)`", hint: nearest ?? "the steps are \(enumeration(names, limit: 60))")
  }
}
