internal import Catalogue
internal import Model

private enum WatchedNameKey: String, Keys { case name, type, resolvers }

extension Reader {
  /// The regions to watch: ids, and `PROVIDER/*` for all that have an endpoint.
  func regions(_ node: YAMLNode?) -> [WatchedRegion] {
    var seen: [DomainID: Int] = [:]
    var watched: [DomainID] = []
    for item in list(node) {
      guard let text = text(item) else { continue }
      if text.value.hasSuffix("/*") {
        for id in expand(wildcard: text) where seen[id] == nil {
          seen[id] = text.place.line
          watched.append(id)
        }
      } else if let id = regionID(text), isNew(id, item, in: &seen) {
        watched.append(id)
        if !hasEndpoint(id) { report(.noEndpoint(text.written), at: text.place) }
      }
    }
    return watched.map { WatchedRegion(id: $0, checks: checks(ofRegion: $0)) }
  }

  private func regionID(_ text: Text) -> DomainID? {
    guard let id = DomainID(text.value), id.kind == .region else {
      return fail(.invalid(.region, written: text.written, suggestion: nil), at: text.place)
    }
    return isKnown(id, text) ? id : nil
  }

  /// A region that nothing can be asked of would stay unknown for ever: a wildcard leaves it out and says so.
  private func expand(wildcard text: Text) -> [DomainID] {
    let provider = Text(
      value: String(text.value.dropLast(2)), written: String(text.written.dropLast(2)), place: text.place)
    guard let id = DomainID(provider.value), id.kind == .provider else {
      report(.invalid(.region, written: text.written, suggestion: nil), at: text.place)
      return []
    }
    guard isKnown(id, provider) else { return [] }
    let own = overrides.keys.filter { $0.provider == id && catalogue.region($0) == nil }.sorted()
    let all = catalogue.regions(of: id).map(\.id) + own
    let left = all.filter { !hasEndpoint($0) }
    if !left.isEmpty || all.isEmpty {
      report(.regionsLeftOut(provider: provider.written, left.map(\.name)), at: text.place)
    }
    return all.filter(hasEndpoint)
  }

  private func hasEndpoint(_ id: DomainID) -> Bool {
    overrides[id]?.checks != nil || catalogue.region(id)?.endpoint != nil
  }

  private func checks(ofRegion id: DomainID) -> [Check] {
    if let own = overrides[id]?.checks { return checks(own, of: .region(id)) }
    guard let endpoint = catalogue.region(id)?.endpoint else { return [] }
    return [makeCheck(.http(endpoint.probe), of: .region(id), isUnverified: !endpoint.isVerified)]
  }

  /// Checks of `domains:` entries other than watched regions.
  func domainChecks(beside regions: [WatchedRegion]) -> [Check] {
    let watched = Set(regions.map(\.id))
    return overrides.sorted { $0.value.place < $1.value.place }
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
