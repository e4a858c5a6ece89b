package import Screen

/// Turns the bytes of a terminal into input events.
///
/// A state machine over single bytes: however the bytes are cut into reads, the events are the same. Only an
/// Esc is ambiguous until something follows; when nothing did for as long as `patience` says, the caller says
/// so with `timedOut()`. Modifiers on named keys are ignored, sequences without a meaning here are swallowed.
package struct KeyDecoder: Sendable {
  /// Longer sequences are nonsense, longer pastes are cut.
  static let maximumSequence = 64
  static let maximumPaste = 64 * 1024

  enum State: Equatable, Sendable {
    case ground
    case utf8(bytes: [UInt8], expected: Int)
    case escape
    case csi([UInt8])
    case ss3([UInt8])
    /// `ESC [ [` of the Linux console: one letter follows.
    case console
    /// `ESC [ M`: three bytes of an old-style mouse report follow.
    case oldMouse(left: Int)
    /// OSC, DCS, SOS, PM, APC: swallowed up to BEL or ESC \.
    case string(afterEscape: Bool)
    case paste(Paste)
  }

  private var state = State.ground
  private var events: [InputEvent] = []

  package init() {}

  /// How long to wait for more before `timedOut()`; `nil` where nothing is open. A lone Esc is soon taken for
  /// the key. What has begun as a sequence can be no key, so a slow line may take its time over the rest. A
  /// paste waits for its end however long that takes: what is pasted must never be taken for keys.
  package var patience: Duration? {
    switch state {
    case .ground, .paste: nil
    case .escape: .milliseconds(25)
    default: .seconds(1)
    }
  }

  package mutating func feed(_ bytes: some Sequence<UInt8>) -> [InputEvent] {
    for byte in bytes { consume(byte) }
    defer { events.removeAll() }
    return events
  }

  /// Nothing more came: a lone Esc is the key, anything else unfinished is dropped.
  package mutating func timedOut() -> [InputEvent] {
    guard patience != nil else { return [] }
    let wasEscape = state == .escape
    state = .ground
    return wasEscape ? [.key(.escape)] : []
  }

  private mutating func consume(_ byte: UInt8) {
    switch state {
    case .ground: consumeText(byte)
    case .utf8(let bytes, let expected): consumeUTF8(byte, bytes, expected)
    case .escape: consumeEscape(byte)
    case .csi(let parameters): consumeCSI(byte, parameters)
    case .ss3(let parameters): consumeSS3(byte, parameters)
    case .console:
      state = .ground
      if (0x41...0x45).contains(byte) { emit(.function(Int(byte) - 0x40)) }
    case .oldMouse(let left): state = left > 1 ? .oldMouse(left: left - 1) : .ground
    case .string(let afterEscape): consumeString(byte, afterEscape)
    case .paste(var paste):
      // The buffer is moved, not copied, for every byte of a paste.
      state = .ground
      if let text = paste.consume(byte) { events.append(.paste(text)) } else { state = .paste(paste) }
    }
  }

  private mutating func emit(_ key: Key?) {
    if let key { events.append(.key(key)) }
  }

  private mutating func consumeText(_ byte: UInt8) {
    switch byte {
    case 0x1B: state = .escape
    case ..<0x20, 0x7F: emit(KeyTable.control(byte))
    case ..<0x80: emit(.character(Character(Unicode.Scalar(byte))))
    case 0xC2...0xDF: state = .utf8(bytes: [byte], expected: 2)
    case 0xE0...0xEF: state = .utf8(bytes: [byte], expected: 3)
    case 0xF0...0xF4: state = .utf8(bytes: [byte], expected: 4)
    default: break
    }
  }

  private mutating func consumeUTF8(_ byte: UInt8, _ bytes: [UInt8], _ expected: Int) {
    guard (0x80...0xBF).contains(byte) else {
      state = .ground
      consume(byte)
      return
    }
    let bytes = bytes + [byte]
    guard bytes.count == expected else {
      state = .utf8(bytes: bytes, expected: expected)
      return
    }
    state = .ground
    guard let text = String(validating: bytes, as: UTF8.self), let scalar = text.unicodeScalars.first,
      scalar.properties.generalCategory != .control
    else { return }
    emit(.character(Character(scalar)))
  }

  /// Alt with a key comes as Esc and the key; as Alt means nothing here, and a quick Esc must not be lost,
  /// both are given.
  private mutating func consumeEscape(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "["): state = .csi([])
    case UInt8(ascii: "O"): state = .ss3([])
    case UInt8(ascii: "]"), UInt8(ascii: "P"), UInt8(ascii: "X"), UInt8(ascii: "^"), UInt8(ascii: "_"):
      state = .string(afterEscape: false)
    default:
      emit(.escape)
      state = .ground
      consume(byte)
    }
  }

  private mutating func consumeCSI(_ byte: UInt8, _ parameters: [UInt8]) {
    switch byte {
    case UInt8(ascii: "[") where parameters.isEmpty: state = .console
    case UInt8(ascii: "M") where parameters.isEmpty: state = .oldMouse(left: 3)
    case 0x20...0x3F:
      state = .csi(parameters.count < Self.maximumSequence ? parameters + [byte] : parameters)
    case 0x40...0x7E:
      state = .ground
      finishCSI(byte, parameters)
    default: abandon(byte)
    }
  }

  private mutating func finishCSI(_ final: UInt8, _ parameters: [UInt8]) {
    if parameters.first == UInt8(ascii: "<") {
      if let event = KeyTable.mouse(final, parameters.dropFirst()) { events.append(.mouse(event)) }
    } else if final == UInt8(ascii: "~"), parameters == Array("200".utf8) {
      state = .paste(Paste())
    } else {
      emit(KeyTable.csi(final, parameters))
    }
  }

  private mutating func consumeSS3(_ byte: UInt8, _ parameters: [UInt8]) {
    switch byte {
    case 0x30...0x3B where parameters.count < Self.maximumSequence: state = .ss3(parameters + [byte])
    case 0x40...0x7E:
      state = .ground
      emit(KeyTable.ss3(byte))
    default: abandon(byte)
    }
  }

  /// A byte that cannot be part of a sequence ends it silently and starts a new one.
  private mutating func abandon(_ byte: UInt8) {
    state = .ground
    consume(byte)
  }

  private mutating func consumeString(_ byte: UInt8, _ afterEscape: Bool) {
    switch byte {
    case 0x07: state = .ground
    case UInt8(ascii: "\\") where afterEscape: state = .ground
    case 0x1B: state = .string(afterEscape: true)
    case _ where afterEscape:
      state = .escape
      consume(byte)
    default: break
    }
  }
}
