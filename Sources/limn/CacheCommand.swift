import ArgumentParser
import Canonical
import Foundation
import Workspace

struct CacheCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cache", abstract: "Look after the store of results.",
    discussion: """
      EXAMPLE
        limn cache ls notebooks/
        limn cache gc notebooks/ --keep-runs 5
      """,
    subcommands: [List.self, Verify.self, Clean.self, Clear.self])

  struct Folder: ParsableArguments {
    @Argument(help: "A notebook or its folder.")
    var path: String = "notebooks"

    func project() throws(UsageError) -> ProjectFolder {
      guard Paths.exists(path) else { throw UsageError("there is no file or folder \(path)") }
      return Paths.isFolder(path) ? ProjectFolder(folder: path) : ProjectFolder(ofNotebook: path)
    }

    func store() throws(UsageError) -> SQLiteStore {
      let project = try project()
      guard let store = StoreOpening.existing(project, warn: warn) else {
        throw UsageError("there is no store in \(Paths.shown(project.path))", hint: "`limn render` makes one")
      }
      return store
    }
  }

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "ls", abstract: "What is kept: size, cost and last use of each result.",
      discussion: "EXAMPLE\n  limn cache ls notebooks/")
    @OptionGroup var folder: Folder
    @OptionGroup var options: OutputOptions

    func run() throws {
      options.apply()
      let store = try folder.store()
      let entries = store.entries()
      if options.format == .json {
        for entry in entries {
          JSONLine(
            type: "entry",
            [
              ("key", .text(entry.key.description)), ("verb", .text(entry.verb)),
              ("bytes", .integer(entry.size)),
              ("seconds", .number(entry.seconds)), ("lastUse", .text(entry.lastUse)),
            ]
          ).print()
        }
        return
      }
      TextTable(
        header: ["key", "verb", "bytes", "computed in", "last used by"],
        numeric: [false, false, true, true, false],
        rows: entries.map {
          [$0.key.short, $0.verb, NumberText.thousands($0.size), Durations.text($0.seconds), $0.lastUse]
        }
      ).print()
      Terminal.standardOutput.line(
        "\(NumberText.count(entries.count, "result")), file of \(NumberText.thousands(store.fileSize)) bytes")
    }
  }

  struct Verify: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "verify",
      abstract:
        "Compare everything kept with its digest; what is damaged is removed. Status 4 where there was any.",
      discussion: "EXAMPLE\n  limn cache verify notebooks/")
    @OptionGroup var folder: Folder
    @OptionGroup var options: OutputOptions

    func run() throws {
      options.apply()
      let report = try folder.store().verify()
      let damaged = report.damagedParts.count + report.damagedActions.count
      if options.format == .json {
        JSONLine(
          type: "verification",
          [
            ("values", .integer(report.parts)), ("results", .integer(report.actions)),
            ("damagedValues", .array(report.damagedParts.map { .text($0.description) })),
            ("damagedResults", .array(report.damagedActions.map { .text($0.description) })),
          ]
        ).print()
      } else {
        Terminal.standardOutput.line(
          "\(NumberText.count(report.parts, "value")) and \(NumberText.count(report.actions, "result")) read; "
            + (damaged == 0
              ? "all are as they were written"
              : "\(NumberText.count(report.damagedParts.count, "damaged value")) and \(NumberText.count(report.damagedActions.count, "result")) that need them removed; they are computed again when they are needed")
        )
      }
      if damaged > 0 { throw ExitStatus.different }
    }
  }

  struct Clean: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "gc", abstract: "Remove results that recent runs did not use.",
      discussion: "EXAMPLE\n  limn cache gc notebooks/ --keep-runs 5")
    @OptionGroup var folder: Folder
    @Option(help: "Keep what the last so many runs of each notebook used.")
    var keepRuns: Int = 10
    @OptionGroup var options: OutputOptions

    func validate() throws {
      guard keepRuns >= 1 else {
        throw ValidationError("--keep-runs wants a number of at least 1; `cache clear` removes everything")
      }
    }

    func run() throws {
      options.apply()
      let report = try folder.store().clean(keepingRuns: keepRuns)
      if options.format == .json {
        JSONLine(
          type: "cleaning",
          [
            ("results", .integer(report.actions)), ("values", .integer(report.parts)),
            ("bytes", .integer(report.bytes)),
          ]
        ).print()
      } else if !options.quiet {
        Terminal.standardOutput.line(
          "\(NumberText.count(report.actions, "result")) and \(NumberText.count(report.parts, "value")) removed, \(NumberText.thousands(report.bytes)) bytes freed"
        )
      }
    }
  }

  struct Clear: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "clear", abstract: "Remove the store with all its results and its history.",
      discussion: "EXAMPLE\n  limn cache clear notebooks/")
    @OptionGroup var folder: Folder
    @OptionGroup var options: OutputOptions

    func run() throws {
      options.apply()
      let path = try folder.project().storePath
      let existed = Paths.exists(path)
      for suffix in ["", "-journal"] where Paths.exists(path + suffix) {
        guard unlink(path + suffix) == 0 else {
          throw UsageError("\(Paths.shown(path + suffix)) cannot be removed")
        }
      }
      if !options.quiet, options.format == .text {
        Terminal.standardOutput.line(existed ? "removed \(Paths.shown(path))" : "there is no store")
      }
    }
  }
}
