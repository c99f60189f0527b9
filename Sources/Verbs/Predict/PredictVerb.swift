import Canonical
import Frame
import Learning
import Pipeline
import Syntax

/// `predict NAME from MODEL`: what a model says of each row of a table, as columns beside those of the table.
struct PredictVerb: Verb {
  let spec = VerbSpec(
    name: "predict",
    summary: "Let a model predict each row of a table.",
    manual: """
      The result is the table with more columns: `predicted`, and for classes `confidence`, the probability of the class \
      predicted. `probability "CLASS"` adds the probability of a class by name. A model of clusters adds `cluster`, one of \
      anomalies `anomaly_score` and `anomaly`. A model of several labels adds `predicted_LABEL`, yes or no, and \
      `probability_LABEL` for each of them; where the labels are listed in a text, `predicted` lists those said of the row \
      instead, and `probability "LABEL"` adds the probability of one. A ranking adds `predicted`, a score that is larger for \
      rows that come first. Rows need no target.

      `to` also writes the rows to a file below the project folder, with the probabilities of all classes. The file is \
      put in place whole, and again when it is not there. A file that the notebook loads is never written over.
      """,
    names: .one, sources: .value,
    clauses: [
      ClauseSpec("on", .one("table", .valueName), required: true, summary: "The rows to predict."),
      ClauseSpec(
        "to", .one("file", .text), summary: "Write the rows to this file too: `.csv` or `.jsonl`."),
      ClauseSpec(
        "as", .one("name", .newName),
        summary: "The column of predictions, `predicted` when left out; those beside it are named after it."),
      ClauseSpec(
        "probability", .list("classes", .text),
        summary: "A column `probability_CLASS` for each class named."),
    ],
    example: """
      ```load birds
      inline
        species,mass,bill
        Adelie,3750,39
        Adelie,3800,40
        Adelie,3250,38
        Gentoo,5000,47
        Gentoo,5850,50
        Gentoo,4500,46
      target species
      ```

      ```load later
      inline
        mass,bill
        3400,39
        5200,48
      ```

      ```featurize features from birds
      standardize numeric
      ```

      ```train simple from features
      model logistic
      ```

      ```predict guesses from simple
      on later
      probability "Gentoo"
      ```
      """,
    meaning: 1)

  func check(_ cell: inout CellCheck) -> (any CellWork)? {
    guard let (model, source) = cell.source(0, as: ModelType.self, wanted: "a model"),
      let word = cell.clause("on")?.word("table"),
      let (table, rows) = cell.value(word, as: TableType.self, wanted: "a table"),
      model.features.areMade(from: table, word, for: "the model", &cell)
    else { return nil }
    let columns = PredictedColumns(
      task: model.task, name: cell.clause("as")?.word("name")?.text, classes: classes(model, &cell),
      labels: model.target?.labels, separator: model.target?.separator)
    var schema = table.schema
    for field in columns.fields {
      if schema[field.name] != nil {
        cell.error(
          .wrongValue, at: cell.clause("as")?.span ?? word.span,
          "`\(word.text)` has a column `\(field.name)` already",
          hint: "`as NAME` names the column of predictions; `rename` or `drop` the other in `load`")
        return nil
      }
      schema.fields.append(field)
    }
    let made = Dictionary(
      uniqueKeysWithValues: columns.fields.map { ($0.name, Set(model.features.inputColumns)) })
    let path = path(&cell)
    return PredictWork(
      columns: columns,
      type: TableType(
        schema: schema, origin: table.origin, derived: table.derived.merging(made) { old, _ in old }),
      path: path, pathSpan: cell.clause("to")?.span,
      inputs: [
        InputUse(source.producer, name: source.word.text, reads: .whole),
        // The other columns of a file come from the table of the run, and are no part of what is computed.
        InputUse(rows.producer, name: word.text, reads: .columns(model.features.inputColumns)),
      ])
  }

  private func classes(_ model: ModelType, _ cell: inout CellCheck) -> [String] {
    guard let clause = cell.clause("probability") else { return [] }
    guard model.task == .classification || model.target?.separator != nil else {
      guard model.target?.labels == nil else {
        cell.error(
          .wrongValue, at: clause.span, "each label has a column with its probability already",
          hint: "leave `probability` out")
        return []
      }
      cell.error(
        .wrongValue, at: clause.span, "the model does not predict classes, so it has no probabilities")
      return []
    }
    var classes: [String] = []
    for case .text(let name) in clause.literals("classes") where !classes.contains(name) {
      classes.append(name)
    }
    return classes
  }

  /// The file to write; errors where it is of another kind than can be written, or one that the notebook reads.
  private func path(_ cell: inout CellCheck) -> String? {
    guard let clause = cell.clause("to"), let path = clause.text("file") else { return nil }
    guard PredictWork.Format(path: path) != nil else {
      cell.error(
        .wrongValue, at: clause.span, "`\(path)` ends neither in .csv nor in .jsonl",
        hint: "`to \"predictions.csv\"`")
      return nil
    }
    let others = cell.tree.cells.enumerated().filter { $0.offset != cell.index }.flatMap(\.element.sources)
    let reads = others.contains { source in
      guard case .path(let other, _) = source else { return false }
      return PathPattern(other)?.matches(path) ?? (Self.normalized(other) == Self.normalized(path))
    }
    guard !reads else {
      cell.error(
        .wrongValue, at: clause.span, "the notebook loads `\(path)`, and it is not written over",
        hint: "write the predictions to another file")
      return nil
    }
    return path
  }

  /// A path without steps that lead nowhere.
  private static func normalized(_ path: String) -> [Substring] {
    path.split(separator: "/").filter { $0 != "." }
  }
}
