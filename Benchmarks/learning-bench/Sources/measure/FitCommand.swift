import Foundation
import Learning

/// Fits a model to the first half of a file and predicts the second: `{"seconds":…,"cpu":…,…}` on one line.
struct FitCommand {
  private let data: Matrix
  private let wanted: Wanted

  init(_ words: [String]) throws {
    data = try Matrix(words[0])
    wanted = try Wanted(Array(words.dropFirst()))
  }

  func run() throws {
    var request = data.training
    request.parameters = wanted.parameters
    let fitting = Stopwatch()
    let model = try wanted.spec.fit(request)
    let (seconds, cpu) = fitting.read()
    let predicting = Stopwatch()
    let prediction = try model.predict(data.later.matrix)
    let (predictSeconds, predictCPU) = predicting.read()
    let storing = Stopwatch()
    let bytes = Predictors.encode(model)
    let stored = storing.read().seconds
    guard case .classes(_, let codes) = data.later.target else { return }
    let right = zip(prediction.labelCodes, codes).count { $0 == $1 }
    print(
      """
      {"seconds":\(seconds),"cpu":\(cpu),"predict_seconds":\(predictSeconds),"predict_cpu":\(predictCPU),\
      "accuracy":\(Double(right) / Double(codes.count)),"bytes":\(bytes.count),"encode_seconds":\(stored)}
      """)
  }
}
