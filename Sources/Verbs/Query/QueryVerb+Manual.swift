extension QueryVerb {
  static let manual = """
    Clauses read one table and are done in the order written: `where` behind a `group by` chooses groups, `limit` behind \
    a `sort by` takes the top. All of them are typed before anything runs.

    | figure of a group | value |
    |---|---|
    | `count()`, `count(x)` | rows; values that are there |
    | `count_distinct(x)` | different values that are there |
    | `sum(x)`, `mean(x)` | a sum of integers is an integer, and an error where it leaves 64 bits |
    | `median(x)`, `quantile(x, 0.9)` | interpolated linearly, as by NumPy |
    | `std(x)`, `var(x)` | of a sample, with n - 1; missing for fewer than two values |
    | `min(x)`, `max(x)` | also of texts (by bytes), dates and moments |
    | `first(x)`, `last(x)` | the value of the first and the last row, missing or not |
    | `share(condition)`, `any(condition)`, `all(condition)` | the share of values that are true; whether one is; whether none is false |

    Missing values are left out, except by `first` and `last`; what has no value is missing. Figures may be combined: \
    `compute range = max(x) - min(x)`. A missing value is a group of its own. Groups come in the order of their keys, \
    texts by bytes; sorting keeps the order of equal rows, and missing values are last in either direction.

    `sql` runs one `SELECT` of SQLite over the tables that the cell names, and nothing else: no other file, no `PRAGMA`, \
    no function that gives something else every time, within limits of steps and memory. Names are those of the notebook, \
    `"in quotes"` where they are no words. A column that comes straight from a table keeps its type; what is computed has \
    the type that SQL gives it, and `column NAME TYPE` says it where SQL cannot tell. Days and moments are ISO texts in \
    SQL, truth values 0 and 1. Rows come in the order that the query gives them, so say `ORDER BY` where order matters.

    Rows of a result are known to come from those of the source (of the first source for `sql`), so that `evaluate` \
    finds rows that a model has seen through a query too.
    """
}
