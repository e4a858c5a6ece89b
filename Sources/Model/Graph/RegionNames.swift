/// Finds the region that a DNS name evidently names: `dynamodb.us-east-1.amazonaws.com`.
package struct RegionNames {
  private let byName: [String: [DomainID]]

  package init(of domains: [DomainID]) {
    byName = Dictionary(grouping: Set(domains.filter { $0.kind == .region }), by: \.name)
  }

  /// Matches whole labels only. Where several providers have a region of that name, the one that is named as
  /// well (`amazonaws` names `aws`); else `nil`.
  package func region(in name: String) -> DomainID? {
    let labels = name.lowercased().split(separator: ".").map(String.init)
    let found = labels.flatMap { byName[$0] ?? [] }
    if found.count == 1 { return found[0] }
    let named = found.filter { id in
      id.provider.map { provider in labels.contains { $0.contains(provider.description) } } ?? false
    }
    return named.count == 1 ? named[0] : nil
  }
}
