import Model
import Screen
import Testing

@testable import Dashboard

@Suite("Regions stand where they are")
struct MapTests {
  private let projection = Projection(Rect(x: 0, y: 0, width: 196, height: 44))

  @Test func westIsLeftAndNorthIsUp() {
    let virginia = projection.cell(Coordinates(latitude: 39, longitude: -77))
    let seoul = projection.cell(Coordinates(latitude: 37.6, longitude: 127))
    let sydney = projection.cell(Coordinates(latitude: -33.9, longitude: 151.2))
    #expect(virginia.x < seoul.x)
    #expect(seoul.x < sydney.x)
    #expect(seoul.y < sydney.y)
  }

  @Test(arguments: [-1e9, -180, 0, 180, 1e9, .nan, .infinity])
  func whatLiesBeyondTheEdgeStandsOnIt(_ degrees: Double) {
    let cell = projection.cell(Coordinates(latitude: degrees, longitude: degrees))
    #expect(projection.rect.contains(x: cell.x, y: cell.y))
  }

  @Test func coastsAreClosedAndWithinTheGlobe() {
    #expect(Coastline.shores.count > 20)
    for shore in Coastline.shores {
      #expect(shore.count > 3 && shore.first == shore.last)
      for point in shore {
        #expect((-180...180).contains(point.longitude) && (-60...85).contains(point.latitude))
      }
    }
  }

  /// The Atlantic lies between: nothing is drawn across it by a slip of the pen.
  @Test func theAtlanticIsEmpty() {
    var frame = Frame(size: Size(width: 196, height: 44))
    projection.drawCoasts(&frame, .unicode)
    let left = projection.cell(Coordinates(latitude: 30, longitude: -70))
    let right = projection.cell(Coordinates(latitude: 30, longitude: -20))
    for x in left.x...right.x { #expect(frame[x: x, y: left.y]?.content == .glyph(" ")) }
  }

  @Test func enterOnTheMapOpensTheWorstRegion() throws {
    var state = AppState(
      glyphs: .unicode, themes: [], theme: "", now: Outage.now, size: Size(width: 120, height: 40),
      snapshot: Outage.snapshot(), surroundings: Outage.surroundings)
    _ = Reducer.reduce(&state, .input(.key(.character("M"))))
    _ = Reducer.reduce(&state, .input(.key(.enter)))
    #expect(state.navigation.layers.map(\.page) == [.map, Page(of: try #require(DomainID("aws/us-east-1")))])
  }
}
