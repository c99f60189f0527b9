import Canonical
import Pipeline
import Report
import Syntax

/// Puts together what a page shows: every cell presented, every inline value in its place.
package enum PageComposer {
  /// Throws `MissingPart` where a stored result turns out to be damaged only now. Cells are presented side by side.
  package static func page(
    _ notebook: CheckedNotebook, _ results: NotebookResults
  ) async throws(MissingPart) -> PageContent {
    var cells: [Int: CellReport] = [:]
    var missing: MissingPart?
    await withTaskGroup(of: (Int, Result<CellReport, MissingPart>).self) { group in
      for (index, cell) in notebook.cells.enumerated() {
        group.addTask {
          do throws(MissingPart) {
            return (cell.cell.codeBlock, .success(try report(index, cell, notebook, results)))
          } catch {
            return (cell.cell.codeBlock, .failure(error))
          }
        }
      }
      for await (block, result) in group {
        switch result {
        case .success(let report): cells[block] = report
        case .failure(let part): missing = part
        }
      }
    }
    if let missing { throw missing }
    var values: [Int: PageContent.ValueText] = [:]
    for (index, result) in results.inlineValues.enumerated() {
      switch result {
      case .success(let text): values[index] = .value(text)
      case .failure(let failure): values[index] = .failure(failure.message)
      }
    }
    return PageContent(tree: notebook.tree, cells: cells, values: values)
  }

  private static func report(
    _ index: Int, _ cell: CheckedCell, _ notebook: CheckedNotebook, _ results: NotebookResults
  ) throws(MissingPart) -> CellReport {
    var report = CellReport(
      names: cell.names, verb: cell.spec.name, label: cell.common.label?.text, caption: cell.common.caption,
      blocks: [],
      provenance: cell.spec.name,
      key: "", source: source(cell, notebook.tree.file), hideSource: cell.common.hideSource,
      hideResult: cell.common.hideResult,
      note: cell.common.notes.isEmpty ? nil : cell.common.notes.joined(separator: " "))
    guard let outcome = results.outcomes[index] else {
      report.failure = .init(code: DiagnosticCode.blocked.id, message: "not run", hint: nil, skipped: true)
      return report
    }
    if let failure = outcome.failure {
      report.failure = .init(
        code: failure.code.id, message: failure.message, hint: failure.hint,
        skipped: outcome.status == .skipped)
      return report
    }
    guard let work = cell.work as? any PresentedWork, let context = outcome.context,
      let result = outcome.result
    else {
      return report
    }
    report.key = outcome.key?.short ?? ""
    do {
      let shown = try work.present(
        PresentationInput(
          notebook: notebook, results: results, index: index, outcome: outcome, context: context,
          result: result))
      report.caption = cell.common.caption ?? shown.caption
      report.blocks = shown.blocks
      report.provenance = shown.provenance
    } catch let part as MissingPart {
      throw part
    } catch {
      let failure = CellFailure(describing: error)
      report.failure = .init(
        code: failure.code.id, message: failure.message, hint: failure.hint, skipped: false)
    }
    return report
  }

  private static func source(_ cell: CheckedCell, _ file: SourceFile) -> [CellReport.SourcePiece] {
    CellPainter.pieces(file: file, cell: cell.cell, specs: cell.spec.allClauses).map { kind, text in
      CellReport.SourcePiece(CellReport.SourcePiece.Kind(rawValue: kind.rawValue) ?? .plain, text)
    }
  }
}
