internal import ArgumentParser
internal import Export
internal import Glibc

enum StandardOutput {
  /// - Throws: exit code 74, after writing the reason to standard error.
  static func write(_ text: String) throws {
    do { try OutputFile.writeToStandardOutput(text) } catch {
      StandardError.write("\(error)")
      throw ExitCode(74)
    }
  }
}

enum StandardError {
  /// Writes one line; failures are ignored.
  static func write(_ line: String) {
    let bytes = Array("\(line)\n".utf8)
    _ = Glibc.write(STDERR_FILENO, bytes, bytes.count)
  }
}
