// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [.treatAllWarnings(as: .error)]

/// A module of Limn: one phase of the way from Markdown to page (docs/architecture.md).
func module(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

/// A module that computes: optimized in debug builds too, in which tests fit models and CI renders the notebooks. Overflow and
/// bounds are checked as everywhere.
func kernels(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(
    name: name, dependencies: dependencies,
    swiftSettings: strict + [.unsafeFlags(["-O"], .when(configuration: .debug))])
}

func tests(_ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []) -> Target {
  .testTarget(
    name: name, dependencies: dependencies, exclude: exclude, swiftSettings: strict,
    linkerSettings: [.unsafeFlags(["-use-ld=lld"])])
}

let package = Package(
  name: "limn",
  products: [.executable(name: "limn", targets: ["limn"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    .systemLibrary(
      name: "CCmark", pkgConfig: "libcmark-gfm",
      providers: [.apt(["libcmark-gfm-dev", "libcmark-gfm-extensions-dev"])]),
    .systemLibrary(name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"])]),
    .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
    // Header only: the library is opened at run time, so that notebooks without boosting start fast.
    .systemLibrary(name: "CXGBoost", providers: [.apt(["libxgboost-dev"])]),
    // A header of our own alone.
    .systemLibrary(name: "CPrefetch"),
    .target(name: "CTemplates", cSettings: [.unsafeFlags(["-std=c23"])]),

    kernels("Canonical", ["CCrypto"]),
    module("Syntax", ["Canonical", "CCmark", "Yams"]),
    module("Compression", ["CZlib", "CZstd"]),
    kernels("Frame", ["Canonical"]),
    module("SQL", ["Canonical", "CSQLite", "Frame"]),
    kernels("Learning", ["Canonical", "Frame", "CPrefetch", "CXGBoost"]),
    module("Drawing", ["Canonical"]),
    module("Pipeline", ["Canonical", "Syntax", "Frame"]),
    module(
      "Report",
      [
        "Canonical", "Syntax", "Drawing", "CTemplates",
        .product(name: "Mustache", package: "swift-mustache"),
      ]),
    module(
      "Verbs",
      [
        "Canonical", "Syntax", "Compression", "Frame", "SQL", "Learning", "Drawing", "Pipeline", "Report",
      ]),
    module(
      "Workspace",
      [
        "Canonical", "Syntax", "Compression", "Pipeline", "Verbs", "Report", "Drawing", "Frame",
        .product(name: "GRDB", package: "GRDB.swift"), "Yams",
      ]),
    .executableTarget(
      name: "limn",
      dependencies: [
        "Canonical", "Syntax", "Frame", "Drawing", "Pipeline", "Report", "Verbs", "Workspace",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict, linkerSettings: [.unsafeFlags(["-use-ld=lld"])]),

    .target(
      name: "TestSupport", dependencies: ["Canonical", "Pipeline", "Report", "Syntax", "Verbs"],
      path: "Tests/TestSupport", swiftSettings: strict),
    tests("SyntaxTests", ["Canonical", "Syntax"]),
    tests("FrameTests", ["Canonical", "Frame"], exclude: ["Fixtures"]),
    tests("SQLTests", ["Canonical", "CSQLite", "Frame", "SQL"]),
    tests("CompressionTests", ["Compression", "CZlib", "CZstd"]),
    tests("LearningTests", ["Canonical", "Frame", "Learning"], exclude: ["Fixtures"]),
    tests("DrawingTests", ["Canonical", "Drawing"], exclude: ["Fixtures", "Goldens"]),
    tests("ReportTests", ["Canonical", "Syntax", "Drawing", "Report"]),
    tests("VerbsTests", ["Canonical", "Frame", "Learning", "Pipeline", "Syntax", "TestSupport", "Verbs"]),
    tests(
      "WorkspaceTests",
      [
        "Canonical", "Pipeline", "Syntax", "Verbs", "Workspace",
        .product(name: "GRDB", package: "GRDB.swift"),
      ]),
    tests("CommandTests", ["limn"]),
    tests("ArchitectureTests", []),
  ],
  swiftLanguageModes: [.v6]
)
