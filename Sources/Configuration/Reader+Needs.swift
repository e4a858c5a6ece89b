internal import YAML
internal import Model

private enum NeedKey: String, Keys {
  case domain, evidence, any, all, of
  case atLeast = "at_least"

  static let forms: [NeedKey] = [.domain, .any, .all, .atLeast]

  static func companions(of form: NeedKey) -> [NeedKey] {
    switch form {
    case .domain: [.evidence]
    case .atLeast: [.of]
    default: []
    }
  }
}

extension Reader {
  /// A list of needs, all of them required. `owner` is what needs them.
  func needs(_ node: YAMLNode?, of owner: DomainID) -> [Need] {
    list(node).compactMap { need($0, of: owner) }
  }

  private func need(_ node: YAMLNode, of owner: DomainID) -> Need? {
    if case .scalar = node.content { return domainNeed(node, evidence: nil, of: owner) }
    guard let fields = readFields(node, NeedKey.self) else { return nil }
    let forms = fields.written(of: NeedKey.forms)
    guard let form = forms.first, forms.count == 1, let value = fields[form] else {
      return fail(
        .shape(.oneKeyOf(NeedKey.forms.map(\.rawValue), found: forms.map(\.rawValue))), at: fields.position)
    }
    refuse(beyond: [form] + NeedKey.companions(of: form), in: fields)
    switch form {
    case .domain: return domainNeed(value, evidence: safeText(fields[.evidence]), of: owner)
    case .any: return group(value, of: owner).map(Need.any)
    case .all: return group(value, of: owner).map(Need.all)
    default: return atLeast(value, fields, of: owner)
    }
  }

  private func domainNeed(_ node: YAMLNode, evidence: SafeText?, of owner: DomainID) -> Need? {
    guard let text = text(node), let id = read(text, as: .domain, { DomainID($0) }), isKnown(id, text) else {
      return nil
    }
    guard id != owner else { return fail(.reference(.selfNeed(text.written)), at: text.position) }
    return .domain(id, evidence: evidence)
  }

  private func atLeast(_ node: YAMLNode, _ fields: Fields<NeedKey>, of owner: DomainID) -> Need? {
    guard let k = count(node, in: 1...1_000_000), let list = require(.of, in: fields),
      let members = group(list, of: owner)
    else { return nil }
    guard case .list(let written) = list.content, k <= written.count else {
      return fail(.value(.atLeastBeyond(k, members: members.count)), at: node.position)
    }
    return .atLeast(k, of: members)
  }

  private func group(_ node: YAMLNode, of owner: DomainID) -> [Need]? {
    guard case .list(let items) = node.content else {
      return fail(.shape(.wrongShape(expected: .list, found: node.shape)), at: node.position)
    }
    guard !items.isEmpty else { return fail(.shape(.emptyGroup), at: node.position) }
    var seen: Set<DomainID> = []
    let members = items.compactMap { item -> Need? in
      guard let member = need(item, of: owner) else { return nil }
      if case .domain(let id, _) = member, !seen.insert(id).inserted {
        report(.warning(.repeatedMember(item.title)), at: item.position)
      }
      return member
    }
    return members.count == items.count ? members : nil
  }
}
