// swift-tools-version: 6.2
import PackageDescription

let swiftSettings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

let package = Package(
  name: "zhijian",
  platforms: [.macOS(.v15)],
  products: [
    .library(name: "Zhijian", targets: ["Zhijian"]),
    .library(name: "ZhijianFormats", targets: ["ZhijianFormats"]),
    .executable(name: "zhijian", targets: ["ZhijianCommand"]),
  ],
  traits: [
    // ZIP and XLSX files need libzip, XLSX reports libxlsxwriter; without these traits everything else builds on libicu alone.
    .default(enabledTraits: ["Archives", "Workbooks"]),
    .trait(name: "Archives", description: "Reads ZIP and XLSX files with libzip."),
    .trait(name: "Workbooks", description: "Writes XLSX reports with libxlsxwriter."),
  ],
  dependencies: [
    .package(url: "https://github.com/jpsim/Yams.git", from: "6.2.2"),
    .package(url: "https://github.com/apple/swift-argument-parser.git", from: "1.8.2"),
  ],
  targets: [
    .target(
      name: "CICU",
      linkerSettings: [.linkedLibrary("icui18n"), .linkedLibrary("icuuc"), .linkedLibrary("icudata")]
    ),
    .target(name: "CSHA256"),
    .target(
      name: "Zhijian",
      dependencies: ["CICU", "CSHA256", .product(name: "Yams", package: "Yams")],
      swiftSettings: swiftSettings
    ),
    .systemLibrary(name: "CZip", pkgConfig: "libzip", providers: [.apt(["libzip-dev"]), .brew(["libzip"])]),
    .target(
      name: "ZhijianArchives", dependencies: [.target(name: "CZip", condition: .when(traits: ["Archives"]))],
      swiftSettings: swiftSettings),
    .systemLibrary(
      name: "CXLSXWriter", pkgConfig: "xlsxwriter",
      providers: [.apt(["libxlsxwriter-dev"]), .brew(["libxlsxwriter"])]),
    .target(
      name: "ZhijianWorkbooks",
      dependencies: [.target(name: "CXLSXWriter", condition: .when(traits: ["Workbooks"]))],
      swiftSettings: swiftSettings),
    .target(
      name: "ZhijianFormats",
      dependencies: [
        "Zhijian", .product(name: "Yams", package: "Yams"),
        .target(name: "ZhijianArchives", condition: .when(traits: ["Archives"])),
        .target(name: "ZhijianWorkbooks", condition: .when(traits: ["Workbooks"])),
      ],
      swiftSettings: swiftSettings
    ),
    .executableTarget(
      name: "ZhijianCommand",
      dependencies: [
        "Zhijian", "ZhijianFormats",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      path: "Sources/zhijian",
      swiftSettings: swiftSettings
    ),
    .testTarget(
      name: "ZhijianTests", dependencies: ["Zhijian"],
      exclude: ["Text/Contexts", "Rules/SchemaAgreement", "Rules/Tables"], swiftSettings: swiftSettings),
    .testTarget(
      name: "ZhijianFormatsTests", dependencies: ["Zhijian", "ZhijianFormats"],
      swiftSettings: swiftSettings),
    .testTarget(
      name: "ShippedRulesTests", dependencies: ["Zhijian", "ZhijianFormats"],
      exclude: ["Blind"], swiftSettings: swiftSettings),
    .testTarget(
      name: "CommandTests", dependencies: ["Zhijian", "ZhijianFormats", "ZhijianCommand"],
      swiftSettings: swiftSettings),
  ]
)
