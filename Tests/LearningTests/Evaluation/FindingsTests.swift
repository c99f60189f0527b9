import Frame
@testable import Learning
import Testing

@Suite("What evaluations find")
struct FindingsTests {
  private func binary(_ truth: [Int32], _ probability: [Double]) throws -> Evaluated {
    try Evaluated(
      truth: .dense(labels: ["no", "yes"], codes: truth),
      prediction: .probabilities(labels: ["no", "yes"], values: probability.flatMap { [1 - $0, $0] }))
  }

  // MARK: Slices

  @Test func columnsAsGroups() throws {
    let city = try SliceColumn(.category(["b", "a", nil, "b"]), name: "city", bins: 4)
    #expect(city.labels == ["a", "b", "missing"])
    #expect(city.members == [[1], [0, 3], [2]])
    let number = try SliceColumn(.numbers([1, 2, 3, 4, 5, 6, 7, .nan]), name: "x", bins: 2)
    #expect(number.labels == ["≤ 4", "> 4", "missing"])
    #expect(number.codes == [0, 0, 0, 0, 1, 1, 1, 2])
    let few = try SliceColumn(.integers([2, 1, 2]), name: "x", bins: 4)
    #expect(few.labels == ["1", "2"])
    let flag = try SliceColumn(.booleans([true, nil, false]), name: "x", bins: 4)
    #expect(flag.labels == ["no", "yes", "missing"])
    let constant = try SliceColumn(.numbers([3, 3, 3]), name: "x", bins: 4)
    #expect(constant.labels == ["3"])
    #expect(learningError { _ = try SliceColumn(.dates([1, 2]), name: "day", bins: 4) } != nil)
  }

  @Test func rareLevelsShareAGroup() throws {
    let column = Column.category((0..<200).map { "v\($0 % 40)" } + ["v1"])
    let groups = try SliceColumn(column, name: "v", bins: 4)
    #expect(groups.labels.count == SliceColumn.mostLevels)
    #expect(groups.labels.last == "17 others")
    #expect(groups.members.reduce(0) { $0 + $1.count } == 201)
  }

  @Test func aPlantedGroupIsFound() throws {
    var stream = RandomStream(seed: 3, stream: 0)
    let rows = 2_000
    let sex = (0..<rows).map { _ in stream.nextDouble() < 0.5 ? "f" : "m" }
    let region = (0..<rows).map { _ in ["n", "s", "w"][stream.next(below: 3)] }
    let losses = (0..<rows).map { row -> Double in
      let isPlanted = sex[row] == "f" && region[row] == "w"
      return stream.nextDouble() < (isPlanted ? 0.6 : 0.1) ? 1 : 0
    }
    let columns = [
      try SliceColumn(.category(sex), name: "sex", bins: 4),
      try SliceColumn(.category(region), name: "region", bins: 4),
    ]
    let found = SliceDiscovery(columns: columns, losses: losses, top: 3, least: 20)
    let worst = try #require(found.slices.first)
    #expect(worst.conditions == [.init(column: "sex", group: "f"), .init(column: "region", group: "w")])
    #expect(worst.adjusted < 1e-6)
    #expect(worst.loss > 0.5)
    #expect(found.candidates == 11)
    let none = SliceDiscovery(columns: columns, losses: losses.map { _ in 0.25 }, top: 3, least: 20)
    #expect(none.slices.isEmpty)
  }

  /// Only pairs of the columns that are worst by themselves are looked at, however many columns there are.
  @Test func manyColumns() throws {
    var stream = RandomStream(seed: 9, stream: 0)
    let rows = 120
    let losses = (0..<rows).map { $0 % 2 == 0 ? 1.0 : 0 }
    let columns = try (0..<60).map { index in
      try SliceColumn(
        .booleans((0..<rows).map { _ in stream.nextDouble() < 0.5 }), name: "c\(index)", bins: 4)
    }
    let found = SliceDiscovery(columns: columns, losses: losses, top: 2, least: 1)
    #expect(found.candidates <= 120 + 4 * 40 * 39 / 2)
    #expect(found.candidates > 120)
  }

  /// Snorkel's definition: the score of the rows of a slice is that of these rows by themselves.
  @Test func scoresOfSlices() throws {
    let evaluated = try binary([0, 1, 1, 0, 1, 0], [0.2, 0.9, 0.4, 0.6, 0.7, 0.1])
    let slice = try evaluated.rows([1, 2, 3])
    #expect(Metrics["accuracy"]?.compute(slice) == 1.0 / 3)
    #expect(Metrics["recall"]?.compute(slice) == 0.5)
    #expect(Metrics["roc_auc"]?.compute(slice) == 0.5)
    #expect(
      Metrics["roc_auc"]?.score(try evaluated.rows([1, 2])).reason == "there are only rows of the class `yes`"
    )
  }

  // MARK: Comparisons

  @Test func mcNemar() throws {
    let truth: [Int32] = [1, 1, 1, 1, 1, 1, 0, 0]
    let first = try binary(truth, [0.9, 0.9, 0.9, 0.9, 0.9, 0.9, 0.1, 0.9])
    let second = try binary(truth, [0.1, 0.1, 0.1, 0.1, 0.1, 0.9, 0.1, 0.9])
    let test = try #require(McNemarTest(first, second))
    #expect(test.firstAlone == 5 && test.secondAlone == 0)
    #expect(agree(test.pValue, 2.0 / 32, within: 1e-12))
    #expect(McNemarTest(first, first)?.pValue == 1)
    let many = McNemarTest(
      firstRight: [Bool](repeating: true, count: 1200) + [Bool](repeating: false, count: 1000),
      secondRight: [Bool](repeating: false, count: 1200) + [Bool](repeating: true, count: 1000))
    #expect(many.pValue < 0.0001 && many.pValue > 0)
  }

  @Test func areasThatCannotBeCompared() throws {
    let first = try binary([0, 0, 1], [0.1, 0.2, 0.9])
    #expect(DeLongTest(first, first) == nil)
    let three = try Evaluated(
      truth: .classes(labels: ["a", "b", "c"], codes: [0, 1, 2]),
      prediction: .probabilities(labels: ["a", "b", "c"], values: [1, 0, 0, 0, 1, 0, 0, 0, 1]))
    #expect(DeLongTest(three, three) == nil)
  }

  // MARK: Costs, fairness, sets

  @Test func costsAreLeastAtTheBestThreshold() throws {
    let truth: [Int32] = [0, 0, 1, 0, 1, 1, 0]
    let probability = [0.1, 0.3, 0.35, 0.4, 0.8, 0.9, 0.6]
    let sweep = try #require(CostSweep(try binary(truth, probability), falsePositive: 1, falseNegative: 4))
    func cost(_ threshold: Double) -> Double {
      zip(truth, probability).reduce(0) { sum, row in
        let taken = row.1 >= threshold
        return sum + (taken && row.0 == 0 ? 1 : !taken && row.0 == 1 ? 4 : 0)
      } / 7
    }
    let all = (probability + [.infinity]).map { cost($0) }
    #expect(sweep.best == all.min())
    #expect(cost(sweep.threshold) == sweep.best)
    #expect(sweep.own == cost(0.5000001))
    #expect(sweep.none == 12.0 / 7 && sweep.all == 4.0 / 7)
    let numbers = try Evaluated(truth: .numbers([1]), prediction: .values([1]))
    #expect(CostSweep(numbers, falsePositive: 1, falseNegative: 1) == nil)
  }

  /// By hand, with Fairlearn's definitions.
  @Test func fairness() throws {
    let evaluated = try binary([1, 1, 0, 0, 1, 0, 0, 0], [0.9, 0.2, 0.8, 0.1, 0.9, 0.2, 0.1, 0.3])
    let groups = try SliceColumn(.category(["a", "a", "a", "a", "b", "b", "b", "b"]), name: "g", bins: 4)
    let fairness = try #require(GroupFairness(evaluated, by: groups))
    #expect(fairness.groups.map(\.selected) == [0.5, 0.25])
    #expect(fairness.groups.map(\.truePositiveRate) == [0.5, 1])
    #expect(fairness.groups.map(\.falsePositiveRate) == [0.5, 0])
    #expect(fairness.demographicParityDifference == 0.25)
    #expect(fairness.demographicParityRatio == 0.5)
    #expect(fairness.equalizedOddsDifference == 0.5)
    #expect(fairness.equalizedOddsRatio == 0)
  }

  @Test func setsHoldTheTruthAsOftenAsAsked() throws {
    var stream = RandomStream(seed: 1, stream: 0)
    func draw(_ rows: Int) throws -> Evaluated {
      let truth = (0..<rows).map { _ in stream.nextNormal() }
      return try Evaluated(
        truth: .numbers(truth), prediction: .values(truth.map { $0 + stream.nextNormal() * 0.5 }))
    }
    let sets = try ConformalPrediction(level: 0.9, calibration: draw(2_000), judged: draw(2_000))
    #expect((sets.coverage - 0.9).magnitude < 0.03)
    #expect((sets.reach - 0.5 * 1.645).magnitude < 0.08)
    #expect(sets.size == 2 * sets.reach)
    let few = learningError { _ = try ConformalPrediction(level: 0.9, calibration: draw(5), judged: draw(5)) }
    #expect(few?.hint == "9 rows are needed at least")
  }

  @Test func setsOfClasses() throws {
    let calibration = try binary(
      [1, 1, 1, 1, 0, 0, 0, 0, 1], [0.9, 0.8, 0.7, 0.95, 0.1, 0.2, 0.3, 0.45, 0.4])
    let judged = try binary([1, 0, 1], [0.9, 0.5, 0.3])
    // The eighth of nine distances from the truth: 0.45.
    let sets = try ConformalPrediction(level: 0.8, calibration: calibration, judged: judged)
    #expect(agree(sets.reach, 0.45, within: 1e-12))
    #expect(sets.sizes == [1, 2, 0])
    #expect(agree(sets.coverage, 1.0 / 3, within: 1e-12))
  }

  @Test func worstRows() throws {
    let evaluated = try binary([1, 0, 1, 0], [0.4, 0.9, 0.1, 0.2])
    #expect(evaluated.worst(5) == [1, 2, 0])
    #expect(evaluated.worst(1) == [1])
    let numbers = try Evaluated(truth: .numbers([1, 2, 3]), prediction: .values([1, 5, 2]))
    #expect(numbers.worst(2) == [1, 2])
  }

  // MARK: Clusters and anomalies

  @Test func anomaliesHeldAgainstTheTruth() throws {
    let prediction = Prediction.anomalies(scores: [0.1, 0.9, 0.8, 0.2], flagged: [false, true, true, false])
    let evaluated = try Evaluated(
      truth: .dense(labels: ["false", "true"], codes: [0, 1, 0, 0]), prediction: prediction)
    #expect(evaluated.task == .classification)
    #expect(Metrics["roc_auc"]?.compute(evaluated) == 1)
    #expect(Metrics["precision"]?.compute(evaluated) == 0.5)
    #expect(Metrics["log_loss"]?.score(evaluated).reason == "the model gives no probabilities")
    let alone = try Evaluated(truth: .none(count: 4), prediction: prediction)
    #expect(alone.task == .anomaly)
    #expect(Metrics["flagged_share"]?.compute(alone) == 0.5)
  }

  @Test func clustersWithoutATruth() throws {
    let evaluated = try Evaluated(
      truth: .none(count: 3), prediction: .clusters(codes: [0, 0, 1], count: 2),
      features: matrix([[0, 0], [0, 1], [9, 9]]))
    #expect(
      Metrics["adjusted_rand"]?.score(evaluated).reason == "the true classes are not known: `against COLUMN`")
    #expect((Metrics["silhouette"]?.compute(evaluated) ?? 0) > 0.5)
    let one = try evaluated.rows([0, 1])
    #expect(Metrics["silhouette"]?.score(one).reason == "all rows are in one cluster")
  }
}
