import Foundation
import Testing

@Suite("The manual page is valid and complete")
struct ManualTests {
  private static let path = #filePath.replacing(
    "Tests/FaultlineTests/ManualTests.swift", with: "Sources/faultline/faultline.1")

  @Test func itIsFormattedWithoutWarnings() throws {
    let run = try Execution(
      program: "/usr/bin/groff", ["-man", "-ww", "-z", "-Tutf8", Self.path],
      environment: ["PATH": "/usr/bin:/bin"])
    #expect(run.code == 0 && run.errors.isEmpty, "\(run.errors)")
  }

  @Test func itDescribesEveryCommandAndEveryExitCode() throws {
    let page = try String(contentsOfFile: Self.path, encoding: .utf8)
    let commands = try Execution("--help").output.split(separator: "\n").drop { $0 != "SUBCOMMANDS:" }
      .dropFirst().prefix { $0.hasPrefix("  ") }.filter { !$0.hasPrefix("   ") }
      .compactMap { $0.split(separator: " ").first.map(String.init) }.filter { $0 != "See" }
    #expect(commands.count >= 9)
    for word in commands + ["0", "1", "2", "3", "64", "70", "74", "78"] {
      #expect(page.contains("\n.TP\n.B \(word)\n"), "\(word)")
    }
  }
}
