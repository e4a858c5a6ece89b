import Model
import Testing

@testable import Configuration

/// A plan that has to be good.
func plan(_ text: String, environment: [String: String] = [:]) throws -> Plan {
  try Configuration.parse(text: "version: 1\n" + text, file: "f", environment: environment).plan
}

@Suite("What is left out has a meaning")
struct AbsenceTests {
  @Test func aFileReplacesTheDefaultWhole() throws {
    let plan = try plan("")
    #expect(plan.regions.isEmpty && plan.names.isEmpty && plan.services.isEmpty && plan.feeds.isEmpty)
    #expect(plan.domains.isEmpty && plan.alerts.isEmpty && plan.maintenance.isEmpty)
    #expect(plan.resolvers == [.system])
    #expect(
      plan.controls.map(\.id.description) == [
        "control tls 1.1.1.1:443", "control tls 8.8.8.8:443", "control tls 9.9.9.9:443",
        "control tls [2606:4700:4700::1111]:443",
      ])
    #expect(plan.probing.interval == .seconds(30) && plan.history == RetentionPolicy())
    #expect(plan.weightUnit == nil && plan.vantage == Vantage())
  }

  @Test func anEmptySectionIsAnAbsentOneButNoControlsMeansNone() throws {
    let plan = try plan("regions:\nservices: ~\ndomains: null\nprobe:\nresolvers: []\ncontrols: []")
    #expect(plan.controls.isEmpty && plan.resolvers == [.system] && plan.regions.isEmpty)
  }

  @Test func nameDefaultsToTheIDAndWeightToOne() throws {
    #expect(try plan("services: [{id: a}]").services == [Service(id: "a", name: "a", weight: 1)])
  }

  @Test func sharedInfrastructureMayHaveNoWeight() throws {
    #expect(try plan("services: [{id: a, weight: 0}]").services.first?.weight == 0)
  }
}

@Suite("Regions and domains")
struct DomainTests {
  private func domain(_ id: String, in text: String) throws -> FaultDomain {
    try #require(try plan(text).domains.first { $0.id.description == id })
  }

  @Test func aWildcardAndANameOverlapWithoutHarm() throws {
    let plan = try plan("regions: [gcp/us-east4, \"gcp/*\"]")
    #expect(plan.regions.count == 43)
    #expect(plan.regions.first?.id.description == "gcp/us-east4")
    #expect(complaints("version: 1\nregions: [\"gcp/*\", gcp/us-east4, \"gcp/*\"]").isEmpty)
  }

  @Test func aWildcardLeavesOutWhatCannotBeProbedAndSaysSo() {
    let said = complaints("version: 1\nregions: [\"linode/*\"]")
    #expect(said.count == 1)
    #expect(said.first?.hasPrefix("2:11: warning: regions of \"linode\" without a known endpoint") == true)
  }

  @Test func aRegionWithoutAnEndpointIsWarnedOfAndStaysUnknown() throws {
    #expect(complaints("version: 1\nregions: [vultr/ewr]").count == 1)
    #expect(try plan("regions: [vultr/ewr]").regions.first?.checks.isEmpty == true)
  }

  @Test func ownRegionsAreWatchedThroughTheirChecks() throws {
    let plan = try plan(
      """
      regions: ["onprem/*"]
      domains:
        onprem: {country: KR}
        onprem/b: {country: KR, checks: ["tcp://10.0.0.2:22"]}
        onprem/a: {country: KR, checks: ["tcp://10.0.0.1:22"]}
      """)
    #expect(plan.regions.map(\.id.description) == ["onprem/a", "onprem/b"])
    #expect(
      plan.regions.flatMap(\.checks).map(\.id.description) == [
        "onprem/a tcp 10.0.0.1:22", "onprem/b tcp 10.0.0.2:22",
      ])
    #expect(plan.domains.allSatisfy { $0.jurisdiction == "KR" })
  }

  @Test func checksOfADomainThatIsNoWatchedRegionStandForThemselves() throws {
    let plan = try plan("domains: {dns:corp: {checks: [\"tcp://10.0.0.1:53\"]}}")
    #expect(plan.domainChecks.map(\.id.description) == ["dns:corp tcp 10.0.0.1:53"])
    #expect(plan.configuredChecks.count == plan.controls.count + 1)
  }

  @Test func aProvidersHomeIsTheLawOfItsRegions() throws {
    let text = "domains: {aws: {country: IE}}\nservices: [{id: a, needs: [aws/eu-west-1]}]"
    #expect(try domain("aws/eu-west-1", in: text).jurisdiction == "IE")
    #expect(try domain("aws/eu-west-1", in: text).country == "IE")
    #expect(try domain("aws", in: text).country == nil)
  }

  @Test func needsOfADomainAddToTheCatalogueAndAreFollowed() throws {
    let text = "domains: {aws/us-east-1: {needs: [dns:ultradns]}}"
    #expect(
      try domain("aws/us-east-1", in: text).needs.flatMap(\.domains).map(\.description) == [
        "aws", "dns:ultradns",
      ])
    #expect(try domain("dns:ultradns", in: text).jurisdiction == "US")
  }

  @Test func aProviderCanBeDroppedToo() throws {
    let text = "domains: {dns:route53: {without: [aws, service:aws-route53]}}"
    let domain = try domain("dns:route53", in: text)
    #expect(domain.needs.isEmpty && domain.controlPlanes.isEmpty)
  }

  @Test func aServiceMayNeedAControlPlaneOfTheCatalogue() throws {
    let text = "services: [{id: a, needs: [service:aws-iam]}]"
    let iam = try domain("service:aws-iam", in: text)
    #expect(iam.needs.flatMap(\.domains).map(\.description) == ["aws/us-east-1"])
    #expect(try domain("aws/us-east-1", in: text).country == "US")
  }

  @Test func aServiceOfTheUserHidesTheCataloguesOfThatName() throws {
    let plan = try plan("services: [{id: aws-iam}, {id: a, needs: [service:aws-iam]}]")
    #expect(plan.domains.isEmpty)
  }

  @Test func countriesMayHaveAnUnavailability() throws {
    #expect(
      try domain("country:KR", in: "domains: {country:KR: {unavailability: 0.001}}").unavailability
        == Unavailability(0.001, .configured))
  }

  @Test func servicesMayNeedOneAnotherInACircle() throws {
    let text = "services: [{id: a, needs: [service:b]}, {id: b, needs: [service:a]}]"
    #expect(try plan(text).services.count == 2)
  }

  @Test func anUnknownOperatorIsAccepted() throws {
    #expect(complaints("version: 1\nservices: [{id: a, needs: [dns:corp-internal]}]").isEmpty)
    #expect(
      try domain("dns:corp-internal", in: "services: [{id: a, needs: [dns:corp-internal]}]").needs.isEmpty)
  }
}

@Suite("Values are read as people write them")
struct ValueTests {
  @Test(
    "durations",
    arguments: [
      ("500ms", Duration.milliseconds(500)), ("30s", .seconds(30)), ("5m", .seconds(300)),
      ("48h", .seconds(172_800)), ("14d", .seconds(1_209_600)), ("0s", .zero),
    ])
  func durations(text: String, duration: Duration) {
    #expect(Duration(written: text) == duration)
    #expect(Duration(written: duration.written) == duration)
  }

  @Test(
    "what is no duration",
    arguments: ["", "s", "30", "-1s", "1.5s", "1 s", "1S", "1w", "99999999999999999999s", "٣s", "1ms2"])
  func whatIsNoDuration(text: String) { #expect(Duration(written: text) == nil) }

  @Test(
    "host names",
    arguments: [
      ("Shop.Example.", "shop.example"), ("_dmarc.example", "_dmarc.example"),
      (
        "xn--bcher-kva.example",
        "xn--bcher-kva.example"
      ), ("bücher.example", nil), ("", nil), (".", nil), ("a..b", nil), ("192.0.2.1", nil),
      ("-", "-"), (String(repeating: "a", count: 64), nil), ("a b", nil),
    ] as [(String, String?)])
  func hostNames(text: String, name: String?) { #expect(HostName.normalised(text) == name) }

  @Test(
    "addresses",
    arguments: [
      ("192.0.2.1", true), ("256.0.0.1", false), ("1.2.3", false), ("::1", true), ("2001:db8::1", true),
      ("2001:db8:0:0:0:0:0:1", true), ("fe80::1%eth0", true), ("1:2", false), ("::g", false), ("", false),
    ])
  func addresses(text: String, isAddress: Bool) { #expect(HostName.isAddress(text) == isAddress) }

  @Test func statusIsOneARangeOrAListOfBoth() throws {
    func status(_ written: String) throws -> StatusSet? {
      let plan = try plan("services: [{id: a, checks: [{http: 'https://x.example/', status: \(written)}]}]")
      guard case .http(let probe) = plan.services.first?.checks.first?.probe else { return nil }
      return probe.status
    }
    #expect(try status("204") == .exactly([204]))
    #expect(try status("200-202") == .exactly([200, 201, 202]))
    #expect(try status("[200-201, 401]") == .exactly([200, 201, 401]))
  }

  @Test func theFirstResolverListedResolvesNamesInChecks() throws {
    let plan = try plan(
      "resolvers: [{name: lab, address: '[::1]:5353'}, system]\nservices: [{id: a, checks: [{dns: x.example}]}]"
    )
    #expect(plan.resolvers.first?.address == .at(Endpoint(host: "::1", port: 5353)))
    #expect(plan.services.first?.checks.first?.probe.target == "x.example @lab")
  }

  @Test func intervalAndTimeoutComeFromTheProbeSection() throws {
    let plan = try plan(
      "controls: ['tcp://192.0.2.1:443', {tcp: '192.0.2.2:443', interval: 5m}]\n"
        + "probe: {interval: 10s, timeout: 2s, proxy: \"http://proxy.example:3128\"}")
    #expect(plan.controls.map(\.interval) == [.seconds(10), .seconds(300)])
    #expect(plan.controls.allSatisfy { $0.timeout == .seconds(2) })
    #expect(plan.probing.proxy?.endpoint == Endpoint(host: "proxy.example", port: 3128))
  }

  @Test func aControlMayBeAHandshakeWhoseCertificateMayEndSoon() throws {
    let plan = try plan(
      "controls: ['tls://[2001:db8::1]:8443']\nservices: [{id: a, checks: ['tls://a.example:443']}]")
    let address = Endpoint(host: "2001:db8::1", port: 8443)
    #expect(plan.controls.map(\.probe) == [.tls(TLSProbe(endpoint: address, expiresIn: .zero))])
    let name = Endpoint(host: "a.example", port: 443)
    #expect(plan.services[0].checks.map(\.probe) == [.tls(TLSProbe(endpoint: name))])
  }
}

@Suite("Values come from the environment")
struct EnvironmentTests {
  private func name(_ written: String, _ environment: [String: String]) throws -> String {
    try plan("vantage: {name: '\(written)'}", environment: environment).vantage.name.string
  }

  @Test func aVariableIsFilledInAnywhereInAValue() throws {
    #expect(try name("a ${A}-${B_2} z", ["A": "1", "B_2": "${A}"]) == "a 1-${A} z")
  }

  @Test func aDollarAloneIsADollarAndTwoEscape() throws {
    #expect(try name("$5 and $${A}", [:]) == "$5 and ${A}")
  }

  @Test func keysAreTakenAsWritten() {
    #expect(
      complaints("version: 1\ndomains: {\"${A}\": {}}", environment: ["A": "aws"]).first?.hasPrefix(
        "2:11: \"${A}\" is not a valid fault domain") == true)
  }

  @Test(
    "what cannot be filled in",
    arguments: [
      ("${A", "2:17: `${` is not followed by NAME}; close it, or write `$${` for a literal `${`"),
      ("${}", "2:17: `${` is not followed by NAME}; close it, or write `$${` for a literal `${`"),
      ("${1A}", "2:17: `${` is not followed by NAME}; close it, or write `$${` for a literal `${`"),
      ("${TOKN}", "2:17: the environment variable \"TOKN\" is not set; did you mean \"TOKEN\"?"),
      ("${OTHER}", "2:17: the environment variable \"OTHER\" is not set; set it before starting"),
    ])
  func whatCannotBeFilledIn(written: String, said: String) {
    #expect(complaints("version: 1\nvantage: {name: \"\(written)\"}", environment: ["TOKEN": "x"]) == [said])
  }

  @Test func aTokenIsInTheRequestAndNowhereInTheTarget() throws {
    let text = "services: [{id: a, checks: ['https://u:${T}@x.example/?k=${T}']}]"
    let check = try #require(try plan(text, environment: ["T": "hunter2"]).services.first?.checks.first)
    #expect(!check.id.description.contains("hunter2"))
    guard case .http(let probe) = check.probe else {
      Issue.record("no http probe")
      return
    }
    #expect(probe.url.absolute == "https://u:hunter2@x.example/?k=hunter2")
  }
}

@Suite("One rule says which file is used")
struct PathTests {
  private func path(
    _ named: String?, _ environment: [String: String], existing: Set<String>
  ) -> String? {
    ConfigurationPath.resolve(named: named, environment: environment) { existing.contains($0) }
  }

  @Test func aNamedFileIsUsedEvenIfItIsMissing() {
    #expect(path("x.yaml", ["HOME": "/h"], existing: ["/h/.config/faultline/config.yaml"]) == "x.yaml")
  }

  @Test func theUsersOwnFileComesBeforeTheDefault() {
    let both: Set = ["/x/faultline/config.yaml", "/h/.config/faultline/config.yaml"]
    #expect(path(nil, ["HOME": "/h", "XDG_CONFIG_HOME": "/x"], existing: both) == "/x/faultline/config.yaml")
    #expect(
      path(nil, ["HOME": "/h", "XDG_CONFIG_HOME": "/y"], existing: both) == "/h/.config/faultline/config.yaml"
    )
    #expect(path(nil, ["HOME": "/h"], existing: []) == nil)
    #expect(path(nil, [:], existing: both) == nil)
    #expect(path(nil, ["XDG_CONFIG_HOME": "relative"], existing: ["relative/faultline/config.yaml"]) == nil)
  }

  @Test func withoutAnyFileTheEmbeddedDefaultIsUsed() throws {
    #expect(try Configuration.load(named: nil, environment: [:]) == Configuration.embeddedDefault())
  }
}

@Suite("Large configurations are read")
struct ScaleTests {
  @Test func tenThousandServicesAreRead() throws {
    let services = (0..<10_000).map { index in
      """
        - id: s\(index)
          weight: \(index % 7)
          checks: [{http: "https://s\(index).example/", method: HEAD}]
          needs: [{any: [aws/us-east-1, aws/eu-west-1]}, dns:route53, service:s\((index + 1) % 10_000)]

      """
    }
    let plan = try plan("services:\n" + services.joined())
    #expect(plan.services.count == 10_000 && plan.services.allSatisfy { $0.checks.count == 1 })
    #expect(plan.domains.contains { $0.id.description == "aws" })
  }

  @Test func aFileOfJunkIsRefusedWithEveryMistakeNamed() {
    let junk = (0..<20_000).map { "key\($0): value\n" }.joined()
    #expect(complaints(junk).count == 20_001)
  }
}
