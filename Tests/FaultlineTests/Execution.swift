import Foundation
import TestSupport

/// One run of the program to its end, without a terminal.
struct Execution {
  let output, errors: String
  let code: Int32

  init(_ arguments: String..., environment: [String: String] = [:], outputPath: String? = nil) throws {
    try self.init(program: Program.path, arguments, environment: environment, outputPath: outputPath)
  }

  /// - Parameters:
  ///   - program: the binary under test, or one that starts it.
  ///   - environment: all of it; nothing is inherited.
  ///   - outputPath: where standard output goes; then it is not read back.
  init(
    program: String, _ arguments: [String], environment: [String: String] = [:], outputPath: String? = nil
  ) throws {
    let folder = try TemporaryFolder()
    let outputPath = try outputPath ?? folder.file("output", "")
    let errorPath = try folder.file("errors", "")
    let process = Process()
    process.executableURL = URL(filePath: program)
    process.arguments = arguments
    process.environment = environment
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle(forWritingAtPath: outputPath)
    process.standardError = FileHandle(forWritingAtPath: errorPath)
    try process.run()
    process.waitUntilExit()
    output = outputPath.hasPrefix(folder.path) ? try String(contentsOfFile: outputPath, encoding: .utf8) : ""
    errors = try String(contentsOfFile: errorPath, encoding: .utf8)
    code = process.terminationStatus
  }
}
