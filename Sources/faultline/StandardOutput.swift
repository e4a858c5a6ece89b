internal import ArgumentParser
internal import Export

enum StandardOutput {
  /// - Throws: exit code 74, after writing the reason to standard error.
  static func write(_ text: String) throws {
    do { try OutputFile.writeToStandardOutput(text) } catch {
      StandardError.write("\(error)")
      throw ExitCode(74)
    }
  }
}
