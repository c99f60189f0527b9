/// Metrics of clusters, by the true classes of their rows or by the features alone, and of anomalies without a truth.
enum ClusteringMetrics {
  static let all: [MetricSpec] = [silhouette, daviesBouldin, calinskiHarabasz] + references + [flagged]

  private static let references = [
    reference(
      "adjusted_rand", "adjusted Rand",
      "share of the pairs of rows on which classes and clusters agree, corrected for chance (Hubert and Arabie 1985)"
    ) { table in
      let (both, classes, clusters, all) = table.pairs
      // Of the pairs: together in both, in the class alone, in the cluster alone, and in neither.
      let (alone, other) = (classes - both, clusters - both)
      let neither = all - both - alone - other
      if alone == 0, other == 0 { return 1 }
      return 2 * (both * neither - alone * other)
        / ((both + alone) * (alone + neither) + (both + other) * (other + neither))
    },
    reference("rand", "Rand", "share of the pairs of rows on which classes and clusters agree") { table in
      let (both, classes, clusters, all) = table.pairs
      return all == 0 ? 1 : (all + 2 * both - classes - clusters) / all
    },
    reference(
      "fowlkes_mallows", "Fowlkes–Mallows",
      "geometric mean of precision and recall over pairs of rows that are in one cluster"
    ) { table in
      let (both, classes, clusters, _) = table.pairs
      return both == 0 ? 0 : (both / classes).squareRoot() * (both / clusters).squareRoot()
    },
    reference("mutual_info", "mutual information", "what classes and clusters tell of each other, in nats") {
      $0.mutualInformation
    },
    reference(
      "normalized_mutual_info", "NMI",
      "mutual information divided by the mean entropy of classes and clusters"
    ) { table in
      if table.classes.count == 1, table.clusters.count == 1 { return 1 }
      let information = table.mutualInformation
      return information <= Double.ulpOfOne ? 0 : information / mean(table)
    },
    reference(
      "adjusted_mutual_info", "AMI",
      "normalized mutual information, corrected for chance (Vinh and others 2010)", mostRows: 10_000
    ) { table in
      if table.classes.count == 1, table.clusters.count == 1 { return 1 }
      guard table.total < 5_000_000 else { throw Undefined("there are more than 5,000,000 rows") }
      let expected = table.expectedMutualInformation()
      let width = mean(table) - expected
      let denominator = width < 0 ? min(width, -Double.ulpOfOne) : max(width, Double.ulpOfOne)
      return (table.mutualInformation - expected) / denominator
    },
    reference("homogeneity", "homogeneity", "how far each cluster holds rows of one class alone") {
      homogeneity($0)
    },
    reference("completeness", "completeness", "how far the rows of each class are in one cluster") {
      completeness($0)
    },
    reference("v_measure", "V-measure", "harmonic mean of homogeneity and completeness") { table in
      let (a, b) = (homogeneity(table), completeness(table))
      return a + b == 0 ? 0 : 2 * a * b / (a + b)
    },
  ]

  private static func reference(
    _ name: String, _ title: String, _ summary: String, mostRows: Int? = nil,
    _ value: @escaping @Sendable (Contingency) throws -> Double
  ) -> MetricSpec {
    MetricSpec(
      name, title: title, tasks: [.clustering], needs: [.reference], summary: summary,
      .contingency(mostRows: mostRows, value))
  }

  private static func mean(_ table: Contingency) -> Double { (table.classEntropy + table.clusterEntropy) / 2 }

  private static func homogeneity(_ table: Contingency) -> Double {
    table.classEntropy == 0 ? 1 : table.mutualInformation / table.classEntropy
  }

  private static func completeness(_ table: Contingency) -> Double {
    table.clusterEntropy == 0 ? 1 : table.mutualInformation / table.clusterEntropy
  }

  // MARK: Without a truth

  /// The most rows between which all distances are taken.
  static let mostRows = 5_000

  /// P. Rousseeuw's (1987).
  private static let silhouette = geometric(
    "silhouette", "silhouette", better: true,
    "mean over rows of (b − a) / max(a, b), where a is the mean distance to its own cluster and b that to the nearest other; of more than 5,000 rows over evenly chosen ones"
  ) { points in
    let points = points.thinned(to: mostRows)
    try points.requireClusters()
    let values = [Double](count: points.count, atLeast: 64) { range, slots in
      for row in range { slots[row] = points.silhouette(of: row) }
    }
    return FixedOrder.sum(values) / Double(values.count)
  }

  /// D. Davies and D. Bouldin's (1979).
  private static let daviesBouldin = geometric(
    "davies_bouldin", "Davies–Bouldin", better: false,
    "mean over clusters of the largest ratio of the spreads of two clusters to the distance of their centres"
  ) { points in
    try points.requireClusters()
    let centres = points.centres
    let spreads = points.members.indices.map { cluster in
      FixedOrder.sum(points.members[cluster].map { points.distance(points.row($0), centres[cluster]) })
        / Double(points.members[cluster].count)
    }
    let between = centres.map { a in centres.map { points.distance(a, $0) } }
    if spreads.allSatisfy({ $0 <= 1e-8 }) || between.joined().allSatisfy({ $0 <= 1e-8 }) { return 0 }
    let worst = centres.indices.map { a in
      centres.indices.map { b in between[a][b] == 0 ? 0 : (spreads[a] + spreads[b]) / between[a][b] }.max()
        ?? 0
    }
    return FixedOrder.sum(worst) / Double(worst.count)
  }

  /// T. Caliński and J. Harabasz' (1974).
  private static let calinskiHarabasz = geometric(
    "calinski_harabasz", "Caliński–Harabasz", better: true,
    "spread between the clusters to spread within them, each for its degrees of freedom"
  ) { points in
    try points.requireClusters()
    let centres = points.centres
    let whole = points.centre(of: Array(0..<points.count))
    var (between, within) = (0.0, 0.0)
    for (cluster, members) in points.members.enumerated() {
      between += Double(members.count) * points.square(centres[cluster], whole)
      within += FixedOrder.sum(members.map { points.square(points.row($0), centres[cluster]) })
    }
    if within == 0 { return 1 }
    let clusters = Double(points.members.count)
    return between * (Double(points.count) - clusters) / (within * (clusters - 1))
  }

  private static func geometric(
    _ name: String, _ title: String, better: Bool, _ summary: String,
    _ value: @escaping @Sendable (ClusteredPoints) throws -> Double
  ) -> MetricSpec {
    MetricSpec(
      name, title: title, tasks: [.clustering], higherIsBetter: better, needs: [.features], summary: summary,
      .rows(
        noInterval: "a row that is drawn twice lies at no distance from itself, which tightens every cluster"
      ) {
        try value(try ClusteredPoints($0))
      })
  }

  private static let flagged = MetricSpec(
    "flagged_share", title: "flagged", tasks: [.anomaly], higherIsBetter: false,
    summary: "share of the rows that the model calls anomalies",
    .sums({ RowTerms([$0.predictedCodes.map(Double.init)]) }, { $0.mean(0) }))
}
