package import YAML

/// One thing wrong with a scenario, and where; lines and columns count from 1.
package struct ScenarioProblem: Error, Equatable, CustomStringConvertible {
  package enum Fact: Equatable, Sendable {
    case yaml(YAMLError.Reason)
    case notA(Shape)
    case unknownKey(String, suggestion: String?)
    case missing(String)
    case unknownVersion(String)
    case wrong(Expectation, String)
    case undefinedDomain(String, suggestion: String?)
    case endsBeforeItBegins
    case tooLong(days: Int)
    case outOfOrder
    case noTarget
  }

  package enum Shape: String, Sendable { case text, list, map }

  package enum Expectation: String, Sendable {
    case instant = "a time such as 2025-10-20T06:48:00Z"
    case duration = "a duration such as 90s, 5m or 2h"
    case share = "a share between 0 and 1"
    case weight = "a weight of 0 or more"
    case count = "a count of members"
    case outcome = "an outcome such as dns-nodata or http-timeout"
    case health = "one of ok, degraded, down"
    case domain = "a fault domain such as aws/us-east-1"
    case cut = "\"cut\", the only state of a link"
  }

  package let line, column: Int
  package let fact: Fact

  /// `line:column: what; what to do`.
  package var description: String { "\(line):\(column): \(wording)" }

  private var wording: String {
    switch fact {
    case .yaml(let reason): "\(reason)"
    case .notA(let shape): "this is not a \(shape.rawValue); write one"
    case .unknownKey(let key, let suggestion):
      "unknown key \"\(key)\"; \(suggestion.map { "did you mean \"\($0)\"?" } ?? "remove it")"
    case .missing(let key): "\"\(key)\" is missing; add it"
    case .unknownVersion(let version):
      "version \(version) is not supported; write `version: 1`, or use a newer Faultline"
    case .wrong(let expectation, let written):
      "\"\(written)\" is not valid here; write \(expectation.rawValue)"
    case .undefinedDomain(let id, let suggestion):
      "the domain \"\(id)\" is not defined; "
        + (suggestion.map { "did you mean \"\($0)\"?" }
          ?? "use one of the catalogue or the configuration, or add it to the configuration under \"domains\"")
    case .endsBeforeItBegins: "ends before it begins; swap the two times"
    case .tooLong(let days): "a scenario lasts at most \(days) days; choose an earlier end"
    case .outOfOrder: "this is earlier than the entry before it; sort the entries by time"
    case .noTarget: "a fault needs a \"domain\" or a \"link\"; add one of them"
    }
  }
}

/// Everything wrong with a scenario, in file order.
package struct ScenarioProblems: Error, Equatable {
  package let problems: [ScenarioProblem]
}
