import Model
import Testing

@testable import Catalogue

private func domainID(_ text: String) throws -> DomainID { try #require(DomainID(text)) }

@Suite("The catalogue holds the regions of nine providers")
struct CatalogueTests {
  let catalogue = Catalogue.embedded

  @Test func everyLineOfTheDataIsARegionOfItsOwn() {
    #expect(Table.regions.ids.count == 261)
    #expect(catalogue.regions.count == 261)
    #expect(Set(catalogue.regions.map(\.id)).count == 261)
  }

  @Test func everyLineOfTheOtherDataIsADomainOfItsOwn() {
    let ids = Table.domains.ids
    #expect(ids.compactMap { Table.domains.record($0).flatMap(FaultDomain.init(record:)) }.count == ids.count)
    #expect(Set(ids).count == ids.count)
  }

  @Test(
    "each provider has its regions",
    arguments: [
      ("alibaba", 26), ("aws", 39), ("azure", 57), ("digitalocean", 21), ("gcp", 43), ("ibm", 17),
      ("linode", 11), ("oracle", 27), ("vultr", 20),
    ] as [(String, Int)])
  func eachProviderHasItsRegions(provider: String, count: Int) throws {
    let id = try domainID(provider)
    #expect(catalogue.regions(of: id).count == count)
    #expect(catalogue.domain(id)?.jurisdiction != nil)
  }

  @Test func oneTableLineReadsAsItsFields() {
    let table = Table(Array("# id\tname\na\t-\t\nb\tc\n\na\tlater\n".utf8))
    #expect(table.ids == ["a", "b", "a"])
    #expect(table.record("a") == ["a", "", ""])
    #expect(table.record("b") == ["b", "c"])
    #expect(table.record("c") == nil)
  }

  @Test func countriesAreISOCodesAndCoordinatesAreOnEarth() {
    #expect(CountryCode.assigned.count == 249)
    for region in catalogue.regions {
      #expect(CountryCode.assigned.contains(region.country), "\(region.id)")
      #expect((-60.0...75.0).contains(region.coordinates.latitude), "\(region.id)")
      #expect((-180.0...180.0).contains(region.coordinates.longitude), "\(region.id)")
      #expect(!region.name.isEmpty && !region.place.isEmpty, "\(region.id)")
    }
  }

  @Test(
    "countries that the data words in its own way are right",
    arguments: [
      ("azure/eastasia", "HK"), ("azure/southeastasia", "SG"), ("azure/northeurope", "IE"),
      ("azure/westeurope", "NL"), ("azure/koreacentral", "KR"), ("azure/uaenorth", "AE"),
      ("alibaba/cn-hongkong", "HK"), ("aws/ap-east-2", "TW"), ("gcp/me-central2", "SA"),
    ])
  func countriesThatTheDataWordsInItsOwnWayAreRight(id: String, country: String) throws {
    #expect(try catalogue.region(domainID(id))?.country == country)
  }

  @Test func aPlaceComesFromTheNameWhereTheDataHasNone() throws {
    #expect(try catalogue.region(domainID("aws/us-east-1"))?.place == "N. Virginia")
    #expect(try catalogue.region(domainID("linode/eu-west"))?.place == "London")
  }

  @Test func needsOfTheCatalogueAreInTheCatalogue() {
    for domain in catalogue.ids.compactMap({ catalogue.domain($0) }) {
      for need in domain.needs.flatMap(\.domains) + domain.controlPlanes {
        #expect(catalogue.contains(need), "\(domain.id) needs \(need)")
      }
    }
  }

  @Test func operatorsNeedTheirProvider() throws {
    let route53 = try #require(catalogue.domain(try domainID("dns:route53")))
    #expect(route53.needs.flatMap(\.domains).map(\.description) == ["aws"])
    #expect(route53.jurisdiction == "US")
  }

  @Test func aRegionNeedsItsProviderAndIsUnderItsLaw() throws {
    let seoul = try #require(catalogue.domain(try domainID("aws/ap-northeast-2")))
    #expect(seoul.needs.flatMap(\.domains).map(\.description) == ["aws"])
    #expect((seoul.country, seoul.jurisdiction) == ("KR", "US"))
  }

  @Test func controlPlanesStandInOneRegionOfTheirPartition() throws {
    let iam = try domainID("service:aws-iam")
    #expect(catalogue.domain(iam)?.needs.flatMap(\.domains).map(\.description) == ["aws/us-east-1"])
    for (id, isThere) in [
      ("aws/eu-west-1", true), ("aws/us-east-1", false), ("aws/cn-north-1", false),
      ("aws/us-gov-west-1", false), ("aws/eusc-de-east-1", false), ("gcp/us-east4", false),
    ] {
      let region = try #require(catalogue.region(try domainID(id)))
      #expect(region.controlPlanes.contains(iam) == isThere, "\(id)")
    }
  }
}

@Suite("Probe endpoints belong to the provider they speak for")
struct EndpointTests {
  let catalogue = Catalogue.embedded

  @Test func endpointsOfPrivatePersonsAndVolunteersAreNotUsed() {
    for endpoint in catalogue.regions.compactMap(\.endpoint) {
      let host = endpoint.url.endpoint.host
      #expect(!host.hasSuffix("blob.core.windows.net") && !host.hasSuffix("a.run.app"))
      #expect(!host.contains("gcping") && !host.contains("azurespeed"))
      #expect(endpoint.url.isTLS)
    }
  }

  @Test func everyAWSRegionAnswersItsDocumentedPing() {
    for region in catalogue.regions where region.id.provider?.description == "aws" {
      let probe = region.endpoint?.probe
      #expect(probe?.url.pathAndQuery == "/ping", "\(region.id)")
      #expect(probe?.method == .get && probe?.status == .anyBelow500)
    }
  }

  @Test(
    "partitions have their own domain",
    arguments: [
      ("aws/us-east-1", "dynamodb.us-east-1.amazonaws.com"),
      ("aws/cn-north-1", "dynamodb.cn-north-1.amazonaws.com.cn"),
      ("aws/eusc-de-east-1", "dynamodb.eusc-de-east-1.amazonaws.eu"),
    ])
  func partitionsHaveTheirOwnDomain(id: String, host: String) throws {
    #expect(try catalogue.region(domainID(id))?.endpoint?.url.endpoint.host == host)
  }

  @Test func ofAnUnverifiedEndpointAnyReplyCountsAndHeadIsEnough() {
    let unverified = catalogue.regions.compactMap(\.endpoint).filter { !$0.isVerified }
    #expect(unverified.count > 100)
    #expect(unverified.allSatisfy { $0.probe.status == .anyReply && $0.probe.method == .head })
  }

  @Test func everyGoogleRegionHasAnEndpoint() throws {
    let google = try domainID("gcp")
    #expect(catalogue.regions(of: google).allSatisfy { $0.endpoint != nil })
  }

  @Test func whatHangsOnAProviderIsSaidWithDateAndSource() throws {
    let aws = Catalogue.embedded.domain(try domainID("aws"))
    let facts = try #require(aws?.facts)
    #expect(facts.count == 3)
    #expect(facts.allSatisfy { !$0.text.isEmpty && !$0.source.isEmpty && $0.asOf == "October 2025" })
    #expect(facts[0].text.string.contains("76 million sites"))
    #expect(Catalogue.embedded.domain(try domainID("aws/us-east-1"))?.facts.count == 1)
    #expect(Catalogue.embedded.domain(try domainID("gcp"))?.facts.isEmpty == true)
  }
}
