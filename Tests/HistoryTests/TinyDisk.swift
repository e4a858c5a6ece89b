internal import Glibc
import TestSupport

@testable import History

/// A file system in memory, of a size that a test can fill; only root may have one.
final class TinyDisk {
  static let isAllowed: Bool = {
    guard let disk = try? TinyDisk(kibibytes: 64) else { return false }
    return disk.isMounted
  }()

  private let folder: TemporaryFolder
  private(set) var isMounted = false

  init(kibibytes: Int) throws {
    folder = try TemporaryFolder()
    isMounted = mount("none", folder.path, "tmpfs", 0, "size=\(kibibytes)k") == 0
  }

  var history: HistoryFile { folder.history }

  func resize(kibibytes: Int) -> Bool {
    mount("none", folder.path, "tmpfs", UInt(MS_REMOUNT), "size=\(kibibytes)k") == 0
  }

  func setReadOnly(_ isReadOnly: Bool) -> Bool {
    mount("none", folder.path, "tmpfs", UInt(MS_REMOUNT | (isReadOnly ? MS_RDONLY : 0)), nil) == 0
  }

  deinit { if isMounted { umount2(folder.path, CInt(MNT_DETACH)) } }
}
