internal import YAML
internal import Algorithms
internal import Model

extension Reader {
  /// Fills in `${NAME}`; `$${` stands for a literal `${`. An unset variable is an error: a monitor that
  /// sends an empty token would blame the wrong side.
  func expand(_ written: String, at position: YAMLPosition) -> String? {
    var result = ""
    var rest = written[...]
    while let mark = rest.firstRange(of: "${") {
      let before = rest[..<mark.lowerBound]
      if before.last == "$" {
        result += before.dropLast() + "${"
        rest = rest[mark.upperBound...]
        continue
      }
      guard let close = rest[mark.upperBound...].firstIndex(of: "}"),
        let name = variableName(rest[mark.upperBound..<close])
      else { return fail(.value(.malformedVariable), at: position) }
      guard let value = environment[name] else {
        let suggestion = NearMiss.suggestion(for: name, among: environment.keys.sorted())
        return fail(.value(.unsetVariable(name, suggestion: suggestion)), at: position)
      }
      result += before + value
      rest = rest[rest.index(after: close)...]
    }
    return result + rest
  }

  private func variableName(_ text: Substring) -> String? {
    let isName = text.utf8.allSatisfy {
      (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0) || $0 == UInt8(ascii: "_")
    }
    guard isName, let first = text.first, !first.isNumber else { return nil }
    return String(text)
  }
}
