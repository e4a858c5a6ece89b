/// Finds the region that a DNS name belongs to: `dynamodb.us-east-1.amazonaws.com`.
package struct RegionNames {
  private let byName: [String: [DomainID]]

  /// Labels that only a provider's own names have.
  private static let labels: [String: String] = [
    "aliyuncs": "alibaba", "amazonaws": "aws", "azurewebsites": "azure", "digitaloceanspaces": "digitalocean",
    "googleapis": "gcp", "linodeobjects": "linode", "myhuaweicloud": "huawei", "myqcloud": "tencent",
    "oraclecloud": "oracle", "scw": "scaleway", "vultrobjects": "vultr", "windows": "azure",
  ]

  package init(of regions: some Sequence<DomainID>) {
    byName = Dictionary(grouping: Set(regions.filter { $0.kind == .region }), by: \.name)
  }

  /// The regions that a plan watches or depends on.
  package init(of plan: Plan) { self.init(of: plan.domains.map(\.id) + plan.regions.map(\.id)) }

  /// Matches whole labels only. A name of a provider's own belongs to no region of another provider; one of
  /// anybody else's to a region only if no two have that name, or if it names the provider as well.
  package func region(in name: String) -> DomainID? {
    let labels = name.lowercased().split(separator: ".").map(String.init)
    let found = labels.flatMap { byName[$0] ?? [] }
    if let owner = labels.lazy.compactMap({ Self.labels[$0] }).first {
      let own = found.filter { $0.provider?.description == owner }
      return own.count == 1 ? own[0] : nil
    }
    if found.count == 1 { return found[0] }
    let named = found.filter { id in
      id.provider.map { provider in labels.contains { $0.contains(provider.description) } } ?? false
    }
    return named.count == 1 ? named[0] : nil
  }
}
