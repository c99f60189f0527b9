extension TuneVerb {
  static let manual = """
    A trial is a model with some values of the options that are searched. It is judged by cross-validation, the recipe \
    fitted again in each fold, or on the rows of another table; the sampler learns from what came of it what to try next. \
    The name stands for the best trial, fitted on all rows of the features: a model like any other, to be evaluated, \
    plotted and used. With several objectives the trials that none other beats in all of them make the Pareto front, and \
    the model is the one of them that is best by the first objective.

    An option is searched in a range (`0.001...0.3 log`, `2...12`, `0...100 step 5`) or a set (`{gbtree, dart}`). With \
    several kinds of model an option belongs to those that have it; `when` narrows that: `when model = svm`, \
    `when kernel in {rbf, poly}`. Several features behind `from` are a choice too.

    Trials run in batches of four. Each knows what came of the batches before and, of its own batch, only what is tried \
    there: the trials are the same on any number of cores. Every trial that has ended is kept; a study that was cut short \
    goes on where it was, and a larger number behind `trials` adds to those there are. Samplers, pruners and the \
    importance of options follow the definitions of Optuna 5. Pruners look at the mean over the folds so far, \
    `wilcoxon` at each fold; with `validate on` they look at the rows of that table after each round of \
    `gradient_boosting` or epoch of `mlp`.

    Results are members: `found.best` with one objective, `found.best.roc_auc` for each of several, \
    `found.best.max_depth` for an option, `found.trials`, `found.pruned`, `found.failed`, and those of every model.
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

    ```featurize features from birds
    standardize numeric
    ```

    ```tune found from features
    model logistic
    search C in 0.01...100 log
    minimize log_loss
    cross_validate 2
    trials 6
    ```

    The best of `= found.trials` trials has C = `= found.best.C`.
    """
}
