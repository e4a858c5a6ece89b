package import Model

/// The embedded facts about the cloud: regions, providers, operators, authorities, control planes.
///
/// A value: its first use costs a fraction of a millisecond, from any thread; facts are read as they are asked
/// for.
package struct Catalogue: Sendable {
  package static let embedded = Catalogue(regions: .regions, others: .domains, facts: .facts)

  /// What is watched without a configuration file, and what `config example` prints.
  package static var defaultConfiguration: String { EmbeddedFile.defaultConfiguration.text }

  private let regionTable: Table
  private let others: Table
  private let facts: Table

  init(regions: Table, others: Table, facts: Table = Table([])) {
    regionTable = regions
    self.others = others
    self.facts = facts
  }

  package func region(_ id: DomainID) -> Region? {
    regionTable.record(id.description).flatMap(Region.init(record:))
  }

  /// Every region, in the order of the data: by provider.
  package var regions: [Region] { regionTable.ids.compactMap { DomainID($0) }.compactMap(region) }

  /// Every region of a provider; empty for one that has none here.
  package func regions(of provider: DomainID) -> [Region] {
    let prefix = "\(provider)/"
    return regionTable.ids.filter { $0.hasPrefix(prefix) }.compactMap { DomainID($0) }.compactMap(region)
  }

  /// The facts of a domain; `nil` if the catalogue does not know it. Countries and jurisdictions need no
  /// facts: any ISO 3166 code is one.
  package func domain(_ id: DomainID) -> FaultDomain? {
    var domain = bareDomain(id)
    domain?.facts = facts(of: id)
    return domain
  }

  /// What is said of a domain, in the order of the data: lines `aws 1`, `aws 2` and so on.
  private func facts(of id: DomainID) -> [DatedFact] {
    var found: [DatedFact] = []
    while let record = facts.record("\(id) \(found.count + 1)"), record.count == 4 {
      found.append(
        DatedFact(text: SafeText(record[3]), asOf: SafeText(record[1]), source: SafeText(record[2])))
    }
    return found
  }

  private func bareDomain(_ id: DomainID) -> FaultDomain? {
    if let region = region(id) {
      let provider = region.id.provider.flatMap { others.record($0.description) }
      return FaultDomain(region, jurisdiction: provider.flatMap(FaultDomain.init(record:))?.jurisdiction)
    }
    return others.record(id.description).flatMap(FaultDomain.init(record:))
  }

  package func contains(_ id: DomainID) -> Bool {
    regionTable.contains(id.description) || others.contains(id.description)
  }

  /// Every id known, for suggestions; sorted.
  package var ids: [DomainID] { (regionTable.ids + others.ids).compactMap { DomainID($0) }.sorted() }
}

extension FaultDomain {
  /// A region needs its provider.
  init(_ region: Region, jurisdiction: String?) {
    self.init(
      id: region.id, name: region.name, place: region.place, country: region.country,
      jurisdiction: jurisdiction, coordinates: region.coordinates,
      needs: region.id.provider.map { [.domain($0, evidence: nil)] } ?? [],
      controlPlanes: region.controlPlanes)
  }

  /// Reads a line of `domains.tsv`; `nil` if it breaks the form, which a test of the data rules out.
  init?(record: [String]) {
    guard record.count == 5, let id = DomainID(record[0]) else { return nil }
    self.init(
      id: id, name: SafeText(record[1]), jurisdiction: record[2].isEmpty ? nil : record[2],
      needs: record[3].split(separator: ",").compactMap { DomainID($0) }.map { .domain($0, evidence: nil) },
      controlPlanes: record[4].split(separator: ",").compactMap { DomainID($0) })
  }
}
