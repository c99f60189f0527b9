import Foundation

let arguments = Array(CommandLine.arguments.dropFirst())
do {
  switch arguments.first {
  case "fit" where arguments.count >= 3: try FitCommand(Array(arguments.dropFirst())).run()
  case "rows" where arguments.count >= 3: try RowsCommand(Array(arguments.dropFirst())).run()
  case "explain" where arguments.count >= 3: try ExplainCommand(Array(arguments.dropFirst())).run()
  case "recipe": try RecipeCommand(Array(arguments.dropFirst())).run()
  case "bootstrap": try BootstrapCommand(Array(arguments.dropFirst())).run()
  default:
    print(
      """
      measure fit FILE KIND [option=value …]    seconds and processor seconds of a fit and of predicting all rows, and the accuracy
      measure rows FILE KIND [option=value …]   microseconds of a prediction of one row
      measure explain FILE KIND [option=value …]   microseconds of the Shapley values of a row
      measure recipe [ROWS]                     processor seconds of making features, and microseconds of those of one row
      measure bootstrap [ROWS [RESAMPLES]]      seconds and processor seconds of intervals for four scores

      FILE: rows and features as two 64-bit integers, then the features one after another and the classes, all in double precision.
      """)
    exit(arguments.isEmpty ? 0 : 2)
  }
} catch {
  FileHandle.standardError.write(Data("\(error)\n".utf8))
  exit(1)
}
