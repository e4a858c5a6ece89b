internal import CTerminal

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// Wakes a thread that polls: any thread rings, one waits. However often it is rung, one wait hears it once.
package final class Doorbell: Sendable {
  /// Readable while rung.
  package let descriptor: CInt

  package init() { descriptor = ct_doorbell() }

  deinit { close(descriptor) }

  package func ring() {
    var one: UInt64 = 1
    // Fails only if the counter is full, and then it has long been rung.
    _ = write(descriptor, &one, MemoryLayout<UInt64>.size)
  }

  package func silence() {
    var count: UInt64 = 0
    _ = read(descriptor, &count, MemoryLayout<UInt64>.size)
  }
}
