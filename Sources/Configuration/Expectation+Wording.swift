internal import Model

extension Fact.Shape {
  var wording: String {
    switch self {
    case .text: "a single value"
    case .list: "a list"
    case .map: "a map"
    case .nothing: "nothing"
    }
  }

  var remedy: String {
    switch self {
    case .text: "write one value"
    case .list: "write [a, b], or one `- item` on each line"
    case .map: "write {key: value}, or one `key: value` on each line"
    case .nothing: "leave it empty"
    }
  }
}

extension Fact.Expectation {
  /// Completes "X is not ...".
  var wording: String {
    switch self {
    case .domain: "a valid fault domain"
    case .region: "a valid region"
    case .serviceID: "a valid service id"
    case .name: "a valid name"
    case .check: "a valid check"
    case .httpURL: "a valid http or https URL"
    case .endpoint: "a valid endpoint"
    case .host: "a valid host name"
    case .resolverAddress: "a valid resolver"
    case .country: "an ISO 3166 country code"
    case .instant: "a valid time"
    case .regularExpression: "a valid regular expression"
    case .threshold: "a valid threshold"
    case .factor: "a factor above 1"
    case .status: "a valid HTTP status"
    case .headerName: "a valid header name"
    case .headerValue: "a valid header value"
    case .proxy: "a valid proxy"
    case .count(let range): "a whole number from \(range.lowerBound) to \(range.upperBound)"
    case .number(let range):
      "a number from \(Format.number(range.lowerBound, digits: 15)) to \(Format.number(range.upperBound, digits: 15))"
    case .weight: "a valid weight"
    case .duration(let range): "a duration from \(range.lowerBound.written) to \(range.upperBound.written)"
    case .oneOf(let words): "one of \(words.joined(separator: ", "))"
    case .notEmpty: "a list with members"
    }
  }

  /// What to write instead.
  var remedy: String {
    switch self {
    case .domain: "write aws, aws/us-east-1, dns:route53, cdn:fastly, ca:digicert or service:ID"
    case .region: "write PROVIDER/REGION, such as aws/us-east-1, or PROVIDER/*"
    case .serviceID, .name: "use letters, digits, '.', '_' and '-'"
    case .check: "write https://..., tcp://HOST:PORT, tls://HOST:PORT, or a map such as {dns: NAME}"
    case .httpURL: "write https://HOST/PATH"
    case .endpoint: "write HOST:PORT, such as db.example:5432"
    case .host: "write a name of letters, digits and '-' in labels of at most 63 characters"
    case .resolverAddress: "write system, or {name: NAME, address: 192.0.2.1} with a literal address"
    case .country: "write two capital letters, such as KR"
    case .instant: "write 2026-12-01T02:00:00Z"
    case .regularExpression: "check its brackets and escapes"
    case .threshold: "write 2 of 3, at most 100 of 100"
    case .factor: "write 3x"
    case .status: "write 200, or 200-499, within 100 to 599"
    case .headerName: "use letters, digits and '-'"
    case .headerValue: "keep it on one line"
    case .proxy: "write none, or http://HOST:PORT"
    case .count, .number: "write one in that range"
    case .weight: "write a number from 0 to 1e15"
    case .duration: "write 500ms, 30s, 5m, 48h or 14d"
    case .oneOf: "choose one of them"
    case .notEmpty: "write at least one"
    }
  }
}
