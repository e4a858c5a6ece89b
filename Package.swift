// swift-tools-version: 6.2
import PackageDescription

/// Language settings every Swift target shares. CI sets the variable: there, a warning is an error.
let strict: [SwiftSetting] =
  [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
  ]
  + (Context.environment["FAULTLINE_WARNINGS_ARE_ERRORS"] == nil ? [] : [.treatAllWarnings(as: .error)])

let argumentParser: Target.Dependency = .product(
  name: "ArgumentParser", package: "swift-argument-parser")
let yams: Target.Dependency = .product(name: "Yams", package: "Yams")
let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")

func room(_ name: String, _ dependencies: [Target.Dependency] = [], path: String? = nil) -> Target {
  .target(name: name, dependencies: dependencies, path: path, swiftSettings: strict)
}

func tests(
  _ room: String, _ dependencies: [Target.Dependency] = [], resources: [Resource] = []
) -> Target {
  .testTarget(
    name: "\(room)Tests", dependencies: [.byName(name: room)] + dependencies,
    resources: resources, swiftSettings: strict)
}

let package = Package(
  name: "faultline",
  products: [
    .executable(name: "faultline", targets: ["faultline"]),
    // For tests, which preload it.
    .library(name: "FakeClock", type: .dynamic, targets: ["FakeClock"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
  ],
  targets: [
    // Values and pure rooms.
    room("Algorithms"),
    room("JSON"),
    room("YAML", ["Algorithms", yams]),
    room("Model", ["Algorithms"]),
    .target(
      name: "CCatalogue", exclude: ["regions.tsv", "domains.tsv", "facts.tsv", "default.yaml"],
      cSettings: [.unsafeFlags(["-std=c23"])]),
    room("Catalogue", ["Model", "CCatalogue"]),
    room("Configuration", ["Algorithms", "YAML", "Model", "Catalogue"]),
    room("Assessment", ["Model"]),
    .target(name: "CRisk"),
    room("Risk", ["Algorithms", "Model", "CRisk"]),
    room("RiskFiles", ["Algorithms", "Model", "Catalogue", "Risk", "XML", "JSON"]),
    room("Export", ["Model", "JSON"]),
    room("XML"),
    // Rooms that run.
    .target(
      name: "CProbing",
      linkerSettings: ["curl", "cares", "ssl", "crypto"].map { .linkedLibrary($0) }),
    room("Probing", ["Algorithms", "Model", "CProbing"]),
    room("History", ["Model", "JSON", grdb]),
    .target(
      name: "CReplay",
      exclude: [
        "us-east-1-2025-10-20.yaml", "google-cloud-2025-06-12.yaml", "fastly-2021-06-08.yaml",
        "dyn-2016-10-21.yaml", "region-lost.yaml", "link-cut.yaml",
      ], cSettings: [.unsafeFlags(["-std=c23"])]),
    room("Replay", ["Algorithms", "Model", "Catalogue", "CReplay", "JSON", "YAML"]),
    room("Monitor", ["Model", "Assessment", "Risk", "History"]),
    room("Feeds", ["Model", "Catalogue", "Probing", "XML", "JSON"]),
    // The screen.
    room("Screen", ["Algorithms"]),
    room("Dashboard", ["Algorithms", "Model", "Screen"]),
    .target(
      name: "Themes", dependencies: ["Algorithms", "YAML", "Screen"], path: "Themes",
      resources: ["dark", "light", "high-contrast", "okabe-ito", "solarized", "mono"].map {
        .embedInCode("\($0).yaml")
      }, swiftSettings: strict),
    .target(name: "CTerminal", linkerSettings: [.linkedLibrary("ncursesw")]),
    room("Terminal", ["Screen", "Themes", "CTerminal"]),
    // The composition root.
    .executableTarget(
      name: "faultline",
      dependencies: [
        "Algorithms", "JSON", "Model", "Catalogue", "Configuration", "Assessment", "Risk", "RiskFiles",
        "Export",
        "Feeds",
        "Probing",
        "Replay", "Monitor", "History", "Screen", "Dashboard", "Themes", "Terminal", argumentParser,
      ],
      exclude: ["faultline.1"], swiftSettings: strict),
    tests("XML"),
    tests("JSON"),
    tests("YAML"),
    tests(
      "Feeds", ["JSON", "Model", "Catalogue", "Probing", "Lab", "TestSupport"], resources: [.copy("Fixtures")]
    ),
    .target(name: "CRiskKernel", path: "Sources/Benchmarks/RiskKernel"),
    .executableTarget(
      name: "bench-risk", dependencies: ["Model", "Catalogue", "Risk", "RiskFiles", "CRiskKernel"],
      path: "Sources/Benchmarks/Risk", exclude: ["peers.py"], swiftSettings: strict),
    tests("Algorithms"),
    tests("Model"),
    .target(
      name: "RiskSupport", dependencies: ["Model"], path: "Tests/RiskSupport", swiftSettings: strict),
    tests("Risk", ["Model", "RiskSupport"]),
    tests("RiskFiles", ["Model", "Catalogue", "Risk", "RiskSupport", "TestSupport"]),
    tests("Assessment", ["Model"]),
    // Killed by the history's crash test, again and again.
    .executableTarget(
      name: "history-child", dependencies: ["History", "Model"], path: "Tests/HistoryChild",
      swiftSettings: strict),
    tests("History", ["Model", "history-child", "TestSupport", grdb]),
    tests("Monitor", ["Model", "Assessment", "History"]),
    tests("Replay", ["Model", "Catalogue", "Configuration", "Monitor"]),
    tests("Export", ["JSON", "Model", "TestSupport", "XML"]),
    tests("Screen"),
    tests("Dashboard", ["Model", "Risk", "Screen", "Terminal", "Themes"], resources: [.copy("Frames")]),
    tests("Terminal", ["Screen", "Themes"]),
    tests("Catalogue", ["Model"]),
    tests("Configuration", ["YAML", "Model", "Catalogue"]),
    tests("Probing", ["Model", "CProbing", "Lab"]),
    // Real servers on loopback, for tests that probe.
    .target(name: "Lab", path: "Tests/Lab", swiftSettings: strict),
    // Measured, never timed in a test: `swift run -c release bench-probing [http] [tls] [dns] [load]`.
    .target(
      name: "CBareLoop", path: "Sources/Benchmarks/CBareLoop", linkerSettings: [.linkedLibrary("curl")]),
    .executableTarget(
      name: "bench-probing", dependencies: ["Model", "Probing", "Lab", "CBareLoop"],
      path: "Sources/Benchmarks/Probing", swiftSettings: strict),
    // `swift run -c release bench-history [DAYS]`.
    .executableTarget(
      name: "bench-history", dependencies: ["History", "Model"], path: "Sources/Benchmarks/History",
      swiftSettings: strict),
    // Seeded worlds against the real pipeline; `swift run -c release bench-judgement --seeds 2000`.
    .target(
      name: "Trials", dependencies: ["Algorithms", "Model", "Monitor"], path: "Sources/Benchmarks/Trials",
      swiftSettings: strict),
    .executableTarget(
      name: "bench-judgement", dependencies: ["Trials"], path: "Sources/Benchmarks/Judgement",
      swiftSettings: strict),
    tests("Trials", ["Model"]),
    // Built and run by `.ci/fuzz`, with the address sanitizer.
    .executableTarget(
      name: "fuzz-feeds", dependencies: ["Feeds", "Model", "TestSupport"], path: "Tests/FuzzFeeds",
      swiftSettings: strict),
    // What tests of several rooms share.
    .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: strict),
    .testTarget(
      name: "FaultlineTests",
      dependencies: ["faultline", "Model", "History", "Lab", "TestSupport", argumentParser],
      exclude: ["emulator.py"], swiftSettings: strict),
    .target(name: "FakeClock", path: "Tests/FakeClock"),
    // The program in networks of namespaces, each with a fault.
    .testTarget(
      name: "NetworkLabTests", dependencies: ["faultline", "FakeClock", "Lab", "TestSupport"],
      exclude: ["network.sh", "wire.py", "lost_proxy.py"], swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)
