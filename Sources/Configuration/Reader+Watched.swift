internal import YAML
internal import Catalogue
internal import Model

private enum WatchedNameKey: String, Keys { case name, type, resolvers }

extension Reader {
  /// The regions to watch: ids, and `PROVIDER/*` for all that have an endpoint. A wildcard may cover what
  /// stands beside it by name; two equal names are a slip.
  func regions(_ node: YAMLNode?) -> [WatchedRegion] {
    var named: [DomainID: Int] = [:]
    var watched: [WatchedRegion] = []
    for item in list(node) {
      guard let text = text(item) else { continue }
      if text.value.hasSuffix("/*") {
        watched += expand(wildcard: text)
      } else if let id = regionID(text), isNew(id, item, in: &named) {
        watched.append(WatchedRegion(id: id, checks: checks(ofRegion: id)))
        if watched.last?.checks.isEmpty == true, overrides[id]?.checks == nil {
          report(.warning(.noEndpoint(text.written)), at: text.position)
        }
      }
    }
    var seen: Set<DomainID> = []
    return watched.filter { seen.insert($0.id).inserted }
  }

  private func regionID(_ text: Text) -> DomainID? {
    guard let id = DomainID(text.value), id.kind == .region else {
      return fail(.value(.invalid(.region, written: text.written, suggestion: nil)), at: text.position)
    }
    return isKnown(id, text) ? id : nil
  }

  /// A region that nothing can be asked of would stay unknown for ever: a wildcard leaves it out and says so.
  private func expand(wildcard text: Text) -> [WatchedRegion] {
    let provider = Text(
      value: String(text.value.dropLast(2)), written: String(text.written.dropLast(2)),
      position: text.position)
    guard let id = DomainID(provider.value), id.kind == .provider else {
      report(.value(.invalid(.region, written: text.written, suggestion: nil)), at: text.position)
      return []
    }
    guard isKnown(id, provider) else { return [] }
    let known = catalogue.regions(of: id).map(\.id)
    let own = overrides.keys.filter { $0.provider == id && !known.contains($0) }.sorted()
    let all = (known + own).map { WatchedRegion(id: $0, checks: checks(ofRegion: $0)) }
    let left = all.filter(\.checks.isEmpty)
    if !left.isEmpty || all.isEmpty {
      report(.warning(.regionsLeftOut(provider: provider.written, left.map(\.id.name))), at: text.position)
    }
    return all.filter { !$0.checks.isEmpty }
  }

  /// Read once for each region, however often it is named.
  private func checks(ofRegion id: DomainID) -> [Check] {
    if let known = checksOfRegions[id] { return known }
    let checks =
      if let own = overrides[id]?.checks { self.checks(own, of: .region(id)) } else {
        catalogueChecks(of: id)
      }
    checksOfRegions[id] = checks
    return checks
  }

  private func catalogueChecks(of id: DomainID) -> [Check] {
    guard let endpoint = catalogue.region(id)?.endpoint else { return [] }
    return [makeCheck(.http(endpoint.probe), of: .region(id), isUnverified: !endpoint.isVerified)]
  }

  /// Checks of `domains:` entries other than watched regions.
  func domainChecks(beside regions: [WatchedRegion]) -> [Check] {
    let watched = Set(regions.map(\.id))
    return overrides.sorted { $0.value.position < $1.value.position }
      .filter { !watched.contains($0.key) }
      .flatMap { checks($0.value.checks, of: .domain($0.key)) }
  }
}

extension Reader {
  /// The names to watch, each asked on every resolver unless it names its own.
  func names(_ node: YAMLNode?) -> [WatchedName] {
    var seen: [String: Int] = [:]
    return list(node).compactMap { item -> WatchedName? in
      guard let name = watchedName(item), isNew(name.id, item, in: &seen) else { return nil }
      return name
    }
  }

  private func watchedName(_ node: YAMLNode) -> WatchedName? {
    if case .scalar = node.content {
      return hostName(node).map { watch($0, type: nil, on: resolvers) }
    }
    guard let fields = readFields(node, WatchedNameKey.self) else { return nil }
    let type = choice(fields[.type], of: RecordType.self)
    let chosen = chosenResolvers(fields[.resolvers])
    return require(.name, in: fields).flatMap { hostName($0) }.map { watch($0, type: type, on: chosen) }
  }

  private func watch(_ name: String, type: RecordType?, on resolvers: [Resolver]) -> WatchedName {
    WatchedName(
      id: name,
      checks: resolvers.map {
        makeCheck(.dns(DNSProbe(name: name, type: type, resolver: $0.id)), of: .name(name))
      })
  }
}
