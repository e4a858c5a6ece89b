import Testing
import XML

@testable import Export
@testable import Model

@Suite("The HTML report is one file that nothing can break out of")
struct HTMLTests {
  private struct Element {
    let name: String
    let attributes: [String: String]
  }

  /// The page read as XML: its elements, and all its text but the style sheet's.
  private func read(_ snapshot: Snapshot) throws -> (elements: [Element], text: String) {
    var reader = XMLReader(Array(snapshot.html.utf8))
    var elements: [Element] = []
    var open: [String] = []
    var text = ""
    while let event = try reader.next() {
      switch event {
      case .start(let name, let attributes):
        open.append(name)
        elements.append(
          Element(
            name: name,
            attributes: Dictionary(attributes.map { ($0.name, $0.value) }, uniquingKeysWith: { $1 })))
      case .text(let piece): if open.last != "style" { text += piece }
      case .end: open.removeLast()
      }
    }
    return (elements, text)
  }

  private static let ours: Set<String> = [
    "html", "head", "meta", "title", "style", "body", "header", "main", "footer", "section", "article", "h1",
    "h2",
    "h3", "p", "b", "strong", "span", "div", "ul", "ol", "li", "table", "thead", "tbody", "tr", "th", "td",
    "time",
    "a", "svg", "desc", "g", "rect", "circle", "polygon", "path", "line", "text",
  ]

  @Test func hostileTextBecomesNoElementAndNoAttribute() throws {
    let (elements, text) = try read(try hostileSnapshot())
    for element in elements {
      #expect(Self.ours.contains(element.name))
      #expect(!element.attributes.keys.contains { $0.hasPrefix("on") })
    }
    #expect(text.contains("</script><script>alert(1)</script>"), "the text is shown as text")
  }

  @Test func nothingIsLoadedAndNothingRuns() throws {
    for snapshot in [try richSnapshot(), try hostileSnapshot()] {
      let (elements, _) = try read(snapshot)
      for element in elements {
        let links = ["src", "srcset", "data", "xlink:href", "action", "style", "background", "poster"]
        #expect(links.allSatisfy { element.attributes[$0] == nil || element.name == "meta" })
        if let href = element.attributes["href"] {
          #expect(element.name == "a", "a link is followed by a reader only")
          #expect(href.hasPrefix("https://") || href.hasPrefix("http://"))
        }
      }
      for word in ["@import", "url("] { #expect(!snapshot.html.contains(word)) }
      let policy = elements.first { $0.attributes["http-equiv"] == "Content-Security-Policy" }
      #expect(policy?.attributes["content"]?.hasPrefix("default-src 'none'") == true)
    }
  }

  @Test func aLinkIsMadeOfAWebAddressOnlyAndWithoutItsSecrets() throws {
    var snapshot = try richSnapshot()
    snapshot.services[0].service.runbook = "javascript:alert(1)"
    #expect(try read(snapshot).elements.allSatisfy { $0.attributes["href"] == nil })
    snapshot.services[0].service.runbook = "https://user:hunter2@wiki.example/a?key=hunter2"
    #expect(
      try read(snapshot).elements.compactMap { $0.attributes["href"] } == [
        "https://***@wiki.example/a?key=***"
      ])
  }

  @Test func healthIsAMarkAndAWordAndNeverColourAlone() throws {
    let (elements, text) = try read(try richSnapshot())
    for words in ["■down", "●ok", "?unknown"] { #expect(text.contains(words)) }
    let pictures = elements.filter { $0.name == "svg" }
    #expect(!pictures.isEmpty)
    for picture in pictures {
      #expect(picture.attributes["role"] == "img" && picture.attributes["aria-label"]?.isEmpty == false)
    }
    let heads = elements.filter { $0.name == "th" }
    #expect(!heads.isEmpty && heads.allSatisfy { ["col", "row"].contains($0.attributes["scope"]) })
  }

  @Test func theWorstComesFirst() throws {
    var snapshot = try richSnapshot()
    let well = RegionState(
      domain: FaultDomain(id: try domain("aws/us-west-2")), standing: Standing(health: .ok))
    snapshot.regions.insert(well, at: 0)
    let html = snapshot.html
    let table = try #require(html.firstRange(of: "<h2>Regions</h2>"))
    let rest = html[table.upperBound...]
    let (ill, fine) = (rest.firstRange(of: "aws/us-east-1"), rest.firstRange(of: "aws/us-west-2"))
    #expect(try #require(ill).lowerBound < #require(fine).lowerBound)
  }

  @Test func theVerdictAndItsEvidenceStandAtTheTop() throws {
    var snapshot = try richSnapshot()
    snapshot.vantage.verdict = .condition(.localLink)
    let text = try read(snapshot).text
    #expect(
      text.contains("Your local network is at fault, so nothing else can be judged: 2 of 2 controls answer."))
  }

  @Test func aReplaySaysThatItIsOne() throws {
    var snapshot = try richSnapshot()
    #expect(!(try read(snapshot).text.contains("Replay")))
    snapshot.sources = [SourceState(id: SourceState.replay, health: .ok, detail: "scenario x")]
    #expect(try read(snapshot).text.contains("Replay, not live data. scenario x"))
  }

  @Test func aRegionStandsOnTheMapWhereItIs() throws {
    var snapshot = try richSnapshot()
    #expect(!snapshot.html.contains("class=\"map\""), "no place is known")
    snapshot.regions[0].domain.coordinates = Coordinates(latitude: 38.9, longitude: -77.4)
    let (elements, text) = try read(snapshot)
    let halo = try #require(elements.first { $0.attributes["class"] == "halo down" })
    #expect(halo.attributes["cx"] == "102.6" && halo.attributes["cy"] == "41.1")
    #expect(text.contains("aws/us-east-1, N. Virginia: down"))
  }

  @Test func whatIsDownIsNamedOnTheMapAndWhatIsUnknownIsNot() throws {
    var snapshot = try richSnapshot()
    snapshot.regions[0].domain.coordinates = Coordinates(latitude: 38.9, longitude: -77.4)
    #expect(snapshot.html.contains("class=\"name\""))
    snapshot.regions[0].standing = Standing()
    #expect(!snapshot.html.contains("class=\"name\"") && snapshot.html.contains("class=\"hollow unknown\""))
  }

  @Test func aLookThatWasMissedIsAGapInTheLastHour() throws {
    let check = Check(
      for: .control, probe: .ping(host: "a"), interval: .seconds(60), timeout: .seconds(5))
    var state = CheckState(check: check)
    for minute in [0, 1, 2, 10, 11] {
      state.trail.add(minute < 10 ? .ok : .down, latency: nil, at: noon + .seconds(minute * 60))
    }
    let strip = HealthStrip.markup(of: [state], endingAt: noon + .seconds(11 * 60)).source
    #expect(strip.contains("down 1 min"))
    #expect(strip.split(separator: "<rect").count == 3, "two runs")
  }
}
