import TestSupport

/// The binary under test.
enum Program {
  static let path = ChildProcess.product("faultline")
}
