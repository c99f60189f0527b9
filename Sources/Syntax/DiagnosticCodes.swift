// Codes in hundreds by the phase that finds them: 00 file and front matter, 01 cells and clauses,
// 02 names and types, 03 leakage, 04 data at run time, 05 learning and evaluation at run time, 06 gates, 07 the store,
// 08 diagrams (L081… are warnings about how they read), 09 reserved.
extension DiagnosticCode {
  package static let invalidUTF8 = DiagnosticCode(
    id: "L0001", title: "The file is not UTF-8",
    explanation:
      "A notebook is UTF-8 text. The offset of the first byte that is not is given; save the file as UTF-8.")
  package static let frontMatterSyntax = DiagnosticCode(
    id: "L0002", title: "The front matter cannot be read",
    explanation:
      "The block between the first two `---` lines must be a YAML map without anchors, at most 64 kB.")
  package static let frontMatterValue = DiagnosticCode(
    id: "L0003", title: "A front matter key has the wrong kind of value",
    explanation: "For instance `seed` must be an integer and `params` a map of plain values.")
  package static let frontMatterUnknownKey = DiagnosticCode(
    id: "L0004", title: "Unknown front matter key",
    explanation: "The key is kept, and nothing reads it. Check its spelling.")
  package static let unknownParameter = DiagnosticCode(
    id: "L0005", title: "Unknown parameter",
    explanation: "`$name` and `-P name=value` must name a key under `params` in the front matter.")

  package static let almostVerb = DiagnosticCode(
    id: "L0100", title: "A fence that is almost a cell",
    explanation:
      "The first word of the fence is one slip away from a verb, so it is shown as a listing and does not run."
  )
  package static let syntax = DiagnosticCode(
    id: "L0101", title: "Syntax error in a cell",
    explanation: "A token stands where the clause cannot go on; the message says what was expected.")
  package static let unknownClause = DiagnosticCode(
    id: "L0102", title: "Unknown clause",
    explanation: "The verb has no such clause. `limn docs VERB` lists those it has.")
  package static let unknownOption = DiagnosticCode(
    id: "L0103", title: "Unknown option",
    explanation: "The clause has no option of that name.")
  package static let wrongValue = DiagnosticCode(
    id: "L0104", title: "A value of the wrong kind or out of range",
    explanation: "The clause or option wants another kind of value, or one within the range given.")
  package static let repeatedClause = DiagnosticCode(
    id: "L0105", title: "A clause said twice",
    explanation: "The clause may stand once in a cell.")
  package static let missingClause = DiagnosticCode(
    id: "L0106", title: "A required clause is missing",
    explanation: "The verb cannot do its work without the clause.")
  package static let cellHeader = DiagnosticCode(
    id: "L0107", title: "The first line of a cell is not as its verb wants it",
    explanation: "A cell opens with `verb name[, name…] [from source[, source…]]`.")
  package static let unterminated = DiagnosticCode(
    id: "L0108", title: "Text that is never closed",
    explanation:
      "A `\"` or a backtick opens a text or a name, and the line ends before it is closed; or the file ends before the fence of a cell is."
  )
  package static let tooDeep = DiagnosticCode(
    id: "L0109", title: "Nested too deeply",
    explanation: "Expressions and groups may be nested 256 deep.")
  package static let address = DiagnosticCode(
    id: "L0110", title: "An address instead of a path",
    explanation:
      "Notebooks never open the network: what they show depends on files alone. Download the file below the project folder."
  )

  package static let unknownName = DiagnosticCode(
    id: "L0201", title: "Unknown name",
    explanation: "No cell of the notebook defines the name.")
  package static let definedTwice = DiagnosticCode(
    id: "L0202", title: "A name defined twice",
    explanation: "A name is defined once in a notebook. Rename one of the two.")
  package static let cycle = DiagnosticCode(
    id: "L0203", title: "Cells that need each other",
    explanation: "A chain of cells leads back to its start, so none of them can run first.")
  package static let wrongKind = DiagnosticCode(
    id: "L0204", title: "A value of another kind is needed",
    explanation: "For instance `train` needs features, and `sample` a table.")
  package static let unknownColumn = DiagnosticCode(
    id: "L0205", title: "Unknown column",
    explanation: "The table has no column of that name at this point.")
  package static let typeError = DiagnosticCode(
    id: "L0206", title: "Types do not fit",
    explanation:
      "An operator or function is applied to values it has no meaning for, such as the sum of a text and a number."
  )
  package static let unknownFunction = DiagnosticCode(
    id: "L0207", title: "Unknown function",
    explanation: "Expressions have the functions listed in docs/language.md.")
  package static let unknownMember = DiagnosticCode(
    id: "L0208", title: "Unknown member",
    explanation: "The value has no member of that name. The hint lists those it has.")
  package static let noTarget = DiagnosticCode(
    id: "L0209", title: "No target",
    explanation: "Give a column the role in `load` with `target c`, or say `predict c` in `train`.")
  package static let inputFailed = DiagnosticCode(
    id: "L0210", title: "Not checked, because an input has errors",
    explanation: "The cell reads a value whose own cell has errors. Mend those first.")
  package static let duplicateColumn = DiagnosticCode(
    id: "L0211", title: "Two columns of one name",
    explanation: "Columns of a table have distinct names.")
  package static let unusedColumn = DiagnosticCode(
    id: "L0212", title: "A column that no step uses",
    explanation:
      "The column is neither numeric nor mentioned by a step, so it becomes no feature. `drop` it to say so.")
  package static let inlineValue = DiagnosticCode(
    id: "L0213", title: "An inline value that cannot be computed",
    explanation: "The expression in the prose names no result, or asks for a format it does not have.")

  package static let joinTypes = DiagnosticCode(
    id: "L0214", title: "Join keys of different types",
    explanation:
      "Values of the two key columns can never be equal, such as a number and a text. Give them one type where they are loaded."
  )
  package static let query = DiagnosticCode(
    id: "L0215", title: "A query that cannot be run",
    explanation:
      "The `SELECT` has an error, names what is not there, or does more than reading the tables of its cell: no `ATTACH`, no `PRAGMA`, no second statement, no function that gives something else every time."
  )

  package static let leakage = DiagnosticCode(
    id: "L0301", title: "Evaluation on rows that the model has seen",
    explanation:
      "The rows of the evaluation and those of training come from one draw. Split the table first, and evaluate on the other part."
  )
  package static let leakageUnproved = DiagnosticCode(
    id: "L0302", title: "Disjoint rows cannot be proved",
    explanation:
      "Training and evaluation rows come from separate loads or draws. They are compared when the notebook runs, and the number of shared rows is shown."
  )
  package static let targetAsFeature = DiagnosticCode(
    id: "L0303", title: "The target among the features",
    explanation: "The target, and columns derived from it, are no features.")
  package static let balancedEvaluation = DiagnosticCode(
    id: "L0304", title: "Evaluation on balanced rows",
    explanation:
      "`balance by` changes how frequent the classes are, so scores on its rows are not those of the data. Split first, and balance only the part that trains."
  )

  package static let leakageThroughJoin = DiagnosticCode(
    id: "L0305", title: "Figures of the rows judged among the features",
    explanation:
      "A table that was computed from rows that are judged is joined to the rows. Split first, compute it from the part that trains, and join that to both parts."
  )

  package static let sharedQueries = DiagnosticCode(
    id: "L0306", title: "Queries on both sides",
    explanation:
      "A ranking is judged on rows of queries that it has learned from, and rows of a query tell of each other. `group by` the column of queries in the split keeps each of them in one part."
  )

  package static let fileAccess = DiagnosticCode(
    id: "L0401", title: "A file cannot be opened",
    explanation: "The path must name a regular, readable file below the project folder.")
  package static let fileOutside = DiagnosticCode(
    id: "L0402", title: "A file outside the project",
    explanation:
      "Notebooks read files below their project folder only; no `..` and no symbolic link leads out of it.")
  package static let dataFormat = DiagnosticCode(
    id: "L0403", title: "Data that cannot be read",
    explanation:
      "The file is empty, ragged, not UTF-8, or has a quote that is never closed; the line is given.")
  package static let dataValue = DiagnosticCode(
    id: "L0404", title: "A value that does not fit its column's type",
    explanation: "A `column` clause gives a type that a value of the file cannot be read as.")
  package static let packedData = DiagnosticCode(
    id: "L0405", title: "A packed file that cannot be unpacked",
    explanation:
      "A `.gz` or `.zst` file is damaged or cut off, or its name and its content do not agree; the byte is given. Nothing of it is used."
  )
  package static let unpackedSize = DiagnosticCode(
    id: "L0406", title: "A packed file that holds too much",
    explanation:
      "A packed file may hold 4 GiB, and beyond 64 MiB no more than 250 times its own size: more is mostly an attack on the memory of its reader. Unpack it yourself if it is not."
  )
  package static let dataDrift = DiagnosticCode(
    id: "L0407", title: "Files of one table that differ",
    explanation:
      "The files that a pattern meets must have the same columns, in any order, of types that go together. The message names the files, the column and what differs; `column NAME TYPE` decides a type for all of them."
  )
  package static let database = DiagnosticCode(
    id: "L0408", title: "A database that cannot be read so",
    explanation:
      "The table is not there, the query is refused or fails, or changes wait in a log beside the file. A query is one `SELECT` that reads: no `ATTACH`, no `PRAGMA`, no function that gives something else every time, and no more steps and memory than the database is worth."
  )
  package static let memoryLimit = DiagnosticCode(
    id: "L0409", title: "More than fits the memory",
    explanation:
      "A step needs whole columns in memory, and they would not fit the limit: that of `--memory`, or the machine's memory. Nothing has been allocated. `load` with its `where`, `select`, `derive` and summaries, and `sample`, go through a table piece by piece and need little."
  )
  package static let cellFailed = DiagnosticCode(
    id: "L0501", title: "A cell failed",
    explanation: "The computation cannot be done with these data; the message says why.")
  package static let blocked = DiagnosticCode(
    id: "L0502", title: "A cell that was not run",
    explanation: "Something it needs has failed.")
  package static let draw = DiagnosticCode(
    id: "L0503", title: "A draw that the rows do not allow",
    explanation:
      "There are fewer rows, groups or classes than the draw needs, a stratum is too small to share out, or weights are missing, negative or all zero. The message names the stratum, the group or the first row that is in the way."
  )
  package static let cardinality = DiagnosticCode(
    id: "L0504", title: "A join that is not of its cardinality",
    explanation:
      "`cardinality:` says on which sides a key may stand once only, and one stands there more often. The message gives the first such key."
  )
  package static let emptyVocabulary = DiagnosticCode(
    id: "L0511", title: "A vocabulary that comes out empty",
    explanation:
      "No text of the column has a term that `min_df`, `max_df` and the stop words leave. The step makes a feature of each term, and so none."
  )
  package static let columnWithoutValues = DiagnosticCode(
    id: "L0512", title: "A column without any value",
    explanation:
      "The step learns from the values of a column, and every row of the table that it learns from lacks one. `drop` the column, or fill it with a constant."
  )
  package static let tooManyLevels = DiagnosticCode(
    id: "L0513", title: "Categories beyond the limit",
    explanation:
      "A category may become 100,000 features. More levels are mostly an identifier: hash them, group the rare ones, or give the column the role `id`."
  )
  package static let fewerBins = DiagnosticCode(
    id: "L0514", title: "Fewer bins than asked for",
    explanation:
      "Quantiles of a column in which values repeat may be equal, and a bin between equal quantiles has no width: it is left out, as scikit-learn does, and the page says how many stay."
  )
  package static let constantColumn = DiagnosticCode(
    id: "L0515", title: "A column that never varies",
    explanation:
      "All values that the step learns from are equal. It does what scikit-learn does (the scale stays 1), and a model learns nothing from the column."
  )
  package static let singleRowQueries = DiagnosticCode(
    id: "L0516", title: "Queries with a single row",
    explanation:
      "A ranking learns from pairs of rows of one query, so that a query with one row teaches nothing. Where most are such, the column that `group` names may not be the one that says what is one query."
  )
  package static let gate = DiagnosticCode(
    id: "L0601", title: "A requirement does not hold",
    explanation:
      "A `require` clause is false for these results: the notebook fails, and the exit status is 3.")
  package static let damagedStore = DiagnosticCode(
    id: "L0701", title: "A damaged entry in the store",
    explanation: "An entry does not have the digest it is stored under. It is computed again.")
  package static let brokenStory = DiagnosticCode(
    id: "L0801", title: "A story that cannot be told",
    explanation:
      "The steps of a story are numbered 1, 2, 3, … without gaps, and each leads along edges of the diagram.")
  package static let contradictoryBands = DiagnosticCode(
    id: "L0802", title: "Lanes or stages that contradict the diagram",
    explanation:
      "With lanes every node has one, and a group lies in one lane. Data flow from earlier stages to later ones; what leads back is `kind: feedback`."
  )
  package static let edgeToAncestor = DiagnosticCode(
    id: "L0803", title: "An edge between a group and what lies in it",
    explanation: "An edge joins two parts that lie beside each other, not a part and the group around it.")
  package static let crowdedGroup = DiagnosticCode(
    id: "L0811", title: "More than nine parts side by side",
    explanation:
      "A reader takes in about seven parts at a time. Put some of them into a group, or draw the group closed with `closed: yes`."
  )
  package static let unlabelledEdge = DiagnosticCode(
    id: "L0812", title: "An edge between systems without a label",
    explanation:
      "Between two systems (groups, services, people, external parties) a reader wants to know what passes: say it behind the edge."
  )
  package static let orphanNode = DiagnosticCode(
    id: "L0813", title: "A node that nothing leads to or from",
    explanation: "Every node but a `note` has an edge, or lies in a group that has one.")
  package static let unmarkedCycle = DiagnosticCode(
    id: "L0814", title: "A cycle without a mark",
    explanation:
      "Some edge of the cycle runs against the reading direction. Mark the one that leads back with `kind: feedback`."
  )
  package static let longLabel = DiagnosticCode(
    id: "L0815", title: "A label that is cut",
    explanation:
      "Labels have room for about 24 characters on each of two lines, a subtitle, a fact or the title of a group for one line."
  )
  package static let notYet = DiagnosticCode(
    id: "L0900", title: "Not built yet",
    explanation: "The word is reserved by the language and will mean this in a later version.")

  /// Every code, in order: the source of `docs/diagnostics.md`.
  package static let all: [DiagnosticCode] = [
    invalidUTF8, frontMatterSyntax, frontMatterValue, frontMatterUnknownKey, unknownParameter,
    almostVerb, syntax, unknownClause, unknownOption, wrongValue, repeatedClause, missingClause, cellHeader,
    unterminated, tooDeep, address,
    unknownName, definedTwice, cycle, wrongKind, unknownColumn, typeError, unknownFunction, unknownMember,
    noTarget,
    inputFailed, duplicateColumn, unusedColumn, inlineValue, joinTypes, query,
    leakage, leakageUnproved, targetAsFeature, balancedEvaluation, leakageThroughJoin,
    sharedQueries,
    fileAccess, fileOutside, dataFormat, dataValue, packedData, unpackedSize, dataDrift, database, cellFailed,
    blocked, draw, cardinality, emptyVocabulary, columnWithoutValues, tooManyLevels, fewerBins,
    constantColumn, singleRowQueries,
    gate, damagedStore,
    brokenStory, contradictoryBands, edgeToAncestor, crowdedGroup, unlabelledEdge, orphanNode, unmarkedCycle,
    longLabel, notYet,
  ]
}
