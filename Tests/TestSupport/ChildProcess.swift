package import Glibc

/// Programs that tests start.
package enum ChildProcess {
  /// The path of a program of this package, built beside the tests.
  package static func product(_ name: String) -> String {
    var buffer = [CChar](repeating: 0, count: 4096)
    let length = readlink("/proc/self/exe", &buffer, buffer.count)
    let own = String(decoding: buffer.prefix(max(0, length)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    let folder = own.split(separator: "/", omittingEmptySubsequences: false).dropLast()
    return (folder + [Substring(name)]).joined(separator: "/")
  }

  /// Starts a program with no signal blocked or ignored; threads of test runners have many of them blocked.
  ///
  /// - Parameter environment: all of it, as `NAME=value`; nothing is inherited.
  package static func spawn(
    _ command: [String], _ actions: inout posix_spawn_file_actions_t, environment: [String], flags: CInt = 0
  ) throws -> pid_t {
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    var all = sigset_t()
    sigemptyset(&none)
    sigfillset(&all)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setsigdefault(&attributes, &all)
    posix_spawnattr_setflags(
      &attributes, Int16(CInt(POSIX_SPAWN_SETSIGMASK) | CInt(POSIX_SPAWN_SETSIGDEF) | flags))
    var pid: pid_t = 0
    var words = command.map { strdup($0) } + [nil]
    var variables = environment.map { strdup($0) } + [nil]
    defer { for string in words + variables { free(string) } }
    let code = posix_spawnp(&pid, command[0], &actions, &attributes, &words, &variables)
    guard code == 0 else { throw PosixError("posix_spawn \(command[0])", code: code) }
    return pid
  }
}

package struct PosixError: Error, CustomStringConvertible {
  package let description: String

  package init(_ call: String, code: CInt = errno) {
    description = "\(call): \(String(cString: strerror(code)))"
  }
}
