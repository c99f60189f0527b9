extension SampleVerb {
  static let manual = """
    A draw is a set of row numbers over its source. The parts of a split have no row in common, and the checker builds \
    on that: evaluating on one part a model trained on the other is proved free of leakage. The draw depends on the \
    seed, the number of rows and the columns named here, on nothing else.

    With `stratify by`, each part keeps the proportions of the column's values. With `group by`, no group stands in two \
    parts; sizes come as close to the shares as whole groups allow. With `order by`, the cut goes along a number, a \
    day or a moment, and rows of one value stay together; `embargo: 100` leaves out that many of the last rows of \
    the earlier part, and `embargo: "36 hours"` (seconds, minutes, hours, days, weeks) those that lie less than that \
    before the later part.

    | method | what is drawn |
    |---|---|
    | `simple` | so many rows; every set of rows is equally likely |
    | `stratified by: c` | the same, within each stratum; `allocation: proportional`, `equal`, or `neyman of: x` (rows times standard deviation of `x`, in the exact optimum of whole rows) |
    | `weighted by: w` | rows without replacement, one after the other in proportion to `w` (Efraimidis and Spirakis) |
    | `reservoir` | as `simple`, in one pass over the rows |
    | `importance by: w` | rows with replacement in proportion to `w`, and a column of weights 1 / (n p) |
    | `systematic` | rows at equal distances from a random start |
    | `cluster by: c` | all rows of groups drawn at random; the amount counts groups |
    | `quota by: c` | the first rows of each value of `c`, equally many or by `groups` and `quotas`; marked as not random |
    | `convenience` | the first rows; marked as biased |
    | `bootstrap` | rows with replacement; the share out of bag is shown |
    | `hash by: key` | a share: rows whose `md5(salt ':' key)` has its first 32 bits below share · 2^32, so that any engine keeps the same rows |

    `replace yes` draws a simple sample with replacement.

    `balance by` is for rows that train: an evaluation on such rows, or on a part of them, is an error.

    | method | what becomes of the rows |
    |---|---|
    | `oversample` | rows of the rarer classes are drawn again |
    | `undersample` | rows of the more frequent classes are left out at random |
    | `tomek` | of two rows of different classes that are each the nearest to the other, the one of the more frequent class is left out |
    | `smote` | new rows between a row of a rarer class and one of its nearest of that class; categories take the most frequent value of the neighbours (SMOTE-NC), integers are rounded, and ids, dates and texts are missing in new rows |

    Distances are Euclidean over numbers standardized on the whole table; a differing category counts as much as the \
    median standard deviation of the numbers in its class. Results are those of imbalanced-learn behind a StandardScaler.
    """
}
