// swift-tools-version: 6.2
import PackageDescription

/// Measures the data engine, built from the sources of the program without the rest of it.
let package = Package(
  name: "data-bench",
  targets: [
    .systemLibrary(name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
    .target(name: "Canonical", dependencies: ["CCrypto"]),
    .target(name: "Frame", dependencies: ["Canonical"]),
    .executableTarget(name: "measure", dependencies: ["Canonical", "Frame"]),
  ],
  swiftLanguageModes: [.v6]
)
