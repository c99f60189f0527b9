import ArgumentParser
import Canonical
import Pipeline
import Workspace

struct WhyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "why", abstract: "Why a cell would run, or did: down to the ingredient, old value and new.",
    discussion: """
      EXAMPLE
        limn why notebooks/penguins.md forest
      """)

  @OptionGroup var argument: NotebookArgument

  @Argument(help: "A name that the cell defines.")
  var cell: String

  @OptionGroup var options: OutputOptions

  func run() async throws {
    options.apply()
    let (session, notebook) = try argument.open(options)
    guard let index = notebook.names[cell]?.cell ?? notebook.cells.firstIndex(where: { $0.identity == cell })
    else {
      let known = notebook.cells.map(\.identity)
      throw UsageError(
        "no cell defines `\(cell)`",
        hint: suggestion(for: cell, in: known)
          ?? "cells: \(known.joined(separator: ", "))")
    }
    let results = await session.lookUp(notebook)
    var explained: Set<Int> = []
    explain(index, notebook, results, session, depth: 0, &explained)
  }

  private func explain(
    _ index: Int, _ notebook: CheckedNotebook, _ results: NotebookResults, _ session: Session, depth: Int,
    _ explained: inout Set<Int>
  ) {
    guard explained.insert(index).inserted, let outcome = results.outcomes[index] else { return }
    let cell = notebook.cells[index]
    let last = session.store?.lastIngredients(notebook: session.identity, cell: cell.identity)
    let changes = last.map { RunReason.changes(from: $0, to: outcome.ingredients) } ?? []
    let waits = outcome.status == .stale && outcome.key == nil
    if options.format == .json {
      json(cell, outcome, waits ? [] : changes, notebook)
    } else {
      text(cell, outcome, last, waits ? [] : changes, session, waits: waits, depth: depth)
    }
    for dependency in cell.dependencies where results.outcomes[dependency]?.status != .cached {
      explain(dependency, notebook, results, session, depth: depth + 1, &explained)
    }
  }

  private func json(
    _ cell: CheckedCell, _ outcome: CellOutcome, _ changes: [RunReason.Change], _ notebook: CheckedNotebook
  ) {
    let list = changes.map { change in
      JSONLine.Value.object([
        ("kind", .text(change.kind.rawValue)), ("name", .text(change.label)), ("old", .optional(change.old)),
        ("new", .optional(change.new)),
      ])
    }
    JSONLine(
      type: "why",
      [
        ("notebook", .text(notebook.tree.file.path)), ("name", .text(cell.identity)),
        ("verb", .text(cell.spec.name)),
        ("status", .text(outcome.status == .cached ? "fresh" : outcome.status.rawValue)),
        ("reason", .text(outcome.reason)), ("key", .optional(outcome.key?.description)),
        ("changes", .array(list)),
      ]
    ).print()
  }

  private func text(
    _ cell: CheckedCell, _ outcome: CellOutcome, _ last: [Ingredient]?, _ changes: [RunReason.Change],
    _ session: Session, waits: Bool, depth: Int
  ) {
    let terminal = Terminal.standardOutput
    let margin = String(repeating: "  ", count: depth)
    let name = terminal.styled(cell.identity, .bold)
    if !(cell.work?.isComputed ?? true) {
      return terminal.line("\(margin)\(name) is drawn anew on every render; nothing of it is kept.")
    }
    switch outcome.status {
    case .cached:
      terminal.line(
        "\(margin)\(name) is fresh: nothing that it depends on has changed (key \(outcome.key?.short ?? ""))."
      )
      if let run = session.store?.lastComputation(notebook: session.identity, cell: cell.identity) {
        terminal.line("\(margin)  It last ran at \(run.began): \(printable(run.reason)).")
      }
      for ingredient in outcome.ingredients {
        terminal.line("\(margin)  \(terminal.styled(line(ingredient), .dim))")
      }
    case .stale where waits: terminal.line("\(margin)\(name) may run: it \(printable(outcome.reason)).")
    case .stale:
      terminal.line("\(margin)\(name) would run\(last == nil ? ": it has not run yet." : ":")")
      for change in changes { terminal.line("\(margin)  \(printable(RunReason.sentence(change)))") }
      if last != nil, changes.isEmpty { terminal.line("\(margin)  its result is no longer in the store") }
    case .failed, .skipped, .ran: terminal.line("\(margin)\(name): \(printable(outcome.reason))")
    }
  }

  private func line(_ ingredient: Ingredient) -> String {
    let value = ingredient.value.utf8.count == 64 ? String(ingredient.value.prefix(8)) : ingredient.value
    let detail = ingredient.detail.isEmpty ? "" : ", \(ingredient.detail)"
    return
      "\(ingredient.kind.rawValue.padded(to: 9)) \(printable(ingredient.label)) = \(printable(value))\(detail)"
  }
}
