/// The names that /etc/hosts gives addresses to; read again when the file changes.
final class HostsFile {
  private var file: WatchedFile
  private var table: [String: [String]] = [:]

  init(path: String = "/etc/hosts") { file = WatchedFile(path: path) }

  /// Addresses in the order of the file; empty if the name is not in it.
  func addresses(of name: String) -> [String] {
    if file.hasChanged() { table = Self.parse(file.text() ?? "") }
    return table[name.lowercased()] ?? []
  }

  static func parse(_ text: String) -> [String: [String]] {
    var table: [String: [String]] = [:]
    for line in text.split(whereSeparator: \.isNewline) {
      let fields = line.prefix { $0 != "#" }.split { $0 == " " || $0 == "\t" }
      guard let first = fields.first, let address = IPAddress(String(first)) else { continue }
      for name in fields.dropFirst() { table[name.lowercased(), default: []].append(address.text) }
    }
    return table
  }
}
