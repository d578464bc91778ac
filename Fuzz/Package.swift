// swift-tools-version: 6.2
import PackageDescription

// Coverage-guided tests: a package of its own, since it needs unsafe flags, which reach no user of the library.
// Built by scripts/fuzz.sh, which also instruments the library.
let package = Package(
  name: "fuzz",
  platforms: [.macOS(.v15)],
  dependencies: [.package(name: "zhijian", path: "..")],
  targets: [
    .executableTarget(
      name: "fuzz",
      dependencies: [
        .product(name: "Zhijian", package: "zhijian"), .product(name: "ZhijianFormats", package: "zhijian"),
      ],
      swiftSettings: [.swiftLanguageMode(.v6), .unsafeFlags(["-parse-as-library"])])
  ]
)
