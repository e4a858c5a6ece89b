internal import CProbing
internal import Glibc
internal import Model

/// One TCP connection to one address, and optionally the first bytes the peer sends.
final class ConnectAttempt: SocketOwner {
  enum Event {
    /// How long it took.
    case connected(Duration)
    /// What has been read so far, at most `readLimit` bytes.
    case received([UInt8])
    case closed
    case failed(Evidence)
  }

  static let readLimit = 4096

  private let loop: EventLoop
  private let address: IPAddress
  private let begun = Moment.now
  private var socket: Int32 = -1
  private var isConnected = false
  private let reads: Bool
  private var bytes: [UInt8] = []
  private var notify: ((Event) -> Void)?

  /// Begins at once; `notify` is never called before this returns.
  init(to address: IPAddress, port: Int, reads: Bool, loop: EventLoop, notify: @escaping (Event) -> Void) {
    self.loop = loop
    self.address = address
    self.reads = reads
    self.notify = notify
    open(port)
  }

  private func open(_ port: Int) {
    socket = cp_socket(address.family.number, Int32(CP_STREAM), 0)
    guard socket >= 0 else { return failSoon(errno) }
    let result = address.withSocketAddress(port: port) { connect(socket, $0, $1) }
    guard result == 0 || errno == EINPROGRESS else { return failSoon(errno) }
    loop.watch(socket, for: .writable, owner: self)
  }

  /// Closes the socket; nothing is told any more.
  func cancel() {
    notify = nil
    guard socket >= 0 else { return }
    loop.unwatch(socket)
    close(socket)
    socket = -1
  }

  func isReady(_ descriptor: Int32, _ readiness: Readiness) {
    if isConnected { return read() }
    var error: Int32 = 0
    var length = socklen_t(MemoryLayout<Int32>.size)
    getsockopt(socket, SOL_SOCKET, SO_ERROR, &error, &length)
    guard error == 0 else { return fail(error) }
    isConnected = true
    if reads { loop.watch(socket, for: .readable, owner: self) } else { loop.unwatch(socket) }
    notify?(.connected(.now - begun))
  }

  private func read() {
    var buffer = [UInt8](repeating: 0, count: Self.readLimit - bytes.count)
    let count = recv(socket, &buffer, buffer.count, 0)
    guard count >= 0 else {
      if errno != EAGAIN && errno != EINTR { fail(errno) }
      return
    }
    guard count > 0 else {
      loop.unwatch(socket)
      notify?(.closed)
      return
    }
    bytes += buffer.prefix(count)
    if bytes.count >= Self.readLimit { loop.unwatch(socket) }
    notify?(.received(bytes))
  }

  private func failSoon(_ error: Int32) {
    loop.soon { [weak self] in self?.fail(error) }
  }

  private func fail(_ error: Int32) {
    let notify = notify
    cancel()
    var evidence =
      Evidence.systemError(error, to: address)
      ?? Evidence(.unreachable, String(cString: strerror(error)).lowercased())
    if isConnected, evidence.outcome == .reset { evidence.stage = .origin }
    notify?(.failed(evidence))
  }
}
