internal import YAML
internal import Model

private enum ResolverKey: String, Keys { case name, address }

extension Reader {
  /// `system` and `{name, address[:port]}`; an absent or empty section means the system's.
  func resolvers(_ node: YAMLNode?) -> [Resolver] {
    var seen: [Resolver.ID: Int] = [:]
    let resolvers = list(node).compactMap { item -> Resolver? in
      guard let resolver = resolver(item), isNew(resolver.id, item, in: &seen) else { return nil }
      return resolver
    }
    return resolvers.isEmpty ? [.system] : resolvers
  }

  private func resolver(_ node: YAMLNode) -> Resolver? {
    if case .scalar = node.content {
      guard let text = text(node) else { return nil }
      guard text.value == "system" else {
        let suggestion = suggestion(for: text, among: [Resolver.system.id])
        return fail(
          .value(.invalid(.resolverAddress, written: text.written, suggestion: suggestion)), at: text.position
        )
      }
      return .system
    }
    guard let fields = readFields(node, ResolverKey.self) else { return nil }
    let name = require(.name, in: fields).flatMap { plainName($0) }
    let address = require(.address, in: fields).flatMap { resolverAddress($0) }
    guard let name, let address else { return nil }
    return Resolver(id: name, address: .at(address))
  }

  /// A literal address: a resolver's own name could only be resolved by another.
  private func resolverAddress(_ node: YAMLNode) -> Endpoint? {
    read(node, as: .resolverAddress) { written in
      if HostName.isAddress(written) { return Endpoint(host: written.lowercased(), port: 53) }
      return Endpoint(written, defaultPort: 53).flatMap { HostName.isAddress($0.host) ? $0 : nil }
    }
  }

  /// Letters, digits, `.`, `_` and `-`.
  func plainName(_ node: YAMLNode) -> String? {
    read(node, as: .name) { DomainID.isName($0.utf8) ? $0 : nil }
  }

  /// The resolvers that a watched name is asked on.
  func chosenResolvers(_ node: YAMLNode?) -> [Resolver] {
    guard let node else { return resolvers }
    let chosen = list(node).compactMap { item -> Resolver? in
      guard let text = text(item) else { return nil }
      if let resolver = resolvers.first(where: { $0.id == text.value }) { return resolver }
      let suggestion = suggestion(for: text, among: resolvers.map(\.id))
      return fail(.reference(.unknownResolver(text.written, suggestion: suggestion)), at: text.position)
    }
    if case .list(let items) = node.content, items.isEmpty {
      report(.value(.invalid(.notEmpty, written: "[]", suggestion: nil)), at: node.position)
    }
    return chosen
  }

  /// Reports the second thing of one id; remembers the line of the first.
  func isNew<ID: Hashable>(_ id: ID, _ node: YAMLNode, in seen: inout [ID: Int]) -> Bool {
    if let line = seen[id] {
      report(.reference(.duplicate(node.title, firstLine: line)), at: node.position)
      return false
    }
    seen[id] = node.position.line
    return true
  }
}
