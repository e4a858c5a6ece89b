import Glibc

/// The binary under test: `faultline`, built beside the tests.
enum Program {
  static let path: String = {
    var buffer = [CChar](repeating: 0, count: 4096)
    let length = readlink("/proc/self/exe", &buffer, buffer.count)
    let own = String(decoding: buffer.prefix(max(0, length)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return own.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
      + "/faultline"
  }()

  /// Starts a program with no signal blocked or ignored; threads of test runners have many of them blocked.
  static func spawn(
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

/// A folder that is gone when the test is over.
final class TemporaryFolder {
  let path: String

  init() throws {
    var template = Array("/tmp/faultline-test.XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw PosixError("mkdtemp") }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// Writes a file and returns its path.
  func file(_ name: String, _ text: String) throws -> String {
    let path = "\(path)/\(name)"
    guard let file = fopen(path, "w") else { throw PosixError("fopen") }
    defer { fclose(file) }
    guard fputs(text, file) >= 0 else { throw PosixError("fputs") }
    return path
  }

  var files: [String] {
    guard let folder = opendir(path) else { return [] }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  deinit {
    for name in files { unlink("\(path)/\(name)") }
    rmdir(path)
  }
}

struct PosixError: Error, CustomStringConvertible {
  let description: String

  init(_ call: String, code: CInt = errno) { description = "\(call): \(String(cString: strerror(code)))" }
}
