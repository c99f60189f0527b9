extension Chart {
  /// Columns of one length; rows beyond the end of a shorter column are missing in it.
  package struct Data: Sendable, Hashable {
    package var columns: [Column]

    package init(_ columns: [Column]) { self.columns = columns }

    /// The number of rows of the longest column.
    package var rows: Int { columns.map(\.count).max() ?? 0 }

    /// The first column of a name, compared by bytes.
    package subscript(_ name: String) -> Column? {
      columns.first { $0.name.utf8.elementsEqual(name.utf8) }
    }
  }

  /// A named column of numbers, of points in time or of categories.
  package struct Column: Sendable, Hashable {
    package enum Values: Sendable, Hashable {
      /// What is not finite is missing.
      case numbers([Double])
      /// Days since 1970-01-01, in UTC.
      case days([Double])
      /// Seconds since 1970-01-01, in UTC.
      case seconds([Double])
      /// A code below zero, or beyond the levels, is missing.
      case categories(levels: [String], codes: [Int])
    }

    package var name: String
    package var values: Values

    package init(_ name: String, _ values: Values) {
      self.name = name
      self.values = values
    }

    package static func numbers(_ name: String, _ values: [Double]) -> Column {
      Column(name, .numbers(values))
    }

    /// Categories in the order in which they first appear; nil is missing.
    package static func categories(_ name: String, _ texts: [String?]) -> Column {
      var levels: [String] = []
      var places: [[UInt8]: Int] = [:]
      var last: (text: String, code: Int)?
      let codes = texts.map { text -> Int in
        guard let text else { return -1 }
        if let last, last.text.utf8.elementsEqual(text.utf8) { return last.code }
        let key = Array(text.utf8)
        let code = places[key] ?? levels.count
        if code == levels.count {
          places[key] = code
          levels.append(text)
        }
        last = (text, code)
        return code
      }
      return Column(name, .categories(levels: levels, codes: codes))
    }

    package var count: Int {
      switch values {
      case .numbers(let values), .days(let values), .seconds(let values): values.count
      case .categories(_, let codes): codes.count
      }
    }

    package var isCategorical: Bool { if case .categories = values { true } else { false } }

    package var isTime: Bool {
      switch values {
      case .days, .seconds: true
      case .numbers, .categories: false
      }
    }
  }
}
