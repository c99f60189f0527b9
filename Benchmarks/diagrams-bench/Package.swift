// swift-tools-version: 6.2
import PackageDescription

/// Measures the layout of diagrams, built from the sources of the program without the rest of it.
let package = Package(
  name: "diagrams-bench",
  targets: [
    .systemLibrary(name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
    .target(name: "Canonical", dependencies: ["CCrypto"]),
    .target(name: "Drawing", dependencies: ["Canonical"]),
    .executableTarget(name: "measure", dependencies: ["Canonical", "Drawing"]),
  ],
  swiftLanguageModes: [.v6]
)
