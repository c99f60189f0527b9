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
    """
}
