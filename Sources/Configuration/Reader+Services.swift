internal import YAML
internal import Model

private enum ServiceKey: String, Keys {
  case id, name, weight, owner, runbook, tags, checks, feed, needs
}

extension Reader {
  /// Notes the ids, so that needs may refer to services written further down.
  func collectServices(_ node: YAMLNode?) {
    guard case .list(let items) = node?.content else { return }
    for item in items {
      guard case .map(let entries) = item.content,
        let id = entries.first(where: { $0.key.isScalar(ServiceKey.id.rawValue) })?.value,
        case .scalar(let word, _) = id.content, serviceLines[word] == nil
      else { continue }
      serviceLines[word] = id.position.line
    }
  }

  func services(_ node: YAMLNode?) -> [Service] {
    var seen: [Service.ID: Int] = [:]
    return list(node).compactMap { item -> Service? in
      guard let fields = readFields(item, ServiceKey.self) else { return nil }
      let id = require(.id, in: fields).flatMap { serviceID($0, in: &seen) }
      return service(id, fields)
    }
  }

  private func serviceID(_ node: YAMLNode, in seen: inout [Service.ID: Int]) -> Service.ID? {
    guard let id = read(node, as: .serviceID, { DomainID.isName($0.utf8) ? $0 : nil }),
      isNew(id, node, in: &seen)
    else { return nil }
    return id
  }

  /// Reads everything even without a good id, so that all errors come at once.
  private func service(_ id: Service.ID?, _ fields: Fields<ServiceKey>) -> Service? {
    let known = id ?? ""
    let service = Service(
      id: known, name: safeText(fields[.name]), weight: weight(fields[.weight]),
      owner: safeText(fields[.owner]), runbook: safeText(fields[.runbook]),
      tags: list(fields[.tags]).compactMap { safeText($0) },
      checks: checks(fields[.checks], of: .service(known)),
      feed: fields[.feed].flatMap { feed($0) },
      needs: needs(fields[.needs], of: .service(known)))
    return id == nil ? nil : service
  }

  private func weight(_ node: YAMLNode?) -> Double {
    read(node, as: .weight) { Double($0).flatMap { Service.weights.contains($0) ? $0 : nil } } ?? 1
  }
}

extension YAMLNode {
  func isScalar(_ text: String) -> Bool {
    if case .scalar(let own, _) = content { own == text } else { false }
  }
}
