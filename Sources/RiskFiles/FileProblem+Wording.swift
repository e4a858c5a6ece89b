internal import Glibc
internal import Model

extension FileProblem.Fact {
  /// What is wrong; what to do. Parts of the file are made safe for a terminal.
  var wording: String {
    switch self {
    case .unreadable(let code):
      "cannot read the file: \(String(cString: strerror(code)).lowercased()); name a readable file"
    case .tooLarge: "the file is larger than 2 GiB; split the graph"
    case .unexpected(let found, let expected): "found \(quoted(found)); write \(expected)"
    case .notUTF8: "the text is not UTF-8; save the file as UTF-8"
    case .tooDeep: "values are nested too deep; flatten the groups"
    case .lineTooLong: "the line is longer than 16 MiB; write one service on each line"
    case .unknownKey(let key, let suggestion):
      "unknown key \(quoted(key)); \(suggestion.map { "did you mean \(quoted($0))?" } ?? "remove it")"
    case .missingKey(let key):
      "the key \(quoted(key)) is missing; every line is a service with an id, or a domain"
    case .repeatedKey(let key): "duplicate key \(quoted(key)); keep one"
    case .invalidID(let id):
      "\(quoted(id)) is not a valid id; write aws, aws/us-east-1, dns:route53, cdn:fastly, ca:digicert or service:ID"
    case .duplicate(let id): "\(quoted(id)) is defined twice; keep one"
    case .undefinedService(let id, let suggestion):
      "the service \(quoted(id)) is not defined; "
        + (suggestion.map { "did you mean \(quoted($0))?" } ?? "add a line for it, or remove the need")
    case .wrongWeight: "the weight is not valid; write a number from 0 to 1e15"
    case .notAProbability: "the unavailability is not valid; write a number from 0 to 1"
    case .wrongCountry(let code): "\(quoted(code)) is not a valid country; write a two-letter ISO 3166 code"
    case .outOfRange(let key):
      "\(quoted(key)) is out of range; latitudes are from -90 to 90, longitudes from -180 to 180 degrees"
    case .group(let fact): fact.wording
    case .tree(let fact): fact.wording
    }
  }
}

extension FileProblem.GroupFact {
  fileprivate var wording: String {
    switch self {
    case .emptyGroup: "the group is empty; name at least one member"
    case .impossibleCount(let count, let members):
      "at_least \(count) exceeds the \(members) members; write a number from 1 to \(members)"
    case .brokenCount: "at_least is not a whole number; correct it"
    case .twoKinds(let a, let b):
      "the group has both \(quoted(a)) and \(quoted(b)); nest one in the other"
    case .noKind: "the group has no members; write any, all, at_least with of, or domain"
    case .lonelyCount: "at_least has no members to count; name them with \"of\""
    case .ofWithoutCount: "\"of\" needs at_least; add it, or write any or all"
    }
  }
}

extension FileProblem.TreeFact {
  fileprivate var wording: String {
    switch self {
    case .malformedXML(let message): "not valid XML: \(SafeText(message.prefix(300))); correct it"
    case .unsupported(let what):
      "\(quoted(what)) is not supported; use and, or, atleast, events, house events and float probabilities"
    case .undefinedReference(let name):
      "\(quoted(name)) is not defined; define it, or add the file that defines it"
    case .noProbability(let name): "the event \(quoted(name)) has no probability; give it a float value"
    case .cyclic(let name): "the gate \(quoted(name)) depends on itself; break the cycle"
    case .noGate: "no gate is defined; name the files of a fault tree"
    case .missingAttribute(let name, let element):
      "\(quoted(element)) has no attribute \(quoted(name)); add it"
    case .notANumber(let text): "\(quoted(text)) is not a number; write a decimal number"
    }
  }
}

private func quoted(_ text: String) -> String { "\"\(SafeText(text.prefix(200)))\"" }
