// swift-tools-version: 6.2
import PackageDescription

/// Measures how models are fitted and predict, built from the sources of the program without the rest of it.
let package = Package(
  name: "learning-bench",
  targets: [
    .systemLibrary(name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
    .systemLibrary(name: "CXGBoost", providers: [.apt(["libxgboost-dev"])]),
    .systemLibrary(name: "CPrefetch"),
    .target(name: "Canonical", dependencies: ["CCrypto"]),
    .target(name: "Frame", dependencies: ["Canonical"]),
    .target(name: "Learning", dependencies: ["Canonical", "Frame", "CPrefetch", "CXGBoost"]),
    .executableTarget(name: "measure", dependencies: ["Canonical", "Frame", "Learning"]),
  ],
  swiftLanguageModes: [.v6]
)
