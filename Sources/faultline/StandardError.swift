internal import Glibc

enum StandardError {
  /// Writes one line; failures are ignored.
  static func write(_ line: String) {
    let bytes = Array("\(line)\n".utf8)
    _ = Glibc.write(STDERR_FILENO, bytes, bytes.count)
  }
}
