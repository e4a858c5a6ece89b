import Catalogue
import Foundation
import Model
import Risk
import TestSupport
import Testing

@testable import RiskFiles

@Suite("A graph is read line by line")
struct GraphFileTests {
  private func read(_ text: String) throws -> DependencyGraph {
    let folder = try TemporaryFolder()
    return try GraphFile.read(path: try folder.file("g.jsonl", text), catalogue: .embedded)
  }

  private func problems(_ text: String) throws -> [String] {
    do {
      _ = try read(text)
      return []
    } catch let error as FileProblems {
      return error.problems.map { "\($0.line ?? 0):\($0.column ?? 0) \($0.fact.wording)" }
    }
  }

  @Test func theContractsLinesAreRead() throws {
    let graph = try read(
      """
      {"id":"s1","weight":2,"needs":["aws/us-east-1",{"any":["dns:route53","dns:ns1"]}]}
      {"domain":"aws/us-east-1","unavailability":0.001,"needs":["aws"]}

      {"needs":[{"of":["cdn:a","cdn:b","cdn:c"],"at_least":2},{"all":["service:s1"]},
      """.replacingOccurrences(of: "]},\n", with: "]},")
        + #"{"domain":"ca:x","evidence":"seen"}],"id":"s\u0032"}"# + "\n")
    #expect(graph.services.count == 2)
    #expect(graph.totalWeight == 3)
    let region = try #require(DomainID("aws/us-east-1"))
    #expect(graph.domain(at: try #require(graph.node(of: region)))?.facts.country == "US")
    let ids = ["service:s2"]
    #expect(graph.failed(given: [try #require(DomainID("ca:x"))]).map(\.description).contains(ids[0]))
    let two = Set(try ["cdn:a", "cdn:b"].map { try #require(DomainID($0)) })
    #expect(graph.failed(given: two).map(\.description).contains("service:s2"))
    #expect(graph.failed(given: [try #require(DomainID("aws"))]).contains(.service("s1")))
  }

  @Test func aNeedOfAnUndefinedServiceIsNamedWithItsPlace() throws {
    let found = try problems(
      #"{"id":"checkout"}"# + "\n" + #"{"id":"b","needs":["service:chekout","nowhere/x"]}"#)
    #expect(found == [#"2:20 the service "chekout" is not defined; did you mean "checkout"?"#])
  }

  @Test(
    "what is wrong is named with line and column",
    arguments: [
      (#"{"id":"a","weight":-1}"#, "1:20"), (#"{"id":"a","needs":[{"any":[]}]}"#, "1:20"),
      (#"{"id":"a","needs":[{"at_least":3,"of":["aws","gcp"]}]}"#, "1:20"),
      (#"{"id":"a","needs":[{"at_least":0,"of":["aws"]}]}"#, "1:20"),
      (#"{"domain":"aws","unavailability":1.5}"#, "1:34"),
      (#"{"domain":"aws","unavailability":-0.1}"#, "1:34"),
      ("{\"id\":\"a\"}\n{\"id\":\"a\"}", "2:7"), (#"{"id":"a","wieght":1}"#, "1:11"),
      (#"{"id":"a""#, "1:10"), (#"["a"]"#, "1:1"), (#"{"weight":1}"#, "1:1"), (#"{"id":"a"} x"#, "1:12"),
      (#"{"id":"a b"}"#, "1:7"), (#"{"id":"a","needs":["a:b:c"]}"#, "1:20"),
      (#"{"id":"a","weight":1e999}"#, "1:20"), (#"{"domain":"aws","country":"ZZ"}"#, "1:27"),
      (#"{"id":"a","id":"b"}"#, "1:11"), (#"{"id":"a","needs":"aws"}"#, "1:19"),
      (#"{"id":"a","needs":[{"at_least":1,"any":["aws"]}]}"#, "1:20"),
    ])
  func whatIsWrongIsNamed(text: String, place: String) throws {
    let found = try problems(text)
    #expect(found.count == 1)
    #expect(found.first?.hasPrefix(place + " ") == true, "\(found)")
  }

  @Test(
    "what is wrong with a group is said as it is",
    arguments: [
      (#"{"at_least":1.5,"of":["aws","gcp"]}"#, "at_least is not a whole number"),
      (#"{"at_least":1}"#, "name them with \"of\""), (#"{"of":["aws"]}"#, "\"of\" needs at_least"),
      (#"{"any":["aws"],"all":["gcp"]}"#, "has both \"any\" and \"all\""),
      (#"{"any":["aws"],"any":["gcp"]}"#, "duplicate key \"any\""),
      (#"{"any":["aws"],"at_least":1}"#, "has both \"any\" and \"at_least\""),
      ("{}", "has no members"),
    ])
  func groups(group: String, words: String) throws {
    let found = try problems(#"{"id":"a","needs":[\#(group)]}"#)
    #expect(found.first?.contains(words) == true, "\(found)")
  }

  @Test func weightsThatNoSumHoldsAreRefused() throws {
    #expect(try problems(#"{"id":"a","weight":1e308}"#).first?.contains("from 0 to 1e15") == true)
  }

  @Test func nestingHasALimit() throws {
    let deep = String(repeating: #"{"any":["#, count: 5000)
    #expect(try problems(#"{"id":"a","needs":["# + deep).first?.contains("nested too deep") == true)
  }

  @Test func oneBadLineInAMillionIsFound() throws {
    var text = ""
    text.reserveCapacity(40_000_000)
    for index in 0..<1_000_000 {
      text +=
        index == 765_431
        ? "{\"id\":\"s\(index)\",\"weight\":nan}\n" : "{\"id\":\"s\(index)\",\"needs\":[\"aws\"]}\n"
    }
    let found = try problems(text)
    #expect(found.count == 1)
    #expect(found.first?.hasPrefix("765432:26 ") == true, "\(found)")
  }

  @Test func aFolderOrNothingIsAClearError() throws {
    let folder = try TemporaryFolder()
    for path in [folder.path, folder.path + "/none"] {
      #expect(throws: FileProblems.self) { try GraphFile.read(path: path, catalogue: .embedded) }
    }
  }

  @Test func whatTheCatalogueDropsIsDropped() throws {
    let graph = try read(
      #"{"id":"a","needs":["aws/us-east-1"]}"# + "\n" + #"{"domain":"aws/us-east-1","without":["aws"]}"#)
    #expect(!graph.failed(given: [try #require(DomainID("aws"))]).contains(.service("a")))
  }
}
