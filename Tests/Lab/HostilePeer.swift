internal import Foundation
internal import Glibc
internal import Synchronization

/// A peer that does what no real server will, over TCP or UDP on a free loopback port.
package final class HostilePeer: Sendable {
  package let port: Int
  private let state: State

  /// Shared with the threads, which may outlive the peer for a moment.
  private final class State: Sendable {
    let isStopped = Mutex(false)
    let served = Mutex(0)
  }

  /// Connections or datagrams served so far.
  package var served: Int { state.served.withLock { $0 } }

  /// Serves each TCP connection on a thread of its own; the connection is closed when `serve` returns.
  package static func tcp(port: Int = 0, _ serve: @escaping @Sendable (PeerConnection) -> Void) throws
    -> HostilePeer
  {
    let socket = LoopbackSocket(.stream)
    guard let port = socket.bind(port: port), listen(socket.descriptor, 1024) == 0 else {
      throw LabError.noPort
    }
    let peer = HostilePeer(port: port)
    let state = peer.state
    Thread.detachNewThread {
      while !state.isStopped.withLock({ $0 }) {
        guard socket.isReadable(within: 50) else { continue }
        let accepted = accept(socket.descriptor, nil, nil)
        guard accepted >= 0 else { continue }
        state.served.withLock { $0 += 1 }
        Thread.detachNewThread {
          serve(PeerConnection(descriptor: accepted) { state.isStopped.withLock { $0 } })
          close(accepted)
        }
      }
      socket.close()
    }
    return peer
  }

  /// Answers each datagram with those `reply` returns.
  package static func udp(port: Int = 0, _ reply: @escaping @Sendable ([UInt8]) -> [[UInt8]]) throws
    -> HostilePeer
  {
    let socket = LoopbackSocket(.datagram)
    guard let port = socket.bind(port: port) else { throw LabError.noPort }
    let peer = HostilePeer(port: port)
    let state = peer.state
    Thread.detachNewThread {
      while !state.isStopped.withLock({ $0 }) {
        guard socket.isReadable(within: 50) else { continue }
        state.served.withLock { $0 += 1 }
        socket.answerOne(reply)
      }
      socket.close()
    }
    return peer
  }

  private init(port: Int) {
    self.port = port
    state = State()
  }

  deinit { state.isStopped.withLock { $0 = true } }
}

/// One accepted connection, with blocking calls that end when the peer is stopped.
package struct PeerConnection: Sendable {
  let descriptor: Int32
  let isStopped: @Sendable () -> Bool

  package func send(_ text: String) { _ = send(Array(text.utf8)) }

  /// False once the other side is gone.
  package func send(_ bytes: [UInt8]) -> Bool {
    Glibc.send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count
  }

  /// Reads until an empty line, as an HTTP request ends.
  package func readRequest() -> String {
    var bytes: [UInt8] = []
    while !String(decoding: bytes, as: UTF8.self).contains("\r\n\r\n") {
      let part = read()
      guard !part.isEmpty else { break }
      bytes += part
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// What is there to read; empty at the end or after five seconds.
  package func read() -> [UInt8] {
    guard LoopbackSocket(descriptor: descriptor).isReadable(within: 5000) else { return [] }
    var buffer = [UInt8](repeating: 0, count: 4096)
    let count = recv(descriptor, &buffer, buffer.count, 0)
    return Array(buffer.prefix(max(0, count)))
  }

  /// Waits until the other side closes or the peer is stopped, thirty seconds at most.
  package func waitForClose() {
    for _ in 0..<600 where !isStopped() {
      guard LoopbackSocket(descriptor: descriptor).isReadable(within: 50) else { continue }
      var buffer = [UInt8](repeating: 0, count: 4096)
      if recv(descriptor, &buffer, buffer.count, 0) <= 0 { return }
    }
  }

  /// Waits a moment; false once the peer is stopped.
  package func pause(milliseconds: Int) -> Bool {
    usleep(UInt32(milliseconds * 1000))
    return !isStopped()
  }

  /// Makes the close that follows a reset.
  package func armReset() {
    var option = linger(l_onoff: 1, l_linger: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
  }
}

extension LoopbackSocket {
  init(descriptor: Int32) { self.descriptor = descriptor }

  func isReadable(within milliseconds: Int32) -> Bool {
    var poll = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return Glibc.poll(&poll, 1, milliseconds) > 0
  }

  fileprivate func answerOne(_ reply: ([UInt8]) -> [[UInt8]]) {
    var buffer = [UInt8](repeating: 0, count: 4096)
    var from = sockaddr_storage()
    var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
    withUnsafeMutablePointer(to: &from) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        let count = recvfrom(descriptor, &buffer, buffer.count, 0, address, &length)
        guard count > 0 else { return }
        for message in reply(Array(buffer.prefix(count))) {
          sendto(descriptor, message, message.count, 0, address, length)
        }
      }
    }
  }
}
