import ArgumentParser
import Lab
import TestSupport
import Testing

@testable import faultline

@Suite("How the program ends")
struct ExitCodeTests {
  private struct Surprise: Error {}

  @Test func anErrorNobodyForesawIsInternalAndNotAState() {
    #expect(Faultline.status(of: Surprise()) == ExitCode(70))
  }

  @Test func statesUsageAndHelpKeepTheirCodes() {
    for code in [0, 1, 2, 3, 64, 74, 78] as [Int32] {
      #expect(Faultline.status(of: ExitCode(code)) == ExitCode(code))
    }
    #expect(Faultline.status(of: ValidationError("no such thing")) == ExitCode(64))
    #expect(Faultline.status(of: CleanExit.helpRequest()) == .success)
    for words in [["check", "--colour"], ["check", "--rounds", "0"]] {
      let error = #expect(throws: (any Error).self) { try Faultline.parseAsRoot(words) }
      #expect(error.map(Faultline.status) == ExitCode(64))
    }
  }

  @Test func tooFewDescriptorsAreSaidAndNotWaitedFor() throws {
    let few = try Execution(
      program: "/bin/sh", ["-c", "ulimit -n 9; exec \"$0\" check --rounds 1", Program.path])
    #expect(few.code == 3 && few.output.isEmpty)
    #expect(few.errors.contains("limit of 9 open files") && few.errors.contains("ulimit -n 1024"))
  }

  @Test func descriptorsUsedUpAreNoOutage() throws {
    let silent = try HostilePeer.tcp(HostileHTTP.silent)
    let checks = (0..<90).map { "\"https://127.0.0.1:\(silent.port)/\($0)\"" }.joined(separator: ", ")
    let folder = try TemporaryFolder()
    let file = try folder.file(
      "config.yaml",
      "version: 1\nprobe: {timeout: 1s}\ncontrols: []\nservices: [{id: s, checks: [\(checks)]}]\n")
    let command = "ulimit -n 64; exec \"$0\" check --rounds 1 --format json --config \"$1\""
    let seen = try Execution(program: "/bin/sh", ["-c", command, Program.path, file])
    #expect(seen.output.contains("no socket: too many open files"))
    #expect(!seen.output.contains("\"unreachable\""))
  }

  @Test(arguments: [
    ["themes"], ["--help"], ["--version"], ["risk", "--no-history"], ["config", "example"],
    ["check", "--help"],
  ])
  func whatNobodyCanReadIs74(arguments: [String]) throws {
    let full = try Execution(program: Program.path, arguments, outputPath: "/dev/full")
    #expect(full.code == 74 && full.errors.contains("no space left"), "\(full.errors)")
    let words = arguments.joined(separator: " ")
    let closed = try Execution(
      program: "/bin/bash", ["-c", "{ sleep 0.2; \"$0\" \(words); echo $? >&2; } | true", Program.path])
    #expect(closed.errors.contains("broken pipe") && closed.errors.hasSuffix("\n74\n"), "\(closed.errors)")
  }

  @Test func versionAndHelpPrintAndEndWell() throws {
    let version = try Execution("--version")
    #expect(version.code == 0 && version.output == "\(Live.version)\n" && version.errors.isEmpty)
    let help = try Execution("check", "--help")
    #expect(help.code == 0 && help.output.contains("USAGE: faultline check") && help.errors.isEmpty)
  }
}
