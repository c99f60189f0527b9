import Canonical
import Drawing
import Frame
import Pipeline
import Report

/// The type of a figure: how much it draws.
struct FigureType: ValueType {
  var kind: String { "figure" }
  var memberNames: [String] { ["rows", "marks"] }

  func memberType(_ path: [String]) -> FormulaType? {
    path.count == 1 && memberNames.contains(path[0]) ? .integer : nil
  }
}

/// A figure at run time.
struct FigureValue: Value {
  /// Rows that it is drawn from, after `where`.
  var rows: Int
  /// Rows, or groups of them, that have a mark.
  var marks: Int

  func member(_ path: [String]) throws -> Scalar? {
    switch path {
    case ["rows"]: .integer(Int64(rows))
    case ["marks"]: .integer(Int64(marks))
    default: nil
    }
  }

  func ingredients(reading parts: PartsRead, label: String) -> [Ingredient] { [] }
}

/// A checked `plot`.
///
/// What is stored of it is small: aggregates, which may be costly, and counts. Plain columns are in the store already and
/// are read again when the chart is drawn.
struct PlotWork: PresentedWork {
  var plan: PlotPlan

  var outputs: [any ValueType] { [FigureType()] }

  var inputs: [InputUse] {
    plan.source.inputs(reading: plan.columnsRead) + (plan.validation.map { [$0] } ?? [])
  }

  /// Titles, scales and the order of categories change nothing that is computed.
  var settings: [Ingredient] {
    var list = [Ingredient(.setting, role: "form", value: formText)]
    list += plan.gathering.channels.map {
      Ingredient(.setting, role: $0.role.rawValue, value: $0.canonicalText)
    }
    func add(_ role: String, _ value: String?) {
      if let value { list.append(Ingredient(.setting, role: role, value: value)) }
    }
    add("where", plan.gathering.condition?.canonicalText)
    add("bins", plan.gathering.bins.map(String.init))
    add("columns", plan.columns.isEmpty ? nil : plan.columns.joined(separator: "\n"))
    add("color top", plan.style.colorLimit.map(String.init))
    add("facet top", plan.style.facetLimit.map(String.init))
    add("class", plan.style.positive)
    add("rules", plan.rules.isEmpty ? nil : plan.rules.map(\.canonicalText).joined(separator: "\n"))
    return list
  }

  /// A sentence that opens with words opens with a capital; the name of a column stays as it is.
  private func sentence(_ text: String) -> String {
    let titles = plan.gathering.channels.flatMap { [$0.title, "mean \($0.title)"] }
    let opening = titles.contains { title in
      text.utf8.starts(with: title.utf8) && plan.source.schema[title] == nil
    }
    let word = text.utf8.prefix { $0 != UInt8(ascii: " ") }
    guard opening, word.allSatisfy({ (0x61...0x7A).contains($0) }), let first = text.first else {
      return text
    }
    return first.uppercased() + text.dropFirst()
  }

  /// What a chart of several pictures is for.
  private var purpose: String? {
    guard case .named(let chart) = plan.form, let first = chart.summary.first else { return nil }
    return first.uppercased() + chart.summary.dropFirst() + "."
  }

  private var formText: String {
    switch plan.form {
    case .named(let chart): "chart \(chart.name)"
    case .marks(let layers): layers.map(\.mark.rawValue).joined(separator: ", ")
    }
  }

  func diagramNode(_ values: [any Value]) -> (kind: Diagram.Kind, subtitle: String?)? { nil }

  func run(_ context: RunContext) throws -> CellResult {
    let drawing = PlotDrawing(plan: plan, context: context)
    let content = try drawing.computed()
    let part = content.kept.map { Part($0) }
    var writer = ByteWriter()
    writer.write(content.rows)
    writer.write(content.marks)
    writer.write(optional: part) { $0.write($1.digest) }
    writer.write(content.places)
    return CellResult(manifest: writer.bytes, parts: part.map { [$0] } ?? [])
  }

  func values(of result: StoredResult, _ context: RunContext) throws -> [any Value] {
    let manifest = try PlotManifest(result.manifest, rules: plan.rules.count)
    return [FigureValue(rows: manifest.rows, marks: manifest.marks)]
  }

  func present(_ input: PresentationInput) throws -> Presentation {
    let manifest = try PlotManifest(input.result.manifest, rules: plan.rules.count)
    let drawing = PlotDrawing(plan: plan, context: input.context)
    var pictures = try drawing.pictures(manifest)
    for index in pictures.indices { pictures[index].caption = pictures[index].caption.map(sentence) }
    let names = plan.source.names.joined(separator: ", ")
    let provenance = "plot · \(formText) · \(names) · \(NumberText.count(manifest.rows, "row"))"
    guard !pictures.isEmpty else {
      let columns = NumberText.count(plan.columns.count, "column")
      return Presentation(
        caption: nil, blocks: [.note("No value is missing in \(columns) of \(names).", .plain)],
        provenance: provenance)
    }
    let block: ReportBlock =
      pictures.count == 1 ? .picture(pictures[0], wide: pictures[0].width > 700) : .pictures(pictures)
    return Presentation(
      caption: pictures.count == 1 ? sentence(pictures[0].title) + "." : purpose, blocks: [block],
      provenance: provenance)
  }
}

/// What the store keeps of a figure.
struct PlotManifest {
  var rows: Int
  var marks: Int
  /// The part with what was costly to compute: aggregated values, or losses by round.
  var kept: Digest?
  /// Where the rules stand; NaN where there is no such place.
  var places: [Double]

  init(_ bytes: [UInt8], rules: Int) throws(DecodingFailure) {
    var reader = ByteReader(bytes)
    rows = try reader.readInt()
    marks = try reader.readInt()
    kept = try reader.readOptional { reader throws(DecodingFailure) in try reader.readDigest() }
    places = try reader.readDoubles()
    try reader.finish()
    guard places.count == rules else { throw DecodingFailure("another number of rules") }
  }
}
