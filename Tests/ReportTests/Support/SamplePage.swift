import Drawing
import Report
import Syntax

/// A page with one of everything, as an author would write it.
enum SamplePage {
  static func content(pictures: Pictures) -> PageContent {
    var page = NotebookBuilder(title: "Penguins, and what a bill can tell")
    page.front.subtitle =
      "Three species, four measurements, two islands too many. A small model, checked the way a large one should be."
    page.front.authors = ["Ada Example", "Grace Sample"]
    page.front.date = "2022-06-17"
    page.front.tags = ["classification", "field notes"]
    page.front.seed = 42
    page.words = 1_430
    page.messages = [
      PageContent.Message(
        severity: .warning, code: "L0212", place: "line 41",
        text: "no step uses the column `island`; `drop` it to say so")
    ]
    data(&page, pictures)
    models(&page, pictures)
    segments(&page, pictures)
    loose(&page, pictures)
    return page.content
  }

  /// The drawings, from outside, as the sample is about the page.
  struct Pictures {
    var sparks: [Picture]
    var chart: Picture
    var confusion: Picture
    var diagram: Picture
  }

  private static func data(_ page: inout NotebookBuilder, _ pictures: Pictures) {
    let rows = page.value("= penguins.rows", .value("344"))
    page.paragraph(
      .text("Palmer Station recorded "), rows,
      .text(
        " penguins between 2007 and 2009. Two in a hundred of the rows have a gap somewhere, which is exactly the "
      ),
      .text(
        "kind of detail that decides whether a notebook can be run again next year. The data are by Gorman and "
      ),
      .text("others"), .footnoteReference(number: 1, occurrence: 1), .text(" and were made popular as "),
      .emphasis([.text("palmerpenguins")]), .text("."))
    page.heading(2, "The data")
    page.paragraph(
      .text(
        "We keep a quarter of the birds aside, with the same share of species on both sides, and never look at them "
      ),
      .text(
        "again until the end. Nobody has to take that on trust: the rows of every table are followed through the "
      ),
      .text("notebook, and a model that had met its examination paper before would be an error."))
    page.cell(schema(pictures))
    page.paragraph(
      .text(
        "One quarter of the birds is set aside. Because chinstraps are the rarest of the three, the draw is "),
      .strong([.text("stratified")]), .text(": each part holds the species in the proportions of the whole."))
    page.cell(split())
  }

  private static func schema(_ pictures: Pictures) -> CellReport {
    func row(
      _ name: String, _ type: String, _ missing: String, _ distinct: String, _ median: String?,
      _ range: String, _ spark: Int
    )
      -> [ReportTable.Entry]
    {
      [
        .strong(name), .dim(type), .text(missing), .text(distinct),
        .picture(pictures.sparks[spark % pictures.sparks.count]),
        median.map { .text($0) } ?? .missing, .dim(range),
      ]
    }
    let table = ReportTable(
      columns: [
        .init("column"), .init("type"), .init("missing", numeric: true), .init("distinct", numeric: true),
        .init("distribution"), .init("median", numeric: true), .init("range"),
      ],
      rows: [
        row("species", "category · target", "0", "3", nil, "Adelie, Gentoo, …", 0),
        row("bill_length_mm", "number", "2", "164", "44.5", "32.1 – 59.6", 1),
        row("bill_depth_mm", "number", "2", "80", "17.3", "13.1 – 21.5", 2),
        row("body_mass_g", "integer", "2", "94", "4,050", "2,700 – 6,300", 3),
        row("sex", "category", "11", "2", nil, "male, female", 4),
      ])
    return CellReport(
      names: ["penguins"], verb: "load", caption: "What was loaded: seven columns, `species` is the target.",
      blocks: [.table(table)],
      provenance: "load · `data/penguins.csv` · 344 rows read, 344 kept, 0 rejected", key: "3f9a41c7",
      source: [
        .init(.keyword, "load"), .init(.plain, " "), .init(.name, "penguins"), .init(.keyword, " from "),
        .init(.text, "\"data/penguins.csv\""), .init(.plain, "\n"), .init(.keyword, "target"),
        .init(.plain, " species  "),
        .init(.comment, "# what we want to know"), .init(.plain, "\n"), .init(.keyword, "column"),
        .init(.plain, " body_mass_g integer "), .init(.option, "format:"), .init(.plain, " "),
        .init(.text, "\"0\""), .init(.plain, "\n"), .init(.keyword, "limit"), .init(.plain, " "),
        .init(.value, "1_000"),
        .init(.plain, "\n"),
      ])
  }

  private static func split() -> CellReport {
    let table = ReportTable(
      columns: [
        .init("part"), .init("rows", numeric: true), .init("share", unit: "%", numeric: true),
        .init("Adelie", unit: "%", numeric: true), .init("Chinstrap", unit: "%", numeric: true),
        .init("Gentoo", unit: "%", numeric: true),
      ],
      rows: [
        [.text("train"), .text("258"), .text("75.0"), .text("44.2"), .text("19.8"), .text("36.0")],
        [.text("test"), .text("86"), .text("25.0"), .text("44.2"), .text("19.8"), .text("36.0")],
      ])
    return CellReport(
      names: ["train", "test"], verb: "sample", caption: "One draw, two parts.",
      blocks: [.table(table), .note("The parts are disjoint by construction.", .plain)],
      provenance: "sample · penguins · 344 rows", key: "77aa01be",
      source: [
        .init(.keyword, "sample"), .init(.plain, " train, test "), .init(.keyword, "from"),
        .init(.plain, " penguins\n"),
        .init(.keyword, "split"), .init(.value, " 75%, 25%"), .init(.plain, "\n"),
        .init(.keyword, "stratify by"),
        .init(.plain, " species\n"),
      ])
  }

  private static func models(_ page: inout NotebookBuilder, _ pictures: Pictures) {
    page.heading(2, "Two models")
    let first = page.value("= scores.logistic.accuracy | percent", .value("98.8 %"))
    let second = page.value("= scores.boosting.accuracy | percent", .value("97.7 %"))
    let broken = page.value(
      "= scores.bosting.accuracy", .failure("`scores` has no member `bosting`; there is `boosting`"))
    page.paragraph(
      .text("A logistic regression gets "), first, .text(" of the held-out birds right, boosted trees "),
      second,
      .text(
        ". Always answering “Adelie” would get 44 %. The intervals overlap: on 86 birds nobody should claim a winner."
      ))
    page.cell(
      .showing(
        .tiles([
          .init(label: "accuracy", value: "0.988", detail: "95 % interval 0.953 – 1.000"),
          .init(label: "macro F1", value: "0.985", detail: "baseline 0.204"),
          .init(label: "log loss", value: "0.061", detail: "baseline 1.051"),
          .init(label: "calibration error", value: "0.021", detail: "10 bins"),
        ]), names: [], verb: "show"))
    page.heading(3, "Held-out scores")
    page.cell(scores(pictures))
    page.paragraph(.text("A misspelt value shows itself: "), broken, .text(" in the middle of a sentence."))
    page.heading(3, "Importance")
    page.cell(
      CellReport(
        names: ["importance"], verb: "plot", caption: "What the boosted trees look at, by permutation.",
        blocks: [.picture(pictures.chart, wide: false)], provenance: "plot · boosting on test · 86 rows",
        key: "0c11d2e3", source: [.init(.keyword, "plot"), .init(.plain, " importance\n")]))
  }

  private static func scores(_ pictures: Pictures) -> CellReport {
    let table = ReportTable(
      columns: [
        .init("model"), .init("accuracy", numeric: true), .init("macro F1", numeric: true),
        .init("log loss", numeric: true), .init("size"),
      ],
      rows: [
        [
          .text("logistic"), .measured("0.988", spread: "±.020"), .measured("0.985", spread: "±.026"),
          .measured("0.061", spread: "±.038"), .dim("10 features"),
        ],
        [
          .text("boosting"), .measured("0.977", spread: "±.031"), .measured("0.973", spread: "±.037"),
          .measured("0.084", spread: "±.055"), .dim("100 trees"),
        ],
        [.dim("baseline: majority"), .text("0.442"), .text("0.204"), .text("1.051"), .missing],
      ], emphasized: [0], note: "Held-out rows only; the baseline answers “Adelie” every time.")
    return CellReport(
      names: ["scores"], verb: "evaluate",
      caption: "Held-out scores with 95 % bootstrap intervals, 86 birds.",
      blocks: [
        .table(table), .picture(pictures.confusion, wide: false),
        .checks([
          .init(.passed, "require scores.logistic.accuracy >= 0.95", found: "0.988"),
          .init(
            .failed, "require scores.logistic.log_loss < 0.05",
            explanation: "the model is less sure than asked", found: "0.061"),
          .init(
            .unproved, "disjoint rows", explanation: "two separate loads; compared when run, 0 rows shared",
            found: "0"),
        ]),
      ],
      provenance: "evaluate · logistic, boosting on test · rows proved disjoint from training",
      key: "b07e22d4",
      source: [.init(.keyword, "evaluate"), .init(.plain, " scores\n")])
  }

  private static func segments(_ page: inout NotebookBuilder, _ pictures: Pictures) {
    page.heading(2, "Where it fails")
    page.paragraph(.text("The worst segment is small, and the interval says so."))
    page.cell(
      CellReport(
        names: ["slices"], verb: "evaluate", caption: nil, blocks: [], provenance: "evaluate · boosting",
        key: "",
        source: [
          .init(.keyword, "evaluate"), .init(.plain, " slices "), .init(.keyword, "from"),
          .init(.plain, " boosting\n"),
        ],
        failure: .init(
          code: "L0501", message: "the slice `Chinstrap, female` has 0 rows, so no metric has a value",
          hint: "Widen the slice, or leave it out with `min_rows: 1`.", skipped: false)))
    page.cell(
      CellReport(
        names: ["drifted"], verb: "drift", caption: nil, blocks: [], provenance: "drift · slices", key: "",
        source: [.init(.keyword, "drift"), .init(.plain, " drifted\n")],
        failure: .init(code: "L0502", message: "it needs `slices`, which failed", hint: nil, skipped: true)))
    page.cell(wideTable())
    page.heading(2, "The pipeline")
    page.cell(
      CellReport(
        names: [], verb: "diagram",
        caption: "Drawn from the notebook itself: rows on the edges, facts on the nodes.",
        blocks: [.picture(pictures.diagram, wide: true)], provenance: "diagram · this notebook",
        key: "9d8c7b6a",
        source: [.init(.keyword, "diagram"), .init(.plain, "\npipeline\n")]))
  }

  private static func wideTable() -> CellReport {
    let names = ["logistic", "boosting", "forest", "naive Bayes", "nearest neighbours"]
    let metrics = [
      "accuracy", "balanced acc.", "macro F1", "weighted F1", "log loss", "Brier", "ROC AUC", "MCC", "kappa",
      "ECE", "latency",
    ]
    return CellReport(
      names: ["everything"], verb: "evaluate",
      caption: "Every metric for every model; the best of each is set bold.",
      blocks: [
        .table(
          ReportTable(
            columns: [.init("model")]
              + metrics.map { .init($0, unit: $0 == "latency" ? "µs" : nil, numeric: true) },
            rows: names.enumerated().map { index, name in
              [.text(name)]
                + metrics.indices.map { column in
                  index == 3 && column == 4
                    ? .missing
                    : (index + column) % 5 == 0
                      ? .strong("0.9\(column)\(index)") : .text("0.8\(column)\(index)")
                }
            }, note: "first 5 of 12 models"))
      ], provenance: "evaluate · five models on test", key: "51fe3d20", source: [.init(.keyword, "evaluate")])
  }

  private static func loose(_ page: inout NotebookBuilder, _ pictures: Pictures) {
    page.heading(2, "Links of the week")
    page.paragraph(.text("What we read while the kettle boiled, and why it stayed."))
    func item(_ checked: Bool?, _ inlines: MarkdownInline...) -> MarkdownBlock.ListItem {
      .init(checked: checked, blocks: [MarkdownBlock(.paragraph(inlines), Span(0, 0))])
    }
    page.block(
      .list(
        start: nil, tight: true,
        [
          item(
            nil,
            .link(
              destination: "https://allisonhorst.github.io/palmerpenguins/", title: "",
              [.text("palmerpenguins")]), .text(", where the data live, and why they replaced the irises.")),
          item(
            nil, .text("A script that does not run: "), .html("<script>alert(1)</script>"),
            .text(" and a link that does not lead: "),
            .link(destination: "javascript:alert(1)", title: "", [.text("here")]), .text(".")),
          item(
            nil, .text("The code "), .code("limn render notebooks/penguins.md"), .text(" makes this page.")),
        ]))
    page.block(
      .list(
        start: nil, tight: true,
        [
          item(true, .text("Look at the confusion matrix before the accuracy.")),
          item(
            false,
            .text(
              "Ask for the island of the three Chinstraps on Biscoe, which is a longer errand than it sounds and may take us a whole afternoon."
            )),
        ]))
    page.block(
      .quote([
        MarkdownBlock(.paragraph([.text("All models are wrong; some are wrong about penguins.")]), Span(0, 0))
      ]))
    let code = page.listing(
      "python", "import limn", "", "for bird in birds:",
      "    print(bird.species, bird.bill_length_mm / bird.bill_depth_mm, bird.flipper_length_mm, bird.body_mass_g)"
    )
    page.block(code.kind)
    page.block(
      .table(
        alignments: [.left, .right, .center],
        header: [[.text("Island")], [.text("Birds")], [.text("Species")]],
        rows: [
          [[.text("Biscoe")], [.text("168")], [.text("Adelie, Gentoo")]],
          [[.text("Dream")], [.text("124")], [.text("Adelie, Chinstrap")]],
          [[.text("Torgersen")], [.text("52")], [.text("Adelie")]],
        ]))
    page.paragraph(.image(destination: "birds.jpg", title: "", [.text("Three penguins in the snow")]))
    page.paragraph(
      .text("So long"), .footnoteReference(number: 2, occurrence: 1), .text(", and "),
      .strikethrough([.text("thanks for all the fish")]), .text("."))
    page.block(
      .footnote(
        number: 1, references: 1,
        [
          MarkdownBlock(
            .paragraph([
              .text(
                "Gorman KB, Williams TD, Fraser WR (2014). Ecological sexual dimorphism and environmental variability within a community of Antarctic penguins. "
              ), .emphasis([.text("PLoS ONE")]), .text(" 9(3)."),
            ]), Span(0, 0))
        ]))
    page.block(
      .footnote(
        number: 2, references: 1,
        [MarkdownBlock(.paragraph([.text("Until the next breeding season.")]), Span(0, 0))]))
  }
}
