internal import YAML
internal import Glibc

/// Reads a file as text, within limits.
enum ConfigurationFile {
  static let sizeLimit = 4 << 20

  static func text(at path: String) throws(ConfigurationError) -> String {
    let bytes = try bytes(at: path)
    if let position = firstBadByte(in: bytes) {
      throw ConfigurationError(file: path, findings: [(.file(.binary), position)])
    }
    let content = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
    return String(decoding: content, as: UTF8.self)
  }

  private static func bytes(at path: String) throws(ConfigurationError) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw failure(errno == ENOENT ? .file(.notFound) : .file(.unreadable(errno: errno)), path)
    }
    defer { close(descriptor) }
    var status = stat()
    if fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
      throw failure(.file(.isDirectory), path)
    }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(descriptor, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw failure(.file(.unreadable(errno: errno)), path) }
      if count == 0 { return bytes }
      bytes += buffer[..<count]
      guard bytes.count <= sizeLimit else { throw failure(.file(.tooLarge(limit: sizeLimit)), path) }
    }
  }

  private static func failure(_ fact: Fact, _ path: String) -> ConfigurationError {
    ConfigurationError(diagnostics: [Diagnostic(file: path, position: nil, fact: fact)])
  }

  /// Where the first byte stands that no UTF-8 text can hold, or the first NUL; `nil` if all is text.
  private static func firstBadByte(in bytes: [UInt8]) -> YAMLPosition? {
    if String(validating: bytes, as: UTF8.self) != nil, !bytes.contains(0) { return nil }
    var line = 1
    for (index, text) in bytes.split(separator: 10, omittingEmptySubsequences: false).enumerated() {
      line = index + 1
      if text.contains(0) || String(validating: text, as: UTF8.self) == nil { break }
    }
    return YAMLPosition(line: line, column: 1)
  }
}
