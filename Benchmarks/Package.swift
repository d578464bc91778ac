// swift-tools-version: 6.2
import PackageDescription

// Measurements against peers and outside data: a package of its own, so neither reaches users.
let package = Package(
  name: "benchmarks",
  platforms: [.macOS(.v15)],
  dependencies: [.package(name: "zhijian", path: "..")],
  targets: [
    .executableTarget(
      name: "evasion-quality",
      dependencies: [
        .product(name: "Zhijian", package: "zhijian"), .product(name: "ZhijianFormats", package: "zhijian"),
      ],
      swiftSettings: [.swiftLanguageMode(.v6)]),
    .executableTarget(
      name: "privacy-quality",
      dependencies: [.product(name: "Zhijian", package: "zhijian")],
      swiftSettings: [.swiftLanguageMode(.v6)]),
    .executableTarget(
      name: "similarity-quality",
      dependencies: [
        .product(name: "Zhijian", package: "zhijian"), .product(name: "ZhijianFormats", package: "zhijian"),
      ],
      swiftSettings: [.swiftLanguageMode(.v6)]),
    .executableTarget(
      name: "tokenizer-speed",
      dependencies: [
        "CIterator", .product(name: "Zhijian", package: "zhijian"),
      ],
      swiftSettings: [.swiftLanguageMode(.v6)]),
    .target(name: "CIterator", linkerSettings: [.linkedLibrary("icuuc")]),
    .executableTarget(
      name: "segmentation-quality",
      dependencies: [
        "CIterator", .product(name: "Zhijian", package: "zhijian"),
      ],
      swiftSettings: [.swiftLanguageMode(.v6)]),
    .executableTarget(
      name: "engine-speed",
      dependencies: [
        "CIterator", .product(name: "Zhijian", package: "zhijian"),
        .product(name: "ZhijianFormats", package: "zhijian"),
      ],
      swiftSettings: [.swiftLanguageMode(.v6)]),
  ]
)
