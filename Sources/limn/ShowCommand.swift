import ArgumentParser
import Canonical
import Frame
import Pipeline
import Verbs
import Workspace

enum ShowFormat: String, ExpressibleByArgument, CaseIterable {
  case text, csv, json
}

struct ShowCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "A table or a metric of the last run, on the terminal.",
    discussion: """
      EXAMPLE
        limn show notebooks/penguins.md scores.logistic.accuracy
        limn show notebooks/penguins.md train --format csv
      """)

  @OptionGroup var argument: NotebookArgument

  @Argument(help: "A name, or a member such as scores.accuracy.")
  var value: String

  @Option(help: "text, csv or json.")
  var format: ShowFormat = .text

  @Option(help: "How many rows; 20 for text, all for the others.")
  var rows: Int?

  func run() async throws {
    let options = OutputOptions.defaults
    let (session, notebook) = try argument.open(options)
    let path = value.split(separator: ".").map(String.init)
    guard let name = path.first, let producer = notebook.names[name], let type = notebook.type(of: name)
    else {
      let known = notebook.names.keys.sorted()
      throw UsageError(
        "the notebook defines no `\(path.first ?? "")`",
        hint: suggestion(for: path.first ?? "", in: known)
          ?? "names: \(known.joined(separator: ", "))")
    }
    let results = await session.lookUp(notebook)
    guard let values = results.outcomes[producer.cell]?.values, producer.output < values.count else {
      throw UsageError(
        "there is no current result for `\(name)`: \(results.outcomes[producer.cell]?.reason ?? "it has not run")",
        hint: "`limn render \(argument.notebook)` computes it")
    }
    let found = values[producer.output]
    do {
      if path.count > 1 {
        try member(found, type, path)
      } else {
        try whole(found, type, name)
      }
    } catch let part as MissingPart {
      session.store?.forget(actionsNeeding: part.digest)
      throw UsageError(
        "the stored result of `\(name)` is damaged",
        hint: "`limn render \(argument.notebook)` computes it again")
    }
  }

  private func member(_ found: any Value, _ type: any ValueType, _ path: [String]) throws {
    let members = Array(path.dropFirst())
    guard let scalar = try found.member(members) else {
      let known = type.memberNames
      throw UsageError(
        "`\(path[0])` has no member `\(members.joined(separator: "."))`",
        hint: nearestName(to: members.joined(separator: "."), in: known).map {
          "did you mean `\(path[0]).\($0)`?"
        }
          ?? "members: \(known.joined(separator: ", "))")
    }
    switch format {
    case .json: JSONLine(type: "value", [("name", .text(value)), ("value", json(scalar))]).print()
    case .text, .csv: Terminal.standardOutput.line(printable(exact(scalar)))
    }
  }

  private func whole(_ found: any Value, _ type: any ValueType, _ name: String) throws {
    let limit = rows ?? (format == .text ? 20 : Int.max)
    guard let table = try ValueTables.rows(of: found, type: type, limit: max(0, limit)) else {
      throw UsageError("`\(name)` is \(type.kind.withArticle), and has nothing to show here")
    }
    switch format {
    case .text:
      TextTable(header: table.header, numeric: table.numeric, rows: table.rows.map { $0.map(exact) }).print()
      if let all = found.rowCount, all > table.rows.count {
        Terminal.standardOutput.line(
          "\(table.rows.count) of \(NumberText.thousands(all)) rows; --rows N shows more")
      }
    case .csv:
      for row in [table.header] + table.rows.map({ $0.map(csv) }) {
        Terminal.standardOutput.raw(row.map(quoted).joined(separator: ",") + "\n")
      }
    case .json:
      for row in table.rows {
        JSONLine(type: "row", zip(table.header, row).map { ($0, json($1)) }).print()
      }
    }
  }

  private func exact(_ scalar: Scalar) -> String {
    switch scalar {
    case .missing: "–"
    case .number(let value): NumberText.exact(value)
    default: scalar.text
    }
  }

  private func csv(_ scalar: Scalar) -> String { scalar == .missing ? "" : exact(scalar) }

  private func quoted(_ text: String) -> String {
    let special = text.utf8.contains { [34, 44, 10, 13].contains($0) }
    guard special else { return text }
    return "\"" + text.map { $0 == "\"" ? "\"\"" : String($0) }.joined() + "\""
  }

  private func json(_ scalar: Scalar) -> JSONLine.Value {
    switch scalar {
    case .missing: .null
    case .number(let value): .number(value)
    case .integer(let value): .integer(Int(value))
    case .boolean(let value): .text(value ? "true" : "false")
    default: .text(scalar.text)
    }
  }
}

extension OutputOptions {
  static var defaults: OutputOptions {
    (try? OutputOptions.parse([])) ?? OutputOptions()
  }
}

/// Columns of text side by side.
struct TextTable {
  var header: [String]
  var numeric: [Bool]
  var rows: [[String]]

  func print() {
    let terminal = Terminal.standardOutput
    let widths = header.indices.map { column in
      min(40, ([header] + rows).map { printable($0[column]).count }.max() ?? 0)
    }
    func line(_ cells: [String]) -> String {
      cells.indices.map { column in
        let text = printable(cells[column])
        let cut = text.count > 40 ? text.prefix(39) + "…" : text
        return cut.padded(to: widths[column], flushRight: numeric[column])
      }.joined(separator: "  ").trimmedEnd
    }
    terminal.line(terminal.styled(line(header), .bold))
    for row in rows { terminal.line(line(row)) }
  }
}
