import Canonical

/// Naive Bayes by scikit-learn's definitions: `GaussianNB`, `MultinomialNB`, `BernoulliNB` and `ComplementNB`.
enum NaiveBayes {
  static let name = "naive_bayes"

  static let spec = EstimatorSpec(
    name: name, summary: "naive Bayes: features are taken for independent within a class",
    tasks: [.classification],
    hyperparameters: [
      Hyperparameter(
        "kind", .choice(NaiveBayesPredictor.Kind.allCases.map(\.rawValue)), default: .text("gaussian"),
        summary:
          "gaussian: numbers; multinomial and complement: counts, not negative, such as those of words; bernoulli: yes or no"
      ),
      Hyperparameter(
        "alpha", .number(0...1e12), default: .number(1),
        summary: "count added to every feature (not gaussian)"),
      Hyperparameter(
        "var_smoothing", .number(0...1e6), default: .number(1e-9),
        summary: "share of the largest variance that is added to all (gaussian)"),
      Hyperparameter(
        "fit_prior", .boolean, default: .boolean(true),
        summary: "whether frequent classes are likelier (multinomial, bernoulli)"),
      Hyperparameter(
        "norm", .boolean, default: .boolean(false), summary: "whether weights are normalised (complement)"),
      Hyperparameter(
        "binarize", .number(-1e300...1e300), default: .number(0),
        summary: "values above it count as yes (bernoulli)"),
    ],
    meaningVersion: 1, fit: fit)

  /// The options that one kind alone reads, or some of them.
  private static let owners: [(option: String, kinds: Set<NaiveBayesPredictor.Kind>)] = [
    ("alpha", [.multinomial, .bernoulli, .complement]), ("var_smoothing", [.gaussian]),
    ("fit_prior", [.multinomial, .bernoulli]), ("norm", [.complement]), ("binarize", [.bernoulli]),
  ]

  private static func fit(_ request: FitRequest, _ options: Options) throws -> any Predictor {
    guard case .classes(let labels, let codes) = request.target else {
      throw LearningError("`naive_bayes` predicts classes")
    }
    let kind = options.text("kind").flatMap(NaiveBayesPredictor.Kind.init(rawValue:)) ?? .gaussian
    for (option, kinds) in owners where options.isWritten(option) && !kinds.contains(kind) {
      let others = kinds.map(\.rawValue).sorted().joined(separator: ", ")
      throw LearningError(
        "`naive_bayes kind: \(kind.rawValue)` has no option `\(option)`", hint: "it belongs to \(others)")
    }
    if request.isCancelled() { throw CancellationError() }
    let weights = ClassShares(codes, classes: labels.count, weights: request.weights)
    if let empty = weights.totals.firstIndex(of: 0) {
      throw LearningError("every row of the class `\(labels[empty])` has the weight zero")
    }
    let model =
      switch kind {
      case .gaussian: try gaussian(request, options, labels, codes, weights)
      default: try counting(kind, request, options, labels, codes, weights)
      }
    request.progress?(1)
    return model
  }

  // MARK: Numbers

  private static func gaussian(
    _ request: FitRequest, _ options: Options, _ labels: [String], _ codes: [Int32], _ shares: ClassShares
  ) throws(LearningError) -> NaiveBayesPredictor {
    let matrix = request.matrix
    let smallest = try largestVariance(matrix) * (options.number("var_smoothing") ?? 1e-9)
    let moments = ClassMoments(matrix, codes, shares, weights: request.weights)
    let variances = moments.variances.map { $0 + smallest }
    if let place = variances.firstIndex(where: { !($0 > 0) }) {
      throw LearningError(
        "the feature `\(matrix.names[place % matrix.columnCount])` does not vary within a class",
        hint: "leave it out, or set `var_smoothing` above zero")
    }
    return NaiveBayesPredictor(
      kind: .gaussian, labels: labels, featureNames: matrix.names, constants: shares.logarithms(fit: true),
      first: moments.means, second: variances, threshold: 0)
  }

  /// Of all features, without weights.
  private static func largestVariance(_ matrix: FeatureMatrix) throws(LearningError) -> Double {
    var largest = 0.0
    func take(_ variance: Double, _ name: String) throws(LearningError) {
      guard variance.isFinite else {
        throw LearningError(
          "the values of `\(name)` are too large to compute with", hint: "add `standardize`")
      }
      largest = max(largest, variance)
    }
    switch matrix.storage {
    case .dense(let columns):
      for (name, column) in zip(matrix.names, columns) {
        let values = column.numbers
        try take(Moments.variance(values, mean: Moments.mean(values)), name)
      }
    case .sparse(let rows):
      for (name, variance) in zip(matrix.names, SparseMoments(rows, weights: nil).variances) {
        try take(variance, name)
      }
    }
    return largest
  }

  // MARK: Counts

  private static func counting(
    _ kind: NaiveBayesPredictor.Kind, _ request: FitRequest, _ options: Options, _ labels: [String],
    _ codes: [Int32], _ shares: ClassShares
  ) throws(LearningError) -> NaiveBayesPredictor {
    let matrix = request.matrix
    let threshold = kind == .bernoulli ? options.number("binarize") ?? 0 : 0
    let counts = try ClassCountsOfFeatures(
      matrix, codes, classes: labels.count, weights: request.weights,
      threshold: kind == .bernoulli ? threshold : nil)
    // scikit-learn's bound, below which a logarithm of zero would follow.
    let alpha = max(options.number("alpha") ?? 1, 1e-10)
    var constants = shares.logarithms(fit: kind == .complement ? true : options.boolean("fit_prior") ?? true)
    var weights: [Double]
    switch kind {
    case .complement:
      weights = counts.complement(alpha: alpha, normalized: options.boolean("norm") ?? false)
      constants = [Double](repeating: 0, count: labels.count)
    case .bernoulli: (weights, constants) = counts.bernoulli(alpha: alpha, shares.totals, constants)
    default: weights = counts.multinomial(alpha: alpha)
    }
    guard (weights + constants).allSatisfy(\.isFinite) else {
      throw LearningError("`naive_bayes` found no finite probabilities", hint: "raise `alpha`")
    }
    return NaiveBayesPredictor(
      kind: kind, labels: labels, featureNames: matrix.names, constants: constants, first: weights,
      second: [], threshold: threshold)
  }
}
