internal import Glibc
internal import Themes

/// Finds themes: a file by its path, in the user's theme directory, or built in.
enum ThemeSource {
  enum Problem: Error {
    /// There is no theme of this name.
    case unknown(String)
    case unreadable(path: String, code: CInt)
    case wrong(path: String, ThemeProblems)

    /// One sentence for the footer.
    var summary: String { lines.first ?? "the theme cannot be used" }

    /// One line for each error.
    var lines: [String] {
      switch self {
      case .unknown(let name):
        [
          "\"\(name)\" is not a valid theme; use one of \(ThemeSource.names().joined(separator: ", ")), or a file"
        ]
      case .unreadable(let path, let code):
        ["\(path): cannot read the file: \(String(cString: strerror(code)).lowercased()); name a theme file"]
      case .wrong(let path, let problems):
        problems.problems.map { "\(path):\($0)" }
      }
    }

    /// 64 for an unknown name, 78 for a file that cannot be used.
    var exitCode: CInt {
      if case .unknown = self { 64 } else { 78 }
    }
  }

  /// Every available name: the built-in ones first, then the user's.
  static func names() -> [String] {
    EmbeddedThemes.names + userNames().filter { !EmbeddedThemes.names.contains($0) }
  }

  /// A path if it has a slash or ends in `.yaml`, else a name; the user's files take precedence over the built-in ones.
  static func theme(named name: String) throws(Problem) -> Theme {
    if name.contains("/") || name.hasSuffix(".yaml") || name.hasSuffix(".yml") { return try theme(at: name) }
    if let path = userPath(of: name), access(path, F_OK) == 0 { return try theme(at: path) }
    guard let source = EmbeddedThemes.source(of: name) else { throw .unknown(name) }
    return try theme(from: source, name: name, path: "\(name).yaml")
  }

  static func theme(at path: String) throws(Problem) -> Theme {
    let file = path.split(separator: "/").last.map(String.init) ?? path
    let name = file.split(separator: ".").first.map(String.init) ?? file
    return try theme(from: try contents(of: path), name: name, path: path)
  }

  private static func theme(from source: String, name: String, path: String) throws(Problem) -> Theme {
    do {
      return try ThemeFile.parse(source, name: name)
    } catch {
      throw .wrong(path: path, error)
    }
  }

  /// At most one byte more than a theme may have, so that the parser rejects a longer file.
  private static func contents(of path: String) throws(Problem) -> String {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .unreadable(path: path, code: errno) }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 16_384)
    while bytes.count <= ThemeFile.maximumBytes {
      let count = read(descriptor, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw .unreadable(path: path, code: errno) }
      if count == 0 { break }
      bytes += buffer.prefix(count)
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension ThemeSource {
  /// `themes/` beside the user's configuration.
  private static var userFolder: String? {
    if let home = variable("XDG_CONFIG_HOME") { return "\(home)/faultline/themes" }
    return variable("HOME").map { "\($0)/.config/faultline/themes" }
  }

  private static func variable(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
  }

  private static func userPath(of name: String) -> String? { userFolder.map { "\($0)/\(name).yaml" } }

  private static func userNames() -> [String] {
    guard let folder = userFolder.flatMap({ opendir($0) }) else { return [] }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      let file = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if file.hasSuffix(".yaml"), !file.hasPrefix(".") { names.append(String(file.dropLast(5))) }
    }
    return names.sorted()
  }
}
