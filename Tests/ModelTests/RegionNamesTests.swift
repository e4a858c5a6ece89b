import Testing

@testable import Model

@Suite("Which region a DNS name belongs to")
struct RegionNamesTests {
  private func region(of name: String, among ids: String...) -> String? {
    RegionNames(of: ids.compactMap { DomainID($0) }).region(in: name)?.description
  }

  @Test func aProvidersOwnNameBelongsToItsRegion() {
    let name = "dynamodb.us-east-1.amazonaws.com"
    #expect(region(of: name, among: "aws/us-east-1", "other/us-east-1") == "aws/us-east-1")
    #expect(region(of: "DynamoDB.US-East-1.amazonaws.com", among: "aws/us-east-1") == "aws/us-east-1")
  }

  @Test func aProvidersOwnNameBelongsToNoRegionOfAnother() {
    #expect(region(of: "dynamodb.us-east-1.amazonaws.com", among: "other/us-east-1") == nil)
    #expect(region(of: "storage.us-east1.rep.googleapis.com", among: "aws/us-east1", "azure/us-east1") == nil)
  }

  @Test func aCompanysNameBelongsToTheOneRegionThatItNames() {
    #expect(region(of: "db.us-east-1.corp.example", among: "aws/us-east-1") == "aws/us-east-1")
    #expect(region(of: "db.seoul-1.corp.example", among: "onprem/seoul-1", "other/seoul-1") == nil)
    #expect(
      region(of: "db.seoul-1.onprem.example", among: "onprem/seoul-1", "other/seoul-1") == "onprem/seoul-1")
  }

  @Test func onlyWholeLabelsCount() {
    #expect(region(of: "us-east-10.example", among: "aws/us-east-1") == nil)
    #expect(region(of: "www.example", among: "aws/us-east-1") == nil)
  }
}
