/// How often groups of rows are taken for the second of two classes, rightly and wrongly.
package struct GroupFairness: Sendable, Hashable {
  /// The groups that have rows.
  package var groups: [Group]

  package struct Group: Sendable, Hashable {
    package var name: String
    package var rows: Int
    /// The share taken for the second class.
    package var selected: Double
    /// Of the rows of the second class, the share taken for it; nil where there are none.
    package var truePositiveRate: Double?
    /// Of the rows of the first class, the share taken for the second; nil where there are none.
    package var falsePositiveRate: Double?

    package init(
      name: String, rows: Int, selected: Double, truePositiveRate: Double?, falsePositiveRate: Double?
    ) {
      self.name = name
      self.rows = rows
      self.selected = selected
      self.truePositiveRate = truePositiveRate
      self.falsePositiveRate = falsePositiveRate
    }
  }

  package init(groups: [Group]) { self.groups = groups }

  /// Nil for anything but two classes.
  package init?(_ evaluated: Evaluated, by column: SliceColumn) {
    guard evaluated.labels.count == 2 else { return nil }
    groups = zip(column.labels, column.members).filter { !$0.1.isEmpty }.map { name, rows in
      var (taken, positives, right) = (0, 0, 0)
      for row in rows {
        let (truth, predicted) = (evaluated.truthCodes[Int(row)], evaluated.predictedCodes[Int(row)])
        taken += Int(predicted)
        positives += Int(truth)
        right += Int(truth * predicted)
      }
      let negatives = rows.count - positives
      return Group(
        name: name, rows: rows.count, selected: Double(taken) / Double(rows.count),
        truePositiveRate: positives == 0 ? nil : Double(right) / Double(positives),
        falsePositiveRate: negatives == 0 ? nil : Double(taken - right) / Double(negatives))
    }
  }

  /// The largest share selected minus the smallest, as Fairlearn has it.
  package var demographicParityDifference: Double? { Self.range(groups.map(\.selected))?.difference }

  /// The smallest share selected divided by the largest; nil where none is selected at all.
  package var demographicParityRatio: Double? { Self.range(groups.map(\.selected))?.ratio }

  /// The larger of the ranges of true and of false positive rates.
  package var equalizedOddsDifference: Double? {
    [Self.range(groups.compactMap(\.truePositiveRate)), Self.range(groups.compactMap(\.falsePositiveRate))]
      .compactMap { $0?.difference }.max()
  }

  /// The smaller of the ratios of smallest to largest true and false positive rate.
  package var equalizedOddsRatio: Double? {
    [Self.range(groups.compactMap(\.truePositiveRate)), Self.range(groups.compactMap(\.falsePositiveRate))]
      .compactMap { $0?.ratio }.min()
  }

  private static func range(_ rates: [Double]) -> (difference: Double, ratio: Double?)? {
    guard let least = rates.min(), let most = rates.max() else { return nil }
    return (most - least, most > 0 ? least / most : nil)
  }
}
