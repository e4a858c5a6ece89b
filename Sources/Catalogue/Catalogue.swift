package import Model

/// The embedded facts about the cloud: regions, providers, operators, authorities, control planes.
///
/// A value: reading it costs about a millisecond, once, on first use, from any thread.
package struct Catalogue: Sendable {
  package static let embedded = Catalogue(
    regions: EmbeddedFile.regions.records.compactMap(Region.init(record:)),
    others: EmbeddedFile.domains.records.compactMap(FaultDomain.init(record:)))

  /// What is watched without a configuration file, and what `config example` prints.
  package static var defaultConfiguration: String { EmbeddedFile.defaultConfiguration.text }

  /// In the order of the data: by provider, each provider's own order.
  package let regions: [Region]
  private let regionIndex: [DomainID: Int]
  private let others: [DomainID: FaultDomain]

  init(regions: [Region], others: [FaultDomain]) {
    self.regions = regions
    regionIndex = Dictionary(
      regions.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    self.others = Dictionary(others.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
  }

  package func region(_ id: DomainID) -> Region? { regionIndex[id].map { regions[$0] } }

  /// Every region of a provider; empty for one that has none here.
  package func regions(of provider: DomainID) -> [Region] { regions.filter { $0.id.provider == provider } }

  /// The facts of a domain; `nil` if the catalogue does not know it. Countries and jurisdictions need no
  /// facts: any ISO 3166 code is one.
  package func domain(_ id: DomainID) -> FaultDomain? {
    if let region = region(id) {
      return FaultDomain(region, jurisdiction: jurisdiction(of: region.id.provider))
    }
    return others[id]
  }

  package func contains(_ id: DomainID) -> Bool { regionIndex[id] != nil || others[id] != nil }

  /// Every id known, for suggestions; sorted.
  package var ids: [DomainID] { (regions.map(\.id) + others.keys).sorted() }

  private func jurisdiction(of provider: DomainID?) -> String? {
    provider.flatMap { others[$0]?.jurisdiction }
  }
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
