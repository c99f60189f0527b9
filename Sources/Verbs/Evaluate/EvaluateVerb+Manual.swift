extension EvaluateVerb {
  static let manual = """
    Before anything runs the checker compares the rows named by `on` with all that each model and its features have \
    learned from: *proved disjoint* where both are parts of one split, *overlap* (an error) where one draw leads \
    through the other, *not provable* otherwise, and then the rows are compared when the notebook runs. \
    A baseline always stands beside the models. The page says how many models the notebook judges on the same rows, and \
    which models have them in a threshold, in early stopping or in a search; `limn status` counts all looks at them \
    that the store remembers, and warns beyond 20. `require` is a gate: where it does not hold, the notebook fails.

    Metrics have scikit-learn's names and definitions. One that has no value for the rows says why below the table; \
    nothing is ever silently not a number. With `confidence` each score has an interval; those of rankings draw whole queries. Two or more models are compared pair by pair on the same rows: the difference \
    with its bootstrap interval, McNemar's test for classes, DeLong's test for ROC AUC.

    `slice NAME where CONDITION` and `slice by COLUMN` score groups of rows, each with its size, an interval and its \
    difference from all rows; a slice is called better or worse where its whole interval lies to one side of the score of \
    all rows, and says *too few rows* below twenty. `slice discover` searches conditions and pairs of them for the groups \
    where a model is worst, and corrects what it finds for how much it looked at.

    `invariant`, `directional`, `perturb` and `expect` are tests of behaviour: each passes or fails, with examples of \
    rows. The cases of `expect` are lines of CSV whose first line names columns, the target among them; columns that are \
    not listed have the middle or most frequent value of the rows judged.

    Results are members: `scores.accuracy` with one model, `scores.forest.accuracy` with several, \
    `scores.baseline.accuracy` for the baseline; `scores.accuracy.low` and `.high` with `confidence`; \
    `scores.women.accuracy`, `.rows`, `.difference` for a slice and `scores.sex.worst.accuracy` for `slice by sex`; \
    `scores.tests.failed`, `scores.costs.threshold` (also `.best`, `.own`), \
    `scores.fairness.sex.equalized_odds_difference` (also `_ratio`, and `demographic_parity_…`), \
    `scores.conformal.coverage` and `.size`; with several models, or `confidence`, `scores.forest.vs.tree.accuracy` for how \
    much more one scores than another on the same rows (also `.low` and `.high`), `scores.forest.vs.tree.mcnemar_p` and \
    `.delong_p`, and `scores.vs.baseline.accuracy` for a single model; `scores.discovered.significant` for the groups of \
    `slice discover` that are worse than chance accounts for (also `.count`, and `.worst.loss`, `.ratio`, `.rows`, `.p`). \
    A requirement on something that has no value fails, and says why there is none.
    """

  static let example = """
    ```load birds
    inline
      species,mass,bill
      Adelie,3750,39
      Adelie,3800,40
      Adelie,3250,38
      Adelie,3450,37
      Gentoo,5000,47
      Gentoo,5850,50
      Gentoo,4500,46
      Gentoo,5700,49
    target species
    ```

    ```sample train, test from birds
    split 75%, 25%
    stratify by species
    ```

    ```featurize features from train
    standardize numeric
    ```

    ```train simple from features
    model logistic
    ```

    ```evaluate scores from simple
    on test
    metrics accuracy, log_loss
    confidence 90% bootstrap: 200
    slice heavy where mass >= 4000
    directional mass up class: "Gentoo"
    expect
      species,mass,bill
      Adelie,3500,38
    require scores.accuracy >= 0.5
    ```
    """
}
