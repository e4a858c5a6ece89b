import Foundation
import TestSupport

/// A program of Debian's that judges what was written. A missing one fails the test.
struct Tool {
  let code: Int32
  let output: String

  /// Runs it to its end with `input` on its standard input; `output` is all that it said.
  init(_ command: String..., input: String) throws {
    let folder = try TemporaryFolder()
    let inputPath = try folder.file("input", input)
    let outputPath = try folder.file("output", "")
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = command
    process.standardInput = FileHandle(forReadingAtPath: inputPath)
    process.standardOutput = FileHandle(forWritingAtPath: outputPath)
    process.standardError = process.standardOutput
    try process.run()
    process.waitUntilExit()
    code = process.terminationStatus
    output = try String(contentsOfFile: outputPath, encoding: .utf8)
  }
}
