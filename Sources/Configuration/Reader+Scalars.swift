internal import YAML
internal import Catalogue
internal import Model

extension Reader {
  func count(_ node: YAMLNode?, in range: ClosedRange<Int>) -> Int? {
    read(node, as: .count(range)) { Int($0).flatMap { range.contains($0) ? $0 : nil } }
  }

  func number(_ node: YAMLNode?, in range: ClosedRange<Double>) -> Double? {
    read(node, as: .number(range)) { Double($0).flatMap { range.contains($0) ? $0 : nil } }
  }

  func duration(_ node: YAMLNode?, in range: ClosedRange<Duration>) -> Duration? {
    read(node, as: .duration(range)) { Duration(written: $0).flatMap { range.contains($0) ? $0 : nil } }
  }

  /// One of the words of an enum, with a suggestion for a misspelt one.
  func choice<Value: RawRepresentable<String> & CaseIterable>(_ node: YAMLNode?, of: Value.Type) -> Value? {
    guard let node, let text = text(node) else { return nil }
    if let value = Value(rawValue: text.value) { return value }
    let words = Value.allCases.map(\.rawValue)
    return fail(
      .value(.invalid(.oneOf(words), written: text.written, suggestion: suggestion(for: text, among: words))),
      at: text.position)
  }

  func httpURL(_ node: YAMLNode?) -> HTTPURL? {
    read(node, as: .httpURL) { written in
      HTTPURL(written).flatMap { HostName.isHost($0.endpoint.host) ? $0 : nil }
    }
  }

  /// `HOST:PORT`.
  func endpoint(_ node: YAMLNode?, defaultPort: Int? = nil) -> Endpoint? {
    read(node, as: .endpoint) { Self.endpoint(written: $0, defaultPort: defaultPort) }
  }

  static func endpoint(written: String, defaultPort: Int? = nil) -> Endpoint? {
    Endpoint(written, defaultPort: defaultPort).flatMap { HostName.isHost($0.host) ? $0 : nil }
  }

  /// ISO 3166 alpha-2.
  func country(_ node: YAMLNode?) -> String? {
    guard let node, let text = text(node) else { return nil }
    if CountryCode.assigned.contains(text.value) { return text.value }
    let upper = text.written.uppercased()
    let usual = ["UK": "GB", "USA": "US", "EL": "GR"][upper]
    let suggestion = usual ?? (CountryCode.assigned.contains(upper) ? upper : nil)
    return fail(.value(.invalid(.country, written: text.written, suggestion: suggestion)), at: text.position)
  }

  func instant(_ node: YAMLNode?) -> Timestamp? { read(node, as: .instant) { Timestamp(iso8601: $0) } }

  /// Kept as written: the probe compiles it. Checked here, so that a slip shows before the first probe.
  func regularExpression(_ node: YAMLNode?) -> String? {
    read(node, as: .regularExpression) { (try? Regex($0)) == nil ? nil : $0 }
  }

  /// `2 of 3`.
  func threshold(_ node: YAMLNode?) -> HealthPolicy.Threshold? {
    read(node, as: .threshold) { written in
      let words = written.split(separator: " ")
      guard words.count == 3, words[1] == "of", let count = Int(words[0]), let window = Int(words[2]),
        (1...100).contains(window), (1...window).contains(count)
      else { return nil }
      return HealthPolicy.Threshold(count, of: window)
    }
  }

  /// `3x`.
  func factor(_ node: YAMLNode?) -> Double? {
    read(node, as: .factor) { written in
      guard written.hasSuffix("x"), let factor = Double(written.dropLast()), factor > 1, factor <= 1000
      else { return nil }
      return factor
    }
  }
}

extension Duration {
  /// `500ms`, `30s`, `5m`, `48h`, `14d`: a whole number and its unit.
  init?(written: String) {
    let digits = written.prefix { $0.isASCII && $0.isNumber }
    let seconds: Int64? = ["s": 1, "m": 60, "h": 3600, "d": 86_400][written.dropFirst(digits.count)]
    guard let amount = Int64(digits), amount <= 1_000_000_000 else { return nil }
    if let seconds {
      self = .seconds(amount * seconds)
    } else if written.hasSuffix("ms"), digits.count + 2 == written.count {
      self = .milliseconds(amount)
    } else {
      return nil
    }
  }

  /// The shortest way to write it, as `init(written:)` reads it.
  var written: String {
    let milliseconds = nanoseconds / 1_000_000
    for (unit, length) in [("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1000)]
      as [(String, Int64)]
    where milliseconds >= length && milliseconds % length == 0 {
      return "\(milliseconds / length)\(unit)"
    }
    return "\(milliseconds)ms"
  }
}
