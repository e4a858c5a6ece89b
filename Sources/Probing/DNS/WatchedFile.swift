internal import CProbing
internal import Glibc

/// A small file of the system whose changes matter, looked at every three seconds at most.
struct WatchedFile {
  private let path: String
  private var stamp: Stamp?
  private var looked = Moment(nanoseconds: .min)

  private struct Stamp: Equatable {
    var seconds = 0
    var nanoseconds = 0
    var inode: UInt64 = 0
  }

  init(path: String) { self.path = path }

  /// True the first time, and once after each change; a file that is gone is one that changed.
  mutating func hasChanged() -> Bool {
    let now = Moment.now
    guard looked + .seconds(3) < now else { return false }
    looked = now
    var status = stat()
    var current = Stamp()
    if stat(path, &status) == 0 {
      current = Stamp(
        seconds: status.st_mtim.tv_sec, nanoseconds: status.st_mtim.tv_nsec, inode: UInt64(status.st_ino))
    }
    defer { stamp = current }
    return current != stamp
  }

  /// The first MiB as text; `nil` if the file cannot be read.
  func text() -> String? {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while bytes.count < 1 << 20 {
      let count = read(file, &buffer, buffer.count)
      guard count > 0 else { break }
      bytes += buffer.prefix(count)
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
