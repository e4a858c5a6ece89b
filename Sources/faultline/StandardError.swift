internal import Glibc

enum StandardError {
  /// One line; if standard error is closed there is nobody to tell.
  static func write(_ line: String) {
    let bytes = Array("\(line)\n".utf8)
    _ = Glibc.write(STDERR_FILENO, bytes, bytes.count)
  }
}
