import Drawing
import Foundation

let usage = """
  Measures how diagrams are laid out, and how long charts take.

    measure metrics FILE…      every figure of each graph
    measure stability FILE…    how far nodes move under six small edits
    measure corpus [COUNT]     300 generated pipelines (or the first COUNT): violations, means and worst cases
    measure edits [COUNT]      stability over the generated pipelines
    measure time FILE…         median milliseconds of a layout
    measure charts             median milliseconds and bytes of charts of 200 points
    measure export FILE        the layout as JSON: boxes, polylines, labels
    measure graph N            the generated pipeline N as a graph
    measure svg FILE           the drawing
    measure gates FOLDER       judges the reference graphs in FOLDER and all pipelines; status 1 where one got worse
    measure cards FILE…        drawings with their figures, for the contact sheet, as JSON
    measure json FILE…         metrics and time of each graph as JSON

  A FILE is a graph as JSON, or the number of a generated pipeline. Options:
    --whole    every group open (collapse = .never); by default as drawn, both in `metrics` and `corpus`
    --drawn    only as drawn by default
    --down     reading direction down
    --width N  the target width, 1100 by default
    --flag     (corpus) names the graphs of each violation
    --record   (gates) writes better figures to recorded.json

  """

var arguments = Array(CommandLine.arguments.dropFirst())
let options = Options(taking: &arguments)
guard let mode = arguments.first else {
  print(usage)
  exit(2)
}
let operands = Array(arguments.dropFirst())

do {
  switch mode {
  case "metrics": try MetricsCommand.run(operands, options)
  case "stability": try StabilityCommand.run(operands, options)
  case "corpus": CorpusCommand.run(operands.first.flatMap { Int($0) }, options)
  case "edits": StabilityCommand.runOverCorpus(operands.first.flatMap { Int($0) }, options)
  case "time": try TimeCommand.run(operands, options)
  case "charts": ChartsCommand.run()
  case "export": try ExportCommand.run(operands, options)
  case "graph": try ExportCommand.graph(operands, options)
  case "svg": try ExportCommand.svg(operands, options)
  case "gates":
    let folder = operands.first ?? "Tests/DrawingTests/Fixtures/diagrams"
    if try !GatesCommand.run(folder, records: options.records) { exit(1) }
  case "cards": try CardsCommand.run(operands, options)
  case "json": try ExportCommand.json(operands, options)
  default:
    print(usage)
    exit(2)
  }
} catch {
  FileHandle.standardError.write(Data("measure: \(error)\n".utf8))
  exit(1)
}
