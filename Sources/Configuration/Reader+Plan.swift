internal import YAML
internal import Catalogue
internal import Model

private enum Section: String, Keys {
  case version, vantage, weights, probe, health, resolvers, controls, regions, dns, domains, services, feeds
  case sources, maintenance, history, alerts
}

extension Reader {
  /// Reads the whole document. The plan is complete only if nothing but warnings was reported.
  func plan(_ root: YAMLNode) -> Plan? {
    guard let sections = readFields(root, Section.self) else { return nil }
    checkVersion(sections)
    probing = probingPolicy(sections[.probe])
    resolvers = resolvers(sections[.resolvers])
    collectServices(sections[.services])
    readDomains(collectDomains(sections[.domains]))
    return assemble(sections)
  }

  private func assemble(_ sections: Fields<Section>) -> Plan {
    let regions = regions(sections[.regions])
    let services = services(sections[.services])
    let roots = regions.map(\.id) + services.flatMap { $0.needs.flatMap(\.domains) }
    return Plan(
      vantage: vantage(sections[.vantage]), weightUnit: weightUnit(sections[.weights]), probing: probing,
      health: healthPolicy(sections[.health]), resolvers: resolvers,
      controls: controls(sections[.controls]), regions: regions, names: names(sections[.dns]),
      domainChecks: domainChecks(beside: regions), domains: closure(of: roots), services: services,
      feeds: feeds(sections[.feeds]), prometheusSources: prometheusSources(sections[.sources]),
      maintenance: maintenance(sections[.maintenance]), history: retentionPolicy(sections[.history]),
      alerts: alerts(sections[.alerts]))
  }

  private func checkVersion(_ sections: Fields<Section>) {
    guard let version = require(.version, in: sections), let text = text(version) else { return }
    if text.value != "1" { report(.shape(.notVersion1), at: text.position) }
  }

  /// Reference targets; without the section, those of the default configuration.
  private func controls(_ node: YAMLNode?) -> [Check] {
    guard let node else { return Self.standardControls.map { makeCheck($0, of: .control) } }
    return checks(node, of: .control)
  }

  /// Resolvers of three operators, over IPv4 and IPv6, that answer HTTPS under their addresses: each address is in
  /// the certificate, so that the handshake needs no DNS and still proves who answered.
  private static let standardControls = ["1.1.1.1", "8.8.8.8", "9.9.9.9", "2606:4700:4700::1111"].map {
    Reader.handshake(Endpoint(host: $0, port: 443), of: .control)
  }
}
