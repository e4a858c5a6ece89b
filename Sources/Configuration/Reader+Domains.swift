internal import YAML
internal import Catalogue
internal import Model

private enum DomainKey: String, Keys {
  case unavailability, country, latitude, longitude, needs, without, checks
}

extension Reader {
  /// Notes which ids `domains:` holds, so that anything may refer to them, and returns their nodes.
  func collectDomains(_ node: YAMLNode?) -> [(id: DomainID, entry: YAMLNode.Entry)] {
    entries(node).compactMap { entry in
      guard let word = word(entry.key), let id = read(word, as: .domain, { DomainID($0) }) else { return nil }
      guard id.kind != .service || catalogue.contains(id) else {
        return fail(.reference(.domainOfService(id.name)), at: entry.key.position)
      }
      if [.country, .jurisdiction].contains(id.kind), !isKnown(id, word) { return nil }
      overrides[id] = DomainOverride(position: entry.key.position)
      return (id, entry)
    }
  }

  /// Reads the entries, once every id is known.
  func readDomains(_ collected: [(id: DomainID, entry: YAMLNode.Entry)]) {
    for (id, entry) in collected {
      if let word = word(entry.key) { warnOfNearMiss(id, word) }
      if let fields = readFields(entry.value, DomainKey.self) { readDomain(id, fields) }
    }
  }

  private func readDomain(_ id: DomainID, _ fields: Fields<DomainKey>) {
    guard var domain = overrides[id] else { return }
    domain.unavailability = number(fields[.unavailability], in: 0...1)
    domain.country = country(fields[.country])
    domain.coordinates = coordinates(fields)
    domain.needs = needs(fields[.needs], of: id)
    domain.without = list(fields[.without]).compactMap { dropped($0, from: id) }
    domain.checks = fields[.checks]
    overrides[id] = domain
  }

  private func coordinates(_ fields: Fields<DomainKey>) -> Coordinates? {
    let latitude = number(fields[.latitude], in: -90...90)
    let longitude = number(fields[.longitude], in: -180...180)
    switch (fields[.latitude], fields[.longitude]) {
    case (nil, nil), (_?, _?): break
    case (nil, let written?): report(.shape(.halfCoordinates(missing: "latitude")), at: written.position)
    case (let written?, nil): report(.shape(.halfCoordinates(missing: "longitude")), at: written.position)
    }
    guard let latitude, let longitude else { return nil }
    return Coordinates(latitude: latitude, longitude: longitude)
  }

  /// A need of the catalogue that `without` drops; dropping what is not there would hide a slip.
  private func dropped(_ node: YAMLNode, from id: DomainID) -> DomainID? {
    guard let need = read(node, as: .domain, { DomainID($0) }) else { return nil }
    let facts = catalogue.domain(id)
    let droppable = (facts?.needs.flatMap(\.domains) ?? []) + (facts?.controlPlanes ?? [])
    guard droppable.contains(need) else {
      return fail(.reference(.nothingToDrop(node.title, from: id, droppable: droppable)), at: node.position)
    }
    return need
  }
}

extension Reader {
  /// What is known of a domain: the catalogue's facts, or what its id alone says, with `domains:` applied.
  func domain(_ id: DomainID) -> FaultDomain {
    var base = catalogue.domain(id) ?? FaultDomain(id: id)
    if base.needs.isEmpty, let provider = id.provider { base.needs = [.domain(provider, evidence: nil)] }
    if let provider = id.provider { base.jurisdiction = domain(provider).jurisdiction }
    return overrides[id]?.applied(to: base) ?? base
  }

  /// Every domain that `roots` reach through needs and control planes, and every entry of `domains:`; sorted.
  /// A user's own services are no domains here: they stand in the plan's services.
  func closure(of roots: [DomainID]) -> [FaultDomain] {
    var found: [DomainID: FaultDomain] = [:]
    var pending = roots + overrides.keys
    while let id = pending.popLast() {
      guard found[id] == nil, !(id.kind == .service && serviceLines[id.name] != nil) else { continue }
      let facts = domain(id)
      found[id] = facts
      pending += facts.needs.flatMap(\.domains) + facts.controlPlanes
    }
    return found.values.sorted { $0.id < $1.id }
  }
}
