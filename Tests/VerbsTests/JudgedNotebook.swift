import Pipeline
import TestSupport

extension TestNotebook {
  /// Birds drawn by `sampling`, a model learned from one of the draws and judged on another.
  static func judging(_ sampling: String, train: String = "train", test: String = "test") -> TestNotebook {
    TestNotebook(
      """
      ```load birds from "birds.csv"
      target species
      ```

      \(sampling)

      ```featurize features from \(train)
      drop island, note
      standardize numeric
      ```

      ```train model from features
      model logistic
      ```

      ```evaluate scores from model
      on \(test)
      ```
      """, files: VirtualFiles(["birds.csv": CachingTests.data]), store: MemoryStore())
  }

  /// What the checker concludes about the rows that models are judged on.
  var rowVerdicts: [String] {
    check().cells.flatMap { $0.work?.rowVerdicts ?? [] }.map(\.verdict.rawValue)
  }
}
