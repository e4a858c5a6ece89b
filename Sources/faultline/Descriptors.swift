internal import ArgumentParser
internal import Glibc

/// Room for the descriptors that live probing needs.
enum Descriptors {
  /// Standard streams, loops, timers and wake-ups, the history, and some sockets: with fewer, Dispatch loses
  /// its timers without a word, and a run would never end.
  private static let least: rlim_t = 64
  /// And a socket for each of the most probes that a configuration may run at once.
  private static let wanted: rlim_t = 65_536 + least

  /// Raises the soft limit as far as it is useful and allowed.
  ///
  /// - Throws: Exit code 3, unknown, once it has said that even the hard limit is too low to probe anything.
  static func reserve() throws {
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return }
    if limit.rlim_cur < wanted, limit.rlim_cur < limit.rlim_max {
      limit.rlim_cur = min(wanted, limit.rlim_max)
      _ = setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    }
    guard limit.rlim_cur < least else { return }
    StandardError.write(
      "faultline: only \(limit.rlim_cur) files may be open at once, too few to probe anything; "
        + "raise the limit to \(least) or more: ulimit -n 1024")
    throw ExitCode(3)
  }
}
