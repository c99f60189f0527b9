import Canonical

/// A classifier whose probabilities pass through a curve fitted to rows that models of its kind had not seen.
package struct CalibratedPredictor: Predictor {
  package static let kind = "calibrated"

  /// The model whose probabilities are calibrated.
  package let model: any Predictor
  let calibration: Calibration

  /// Fits the curve to `prediction`, which models of the same choice have made of rows they had not seen, with `truth` (positions
  /// among the labels of `prediction`). Fails where `model` tells other classes apart.
  package init(
    _ model: any Predictor, _ method: CalibrationMethod, outOfFold prediction: Prediction, truth: [Int32],
    weights: [Double]? = nil
  ) throws(LearningError) {
    guard let classes = model.classes, prediction.labels == classes else {
      throw LearningError("the model and those of the cross-validation tell different classes apart")
    }
    self.model = model
    calibration = try Calibration(method, prediction, truth: truth, weights: weights)
  }

  package func predict(_ matrix: FeatureMatrix) throws(LearningError) -> Prediction {
    calibration.apply(to: try model.predict(matrix))
  }

  /// What the model behind it, or one of its choice, has said of some rows, calibrated.
  package func calibrated(_ prediction: Prediction) -> Prediction { calibration.apply(to: prediction) }

  package var importance: [FeatureImportance] { model.importance }
  package var importanceMeaning: String { model.importanceMeaning }
  package var facts: [ModelFact] { model.facts + [ModelFact("calibrated by", method.rawValue)] }
  package var warnings: [String] { model.warnings }
  package var trainingCurve: TrainingCurve? { model.trainingCurve }
  package var featureNames: [String] { model.featureNames }
  package var classes: [String]? { model.classes }

  private var method: CalibrationMethod {
    switch calibration {
    case .sigmoid: .sigmoid
    case .isotonic: .isotonic
    case .temperature: .temperature
    }
  }

  package var parameterCount: Int {
    switch calibration {
    case .sigmoid(let curves): model.parameterCount + 2 * curves.count
    case .isotonic(let curves): model.parameterCount + curves.reduce(0) { $0 + 2 * $1.scores.count }
    case .temperature: model.parameterCount + 1
    }
  }
}

extension CalibratedPredictor {
  package func encode(into writer: inout ByteWriter) {
    writer.write(Predictors.encode(model))
    switch calibration {
    case .sigmoid(let curves):
      writer.write(UInt8(0))
      writer.write(curves.flatMap { [$0.slope, $0.offset] })
    case .isotonic(let curves):
      writer.write(UInt8(1))
      writer.write(each: curves) {
        $0.write($1.scores)
        $0.write($1.probabilities)
      }
    case .temperature(let divisor):
      writer.write(UInt8(2))
      writer.write(divisor)
    }
  }

  package init(decoding reader: inout ByteReader) throws(DecodingFailure) {
    model = try Predictors.decode(try reader.readBytes(), inside: Self.kind)
    switch try reader.readByte() {
    case 0:
      let numbers = try reader.readDoubles()
      guard numbers.count.isMultiple(of: 2), numbers.allSatisfy(\.isFinite) else {
        throw DecodingFailure("curves of a calibration that do not fit")
      }
      calibration = .sigmoid(
        stride(from: 0, to: numbers.count, by: 2).map {
          SigmoidCurve(slope: numbers[$0], offset: numbers[$0 + 1])
        })
    case 1:
      calibration = .isotonic(
        try reader.readArray { reader throws(DecodingFailure) in
          let (scores, probabilities) = (try reader.readDoubles(), try reader.readDoubles())
          guard let curve = IsotonicCurve(scores: scores, probabilities: probabilities) else {
            throw DecodingFailure("a curve of a calibration that is none")
          }
          return curve
        })
    case 2:
      let divisor = try reader.readDouble()
      guard divisor.isFinite, divisor > 0 else { throw DecodingFailure("a temperature out of range") }
      calibration = .temperature(divisor)
    default: throw DecodingFailure("a calibration of an unknown kind")
    }
    guard let classes = model.classes, calibration.fits(classes: classes.count) else {
      throw DecodingFailure("a calibration for other classes")
    }
  }
}
