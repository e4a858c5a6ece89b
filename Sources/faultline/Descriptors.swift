internal import ArgumentParser
internal import Glibc

/// The file descriptors that live probing needs.
enum Descriptors {
  /// Standard streams, loops, timers and wake-ups, the history, and some sockets: with fewer, Dispatch silently
  /// loses its timers, and a run would never end.
  private static let least: rlim_t = 64
  /// The same, with a socket for each of the probes that a configuration may run at once.
  private static let wanted: rlim_t = 65_536 + least

  /// Raises the soft limit as far as useful and allowed.
  ///
  /// - Throws: exit code 3 (unknown) if even the hard limit is too low, after writing that to standard error.
  static func reserve() throws {
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return }
    if limit.rlim_cur < wanted, limit.rlim_cur < limit.rlim_max {
      limit.rlim_cur = min(wanted, limit.rlim_max)
      _ = setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    }
    guard limit.rlim_cur < least else { return }
    StandardError.write(
      "faultline: the limit of \(limit.rlim_cur) open files is too low to probe anything; "
        + "raise it to at least \(least): ulimit -n 1024")
    throw ExitCode(3)
  }
}
