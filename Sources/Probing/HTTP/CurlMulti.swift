internal import CProbing

/// libcurl's multi handle on an `EventLoop`: curl says which sockets and what time it waits for.
///
/// Confined to the loop's queue, as are the handles in it.
final class CurlMulti: SocketOwner {
  private let loop: EventLoop
  private let multi: UnsafeMutableRawPointer
  private var timer: Timer?
  private var idle: [CurlHandle] = []
  private let settings: CurlSettings
  private var isKicked = false

  private static let isLibraryReady = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

  /// `nil` when memory or descriptors run out.
  init?(settings: CurlSettings, loop: EventLoop) {
    guard Self.isLibraryReady, let multi = curl_multi_init() else { return nil }
    self.loop = loop
    self.multi = multi
    self.settings = settings
    timer = Timer { [unowned self] in timeIsUp() }
    cp_set_multi(multi, Unmanaged.passUnretained(self).toOpaque(), Self.onSocket, Self.onTimer)
  }

  /// Every transfer has to be cancelled before.
  func close() {
    if let timer { loop.cancel(timer) }
    timer = nil
    for handle in idle { handle.destroy() }
    idle.removeAll()
    curl_multi_cleanup(multi)
  }

  /// A handle with the settings that all transfers share; `nil` when memory runs out.
  func handle() -> CurlHandle? { idle.popLast() ?? CurlHandle(settings) }

  /// Begins the transfer set up in `handle`; `handle.finished` is called once, on a fresh stack.
  /// False if curl refuses it.
  func begin(_ handle: CurlHandle) -> Bool {
    handle.begun = .now
    return curl_multi_add_handle(multi, handle.easy) == CURLM_OK
  }

  /// Takes a handle back, its transfer ended or not.
  func giveBack(_ handle: CurlHandle) {
    curl_multi_remove_handle(multi, handle.easy)
    handle.clear()
    if idle.count < 64 { idle.append(handle) } else { handle.destroy() }
  }

  func isReady(_ descriptor: Int32, _ readiness: Readiness) {
    var events: Int32 = 0
    if readiness.contains(.readable) { events |= CURL_CSELECT_IN }
    if readiness.contains(.writable) { events |= CURL_CSELECT_OUT }
    if !readiness.isDisjoint(with: .failed) { events |= CURL_CSELECT_ERR }
    act(descriptor, events)
  }

  private func timeIsUp() { act(CURL_SOCKET_TIMEOUT, 0) }

  private func kick() {
    guard !isKicked else { return }
    isKicked = true
    loop.soon { [weak self] in
      self?.isKicked = false
      if self?.timer != nil { self?.timeIsUp() }
    }
  }

  private func act(_ socket: Int32, _ events: Int32) {
    var running: Int32 = 0
    curl_multi_socket_action(multi, socket, events, &running)
    collect()
  }

  private func collect() {
    var result = CURLE_OK
    while let easy = cp_next_finished(multi, &result) {
      guard let owner = cp_get_owner(easy) else { continue }
      Unmanaged<CurlHandle>.fromOpaque(owner).takeUnretainedValue().end(result)
    }
  }

  private static let onSocket: cp_curl_socket = { easy, socket, what, owner, _ in
    guard let owner else { return 0 }
    let multi = Unmanaged<CurlMulti>.fromOpaque(owner).takeUnretainedValue()
    switch what {
    case CURL_POLL_IN:
      if let handle = cp_get_owner(easy) {
        Unmanaged<CurlHandle>.fromOpaque(handle).takeUnretainedValue().noteReading()
      }
      multi.loop.watch(socket, for: .readable, owner: multi)
    case CURL_POLL_OUT: multi.loop.watch(socket, for: .writable, owner: multi)
    case CURL_POLL_INOUT: multi.loop.watch(socket, for: [.readable, .writable], owner: multi)
    default: multi.loop.unwatch(socket)
    }
    return 0
  }

  /// curl forbids to be called from here, so that "at once" is done at the end of the turn.
  private static let onTimer: cp_curl_timer = { _, milliseconds, owner in
    guard let owner else { return 0 }
    let multi = Unmanaged<CurlMulti>.fromOpaque(owner).takeUnretainedValue()
    guard let timer = multi.timer else { return 0 }
    if milliseconds <= 0 {
      multi.loop.cancel(timer)
      if milliseconds == 0 { multi.kick() }
    } else {
      multi.loop.set(timer, at: .now + .milliseconds(milliseconds))
    }
    return 0
  }
}
