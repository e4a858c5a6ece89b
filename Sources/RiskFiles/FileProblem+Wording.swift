internal import Glibc
internal import Model

extension FileProblem.Fact {
  /// What is wrong; what to do. Parts of the file are made safe for a terminal.
  var wording: String {
    switch self {
    case .unreadable(let code):
      "cannot be read: \(String(cString: strerror(code)).lowercased()); name a readable file"
    case .tooLarge: "the file is over 2 GiB; split the graph"
    case .malformedXML, .unsupported, .undefinedReference, .noProbability, .cyclic, .noGate,
      .missingAttribute, .notANumber:
      wordingOfXML
    default: wordingOfLine
    }
  }

  private var wordingOfLine: String {
    switch self {
    case .unexpected(let found, let expected): "found \(quoted(found)); write \(expected)"
    case .notUTF8: "the text is not UTF-8; save the file as UTF-8"
    case .tooDeep: "values nest too deep; flatten the groups"
    case .lineTooLong: "the line is over 16 MiB; one service a line"
    case .unknownKey(let key, let suggestion):
      "unknown key \(quoted(key)); \(suggestion.map { "did you mean \(quoted($0))?" } ?? "remove it")"
    case .brokenCount: "at_least is a whole number; correct it"
    case .twoKinds(let a, let b): "the group has both \(quoted(a)) and \(quoted(b)); nest one in the other"
    case .noKind: "the group says nothing of its members; write any, all, at_least with of, or domain"
    case .lonelyCount: "at_least counts members that are not there; name them with \"of\""
    case .ofWithoutCount: "\"of\" names members to count; say how many with at_least, or write any or all"
    case .missingKey(let key): "there is no \(quoted(key)); every line is a service with an id or a domain"
    case .repeatedKey(let key): "the key \(quoted(key)) stands twice; keep one"
    case .invalidID(let id):
      "\(quoted(id)) is no id; write aws, aws/us-east-1, dns:route53, cdn:fastly, ca:digicert or service:ID"
    case .duplicate(let id): "\(quoted(id)) is defined twice; keep one"
    case .undefinedService(let id, let suggestion):
      "the service \(quoted(id)) is not defined; "
        + (suggestion.map { "did you mean \(quoted($0))?" } ?? "add a line for it, or drop the need")
    case .wrongWeight: "a weight is a number from 0 to 1e15; correct it"
    case .notAProbability: "an unavailability is a number from 0 to 1; correct it"
    case .emptyGroup: "the group is empty; name at least one member"
    case .impossibleCount(let count, let members):
      "at_least \(count) of \(members) cannot be; write a number from 1 to \(members)"
    case .wrongCountry(let code): "\(quoted(code)) is no country; write an ISO 3166 code of two letters"
    case .outOfRange(let key): "\(quoted(key)) is out of range; latitudes reach 90, longitudes 180 degrees"
    default: ""
    }
  }

  private var wordingOfXML: String {
    switch self {
    case .malformedXML(let message): "not XML that can be read: \(SafeText(message.prefix(300))); correct it"
    case .unsupported(let what):
      "\(quoted(what)) is not supported; use and, or, atleast, events, house events and float probabilities"
    case .undefinedReference(let name): "\(quoted(name)) is not defined; define it, or add the file that does"
    case .noProbability(let name): "the event \(quoted(name)) has no probability; give it a float value"
    case .cyclic(let name): "the gate \(quoted(name)) depends on itself; break the cycle"
    case .noGate: "no gate is defined; name the files of a fault tree"
    case .missingAttribute(let name, let element):
      "\(quoted(element)) has no attribute \(quoted(name)); add it"
    case .notANumber(let text): "\(quoted(text)) is not a number; write a decimal number"
    default: ""
    }
  }

  private func quoted(_ text: String) -> String { "\"\(SafeText(text.prefix(200)))\"" }
}
