import Foundation

/// Finds the notebooks that the user means.
package enum NotebookFiles {
  /// The notebooks of a folder and its subfolders, sorted by path: every `*.md` other than README.md;
  /// hidden folders and `templates` are left out, and symbolic links are not followed.
  package static func below(_ folder: String) -> [String] {
    var found: [String] = []
    var pending = [folder]
    while let next = pending.popLast(), found.count < 10_000 {
      let names = ((try? FileManager.default.contentsOfDirectory(atPath: next)) ?? []).sorted()
      for name in names where !name.hasPrefix(".") && !name.hasPrefix("_") {
        let path = next + "/" + name
        if Paths.isFolder(path) {
          if name != "templates" { pending.append(path) }
        } else if name.hasSuffix(".md"), name.lowercased() != "readme.md" {
          found.append(path)
        }
      }
    }
    return found.sorted()
  }

  /// Where the page of a notebook goes: into `folder` where one is given; else into `output` beside a project folder
  /// that is called `notebooks`; else next to the notebook.
  package static func output(of notebook: String, project: ProjectFolder, folder: String?) -> String {
    let absolute = Paths.absolute(notebook)
    let below = Paths.relative(absolute, to: project.path)
    let page = (below.hasSuffix(".md") ? String(below.dropLast(3)) : below) + ".html"
    if let folder { return Paths.absolute(folder) + "/" + (page.hasPrefix("/") ? Paths.name(page) : page) }
    if Paths.name(project.path) == "notebooks" { return Paths.parent(project.path) + "/output/" + page }
    return (absolute.hasSuffix(".md") ? String(absolute.dropLast(3)) : absolute) + ".html"
  }
}
