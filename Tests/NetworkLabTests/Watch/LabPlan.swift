/// What the program under test watches in a lab, as its configuration.
struct LabPlan {
  var interval = "1s"
  var timeout = "2s"
  var proxy: String?
  var resolvers = ["{name: office, address: \(Internet.officeResolver)}"]
  /// By address, as the standard ones are.
  var controls = Internet.controls.map { "{tls: \"\(Internet.address(of: $0)):443\"}" }
  var regions = ["aws/us-east-1", "gcp/us-central1", "azure/eastus"]
  var names = ["db.stock.test"]
  /// By id: the host, and what it depends on.
  var services: [Service] = [
    Service(id: "shop", host: "www.shop.test", needs: "aws/us-east-1"),
    Service(id: "mail", host: "mail.post.test", needs: "gcp/us-central1"),
    Service(id: "docs", host: "docs.paper.test", needs: "aws/us-east-1"),
  ]

  struct Service {
    var id: String
    var host: String
    var needs = "aws/us-east-1"
    /// `nil`: the plan's.
    var interval: String?
  }

  /// Services of unrelated owners, and nothing else.
  static func crowd(_ count: Int) -> LabPlan {
    var plan = LabPlan()
    plan.regions = []
    plan.names = []
    plan.services = Internet.crowd.prefix(count).enumerated().map { index, host in
      Service(id: "firm-\(index + 1)", host: host)
    }
    return plan
  }

  var text: String {
    """
    version: 1
    vantage: {name: office}
    probe: {interval: \(interval), timeout: \(timeout)\(proxy.map { ", proxy: \"\($0)\"" } ?? "")}
    resolvers: [\(resolvers.joined(separator: ", "))]
    controls: [\(controls.joined(separator: ", "))]
    regions: [\(regions.map { "\"\($0)\"" }.joined(separator: ", "))]
    dns: [\(names.joined(separator: ", "))]
    services:
    \(services.map(Self.line).joined(separator: "\n"))

    """
  }

  private static func line(_ service: Service) -> String {
    let interval = service.interval.map { ", interval: \($0)" } ?? ""
    let check = "{http: \"https://\(service.host)/\"\(interval)}"
    return "  - {id: \(service.id), checks: [\(check)], needs: [\(service.needs)]}"
  }
}
