internal import JSON
internal import Model

/// The encodings of time that feeds use beside ISO 8601, made UTC here.
enum FeedTime {
  /// Seconds since 1970, as a number or a string; `nil` outside 1970...2262.
  static func epochSeconds(_ value: JSON?) -> Timestamp? {
    guard let seconds = value?.integer, (0...9_000_000_000).contains(seconds) else { return nil }
    return Timestamp(seconds: seconds)
  }

  /// `Mon, 17 Aug 2026 21:01:19 PDT`: RFC 822 with the zones it names, `Z` and `±hhmm`. `nil` for anything
  /// else, an unknown zone included: an instant seven hours off is worse than none.
  static func rfc822(_ text: String) -> Timestamp? {
    var words = text.split(separator: " ")
    if words.first?.hasSuffix(",") == true { words.removeFirst() }
    guard words.count == 5, let day = number(words[0]),
      let month = months.firstIndex(of: words[1].lowercased()),
      let year = number(words[2]), (1970...2200).contains(year), let offset = seconds(zone: words[4])
    else { return nil }
    let clock = words[3].split(separator: ":", omittingEmptySubsequences: false).map(number)
    guard (2...3).contains(clock.count), let hour = clock[0], let minute = clock[1],
      let second = clock.count == 3 ? clock[2] : 0, hour < 24, minute < 60, second <= 60
    else { return nil }
    var civil = Timestamp(seconds: 0).civil
    (civil.year, civil.month, civil.day) = (year, month + 1, day)
    (civil.hour, civil.minute, civil.second) = (hour, minute, min(second, 59))
    let instant = Timestamp(civil: civil)
    guard instant.civil == civil else { return nil }
    return Timestamp(seconds: instant.seconds - Int64(offset))
  }

  private static let months = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
  ]

  private static let hoursOfZone = [
    "z": 0, "ut": 0, "utc": 0, "gmt": 0, "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6,
    "pst": -8, "pdt": -7,
  ]

  private static func seconds(zone: Substring) -> Int? {
    if let hours = hoursOfZone[zone.lowercased()] { return hours * 3600 }
    guard zone.utf8.count == 5, zone.hasPrefix("+") || zone.hasPrefix("-"),
      let digits = number(zone.dropFirst()), digits / 100 < 24, digits % 100 < 60
    else { return nil }
    return (zone.hasPrefix("-") ? -1 : 1) * (digits / 100 * 3600 + digits % 100 * 60)
  }

  /// Up to four decimal digits.
  private static func number(_ text: some StringProtocol) -> Int? {
    guard (1...4).contains(text.utf8.count), text.utf8.allSatisfy({ (48...57).contains($0) }) else {
      return nil
    }
    return Int(text)
  }
}
