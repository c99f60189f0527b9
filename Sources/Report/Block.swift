import Drawing

/// What a cell shows: the language between verbs and the page. Text is plain text; the page escapes it.
package enum ReportBlock: Sendable, Hashable {
  case table(ReportTable)
  case picture(Picture, wide: Bool)
  /// Drawings of one kind to be compared, two beside each other where the screen has room for them.
  case pictures([Picture])
  /// More of them, behind a line that opens them.
  case folded([Picture], title: String)
  /// A row of headline figures.
  case tiles([Tile])
  /// Requirements and verdicts, each with its outcome.
  case checks([Check])
  /// A sentence, such as a remark on bias or on rejected rows.
  case note(String, Tone)

  package struct Tile: Sendable, Hashable {
    package var label: String
    package var value: String
    package var detail: String?

    package init(label: String, value: String, detail: String? = nil) {
      self.label = label
      self.value = value
      self.detail = detail
    }
  }

  package struct Check: Sendable, Hashable {
    package var outcome: Outcome
    /// Code or a name, set in the monospaced face.
    package var subject: String
    package var explanation: String?
    /// The value found.
    package var found: String?

    package enum Outcome: String, Sendable, Hashable { case passed, failed, unproved }

    package init(_ outcome: Outcome, _ subject: String, explanation: String? = nil, found: String? = nil) {
      self.outcome = outcome
      self.subject = subject
      self.explanation = explanation
      self.found = found
    }
  }

  package enum Tone: String, Sendable, Hashable { case plain, warning, failure }
}

/// A table of results.
package struct ReportTable: Sendable, Hashable {
  package struct Column: Sendable, Hashable {
    package var title: String
    /// A unit, set small behind the title.
    package var unit: String?
    package var numeric: Bool
    /// Whether its entries are running text, which may take several lines.
    package var wraps: Bool
    /// Which of two of its values is the better one, where that can be said.
    package var better: Better?

    package enum Better: String, Sendable, Hashable { case higher, lower }

    package init(
      _ title: String, unit: String? = nil, numeric: Bool = false, wraps: Bool = false, better: Better? = nil
    ) {
      self.title = title
      self.unit = unit
      self.numeric = numeric
      self.wraps = wraps
      self.better = better
    }
  }

  package enum Entry: Sendable, Hashable {
    case text(String)
    /// Text that matters less.
    case dim(String)
    case strong(String)
    /// A value, and its interval or spread behind it, set smaller.
    case measured(String, spread: String)
    /// A name with a word of distinction behind it, such as `best`.
    case tagged(String, tag: String)
    /// The entry above it once more: spoken, but not shown. In the first column it joins its row to the one above.
    case ditto(String)
    /// A missing value.
    case missing
    case picture(Picture)
    case code(String)
  }

  package var caption: String?
  package var columns: [Column]
  package var rows: [[Entry]]
  /// Rows to be set bold, by index: the best model, a total.
  package var emphasized: Set<Int>
  /// Said below the table, such as "first 10 of 344 rows".
  package var note: String?
  /// What a line above it says that the reader can open and close it with, such as "first 5 of 344 rows"; narrow
  /// screens show that line alone at first. nil for a table that is always open.
  package var fold: String?
  /// Whether it is open at first where there is room.
  package var isOpen: Bool

  package init(
    caption: String? = nil, columns: [Column], rows: [[Entry]], emphasized: Set<Int> = [],
    note: String? = nil,
    fold: String? = nil, isOpen: Bool = true
  ) {
    self.caption = caption
    self.columns = columns
    self.rows = rows
    self.emphasized = emphasized
    self.note = note
    self.fold = fold
    self.isOpen = isOpen
  }
}
