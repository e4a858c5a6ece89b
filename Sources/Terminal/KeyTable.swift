internal import Screen

/// Which sequence is which key, for xterm, VT220, rxvt, the Linux console, tmux and their kin.
enum KeyTable {
  static func control(_ byte: UInt8) -> Key? {
    switch byte {
    case 0x00: .control(" ")
    case 0x08, 0x7F: .backspace
    case 0x09: .tab
    case 0x0A, 0x0D: .enter
    case 0x01...0x1A: .control(Character(Unicode.Scalar(byte + 0x60)))
    case 0x1C...0x1F: .control(Character(Unicode.Scalar(byte + 0x40)))
    default: nil
    }
  }

  /// `ESC [ parameters final`; what follows the first parameter is modifiers.
  static func csi(_ final: UInt8, _ parameters: [UInt8]) -> Key? {
    guard parameters.allSatisfy({ (0x30...0x3B).contains($0) }) else { return nil }
    if final == UInt8(ascii: "Z") { return .backTab }
    guard final == UInt8(ascii: "~") else { return letter(final) }
    switch number(parameters) {
    case 1, 7: return .home
    case 4, 8: return .end
    case 3: return .delete
    case 5: return .pageUp
    case 6: return .pageDown
    case let n? where (11...15).contains(n): return .function(n - 10)
    case let n? where (17...21).contains(n): return .function(n - 11)
    case let n? where (23...26).contains(n): return .function(n - 12)
    case let n? where (28...29).contains(n): return .function(n - 13)
    case let n? where (31...34).contains(n): return .function(n - 14)
    default: return nil
    }
  }

  /// `ESC O final`: application mode, function keys, the numeric keypad.
  static func ss3(_ final: UInt8) -> Key? {
    switch final {
    case UInt8(ascii: "I"): .tab
    case UInt8(ascii: "M"): .enter
    case UInt8(ascii: "a")...UInt8(ascii: "d"): letter(final - 0x20)
    // The keypad sends its characters moved up by 0x40.
    case UInt8(ascii: "j")...UInt8(ascii: "y"): .character(Character(Unicode.Scalar(final - 0x40)))
    default: letter(final)
    }
  }

  private static func letter(_ final: UInt8) -> Key? {
    switch final {
    case UInt8(ascii: "A"): .up
    case UInt8(ascii: "B"): .down
    case UInt8(ascii: "C"): .right
    case UInt8(ascii: "D"): .left
    case UInt8(ascii: "H"): .home
    case UInt8(ascii: "F"): .end
    case UInt8(ascii: "P")...UInt8(ascii: "S"): .function(Int(final) - 0x4F)
    default: nil
    }
  }

  /// `ESC [ < button ; column ; row`, then `M` for a press or `m` for a release (xterm's mode 1006). Only the
  /// left button and the wheel mean something.
  static func mouse(_ final: UInt8, _ parameters: ArraySlice<UInt8>) -> MouseEvent? {
    let fields = parameters.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false).map(number)
    guard fields.count == 3, let code = fields[0], let column = fields[1], let row = fields[2],
      column > 0, row > 0, final == UInt8(ascii: "M") || final == UInt8(ascii: "m")
    else { return nil }
    let isPress = final == UInt8(ascii: "M")
    // Shift, Meta and Ctrl are 4, 8 and 16.
    switch code & ~0b11100 {
    case 0: return MouseEvent(isPress ? .press : .release, x: column - 1, y: row - 1)
    case 64 where isPress: return MouseEvent(.scrollUp, x: column - 1, y: row - 1)
    case 65 where isPress: return MouseEvent(.scrollDown, x: column - 1, y: row - 1)
    default: return nil
    }
  }

  /// The decimal number at the front, up to five digits.
  private static func number(_ bytes: some Collection<UInt8>) -> Int? {
    let digits = bytes.prefix { (0x30...0x39).contains($0) }
    guard !digits.isEmpty, digits.count <= 5 else { return nil }
    return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
  }
}
