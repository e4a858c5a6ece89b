internal import CProbing
internal import Glibc

/// The names that /etc/hosts gives addresses to; read again when the file changes.
final class HostsFile {
  private let path: String
  private var stamp = Stamp(seconds: -1, nanoseconds: -1, inode: 0)
  private var looked = Moment(nanoseconds: .min)
  private var table: [String: [String]] = [:]

  private struct Stamp: Equatable {
    var seconds, nanoseconds: Int
    var inode: UInt64
  }

  init(path: String = "/etc/hosts") { self.path = path }

  /// Addresses in the order of the file; empty if the name is not in it.
  func addresses(of name: String) -> [String] {
    refresh()
    return table[name.lowercased()] ?? []
  }

  /// Looks at the file's date every few seconds at most.
  private func refresh() {
    let now = Moment.now
    guard looked + .seconds(3) < now else { return }
    looked = now
    var status = stat()
    let exists = stat(path, &status) == 0
    let current =
      exists
      ? Stamp(
        seconds: status.st_mtim.tv_sec, nanoseconds: status.st_mtim.tv_nsec, inode: UInt64(status.st_ino))
      : Stamp(seconds: -1, nanoseconds: -1, inode: 0)
    guard current != stamp else { return }
    stamp = current
    table = Self.parse(SmallFile.read(path) ?? "")
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

enum SmallFile {
  /// The first MiB of a file as text; `nil` if it cannot be read.
  static func read(_ path: String) -> String? {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var bytes = [UInt8](repeating: 0, count: 1 << 20)
    var count = 0
    while count < bytes.count {
      let got = bytes.withUnsafeMutableBytes {
        Glibc.read(file, $0.baseAddress?.advanced(by: count), $0.count - count)
      }
      guard got > 0 else { break }
      count += got
    }
    return String(decoding: bytes[..<count], as: UTF8.self)
  }
}
