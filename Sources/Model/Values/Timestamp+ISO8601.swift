/// ISO 8601 in UTC without Foundation: what JSON, files and the header show.
///
/// Civil-date arithmetic after Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms".
extension Timestamp: CustomStringConvertible {
  package struct Civil: Equatable, Sendable {
    package var year, month, day, hour, minute, second: Int
  }

  package var civil: Civil {
    let days = Int((Double(seconds) / 86_400).rounded(.down))
    let rest = Int(seconds) - days * 86_400
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let marchMonth = (5 * dayOfYear + 2) / 153
    let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
    return Civil(
      year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month: month,
      day: dayOfYear - (153 * marchMonth + 2) / 5 + 1,
      hour: rest / 3600, minute: rest / 60 % 60, second: rest % 60)
  }

  package init(civil c: Civil) {
    let year = c.month <= 2 ? c.year - 1 : c.year
    let era = (year >= 0 ? year : year - 399) / 400
    let yearOfEra = year - era * 400
    let dayOfYear = (153 * (c.month > 2 ? c.month - 3 : c.month + 9) + 2) / 5 + c.day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    let days = era * 146_097 + dayOfEra - 719_468
    self.init(seconds: Int64(days * 86_400 + c.hour * 3600 + c.minute * 60 + c.second))
  }

  /// `2025-10-20T07:15:04Z`.
  package var description: String { "\(date)T\(time)Z" }

  /// `2025-10-20`.
  package var date: String {
    let c = civil
    return "\(padded(c.year, 4))-\(padded(c.month))-\(padded(c.day))"
  }

  /// `07:15:04`.
  package var time: String {
    let c = civil
    return "\(padded(c.hour)):\(padded(c.minute)):\(padded(c.second))"
  }

  /// Reads `YYYY-MM-DDThh:mm:ss[.fraction](Z|±hh:mm)`; the fraction is dropped. `nil` for anything else,
  /// dates that do not exist included.
  package init?(iso8601 text: String) {
    guard let parsed = ISO8601Reader(Array(text.utf8)).read() else { return nil }
    self = parsed
  }

  private func padded(_ n: Int, _ width: Int = 2) -> String {
    let digits = String(n)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}

private struct ISO8601Reader {
  let bytes: [UInt8]

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  func read() -> Timestamp? {
    guard bytes.count >= 20, at(4, "-"), at(7, "-"), at(10, "T") || at(10, "t"), at(13, ":"), at(16, ":"),
      let year = number(0, 4), let month = number(5, 2), let day = number(8, 2), let hour = number(11, 2),
      let minute = number(14, 2), let second = number(17, 2), hour < 24, minute < 60, second <= 60
    else { return nil }
    let civil = Timestamp.Civil(
      year: year, month: month, day: day, hour: hour, minute: minute, second: min(second, 59))
    let instant = Timestamp(civil: civil)
    guard (1...12).contains(month), instant.civil == civil, let offset = offsetSeconds() else { return nil }
    return Timestamp(seconds: instant.seconds - Int64(offset))
  }

  private func offsetSeconds() -> Int? {
    var index = 19
    if at(index, ".") {
      index += 1
      let start = index
      while index < bytes.count, (48...57).contains(bytes[index]) { index += 1 }
      guard index > start else { return nil }
    }
    if index + 1 == bytes.count, at(index, "Z") || at(index, "z") { return 0 }
    guard index + 6 == bytes.count, at(index, "+") || at(index, "-"), at(index + 3, ":"),
      let hours = number(index + 1, 2), let minutes = number(index + 4, 2), hours < 24, minutes < 60
    else { return nil }
    return (at(index, "-") ? -1 : 1) * (hours * 3600 + minutes * 60)
  }

  private func at(_ index: Int, _ scalar: Unicode.Scalar) -> Bool {
    index < bytes.count && bytes[index] == UInt8(ascii: scalar)
  }

  private func number(_ start: Int, _ count: Int) -> Int? {
    guard start + count <= bytes.count else { return nil }
    var value = 0
    for byte in bytes[start..<start + count] {
      guard (48...57).contains(byte) else { return nil }
      value = value * 10 + Int(byte - 48)
    }
    return value
  }
}
