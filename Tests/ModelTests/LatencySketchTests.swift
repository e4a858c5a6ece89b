import Testing

@testable import Model

@Suite("The latency sketch is small, mergeable and close")
struct LatencySketchTests {
  @Test("a quantile is within 6 % of the true one", arguments: [0.5, 0.9, 0.95, 0.99])
  func aQuantileIsClose(q: Double) throws {
    var sketch = LatencySketch()
    for milliseconds in 1...1000 { sketch.add(.milliseconds(milliseconds)) }
    let estimate = try #require(sketch.quantile(q)).inMilliseconds
    #expect(abs(estimate / (1000 * q) - 1) < 0.06)
  }

  @Test func mergingEqualsAddingAll() {
    var (a, b, all) = (LatencySketch(), LatencySketch(), LatencySketch())
    for milliseconds in 1...500 {
      if milliseconds.isMultiple(of: 3) {
        a.add(.milliseconds(milliseconds))
      } else {
        b.add(.milliseconds(milliseconds))
      }
      all.add(.milliseconds(milliseconds))
    }
    a.merge(b)
    #expect(a == all)
  }

  @Test func nothingOverflowsAndTheShapeStays() throws {
    var sketch = LatencySketch()
    for _ in 0..<70_000 { sketch.add(.milliseconds(10)) }
    var other = sketch
    other.merge(sketch)
    let median = try #require(other.quantile(0.5)).inMilliseconds
    #expect(abs(median / 10 - 1) < 0.06)
    #expect(other.count == other.buckets.reduce(0) { $0 + Int($1) })
  }

  @Test func anEmptySketchHasNoQuantile() { #expect(LatencySketch().quantile(0.5) == nil) }

  @Test func extremesFallIntoTheOuterBuckets() throws {
    var sketch = LatencySketch()
    sketch.add(.zero)
    sketch.add(.seconds(3600))
    #expect(sketch.buckets.first == 1 && sketch.buckets.last == 1)
  }
}

@Suite("The trail keeps an hour and its gaps")
struct TrailTests {
  let start = Timestamp(seconds: 1_760_942_880)

  @Test func aGapStaysAGap() {
    var trail = Trail()
    trail.add(.ok, latency: .milliseconds(10), at: start)
    trail.add(.down, latency: nil, at: start + .seconds(120))
    let slots = trail.lastHour(endingAt: start + .seconds(120)).suffix(5)
    #expect(slots.map { $0?.health } == [.ok, nil, nil, nil, .down])
    #expect(slots.first??.milliseconds == 10)
    #expect(slots.last??.milliseconds == nil)
  }

  @Test func aSlotShowsItsWorst() {
    var trail = Trail()
    trail.add(.down, latency: nil, at: start)
    trail.add(.ok, latency: .milliseconds(3), at: start + .seconds(1))
    #expect(trail.lastHour(endingAt: start).last == Trail.Slot(health: .down, milliseconds: 3))
  }

  @Test func timeMovesTheHourOn() {
    var trail = Trail()
    trail.add(.ok, latency: nil, at: start)
    #expect(trail.lastHour(endingAt: start + .seconds(3570)).first??.health == .ok)
    #expect(trail.lastHour(endingAt: start + .seconds(3600)).allSatisfy { $0 == nil })
    trail.add(.down, latency: nil, at: start + .seconds(86_400))
    #expect(trail.lastHour(endingAt: start + .seconds(86_400)).compactMap { $0?.health } == [.down])
  }

  @Test func whatComesTooLateIsDropped() {
    var trail = Trail()
    trail.add(.ok, latency: nil, at: start + .seconds(7200))
    trail.add(.down, latency: nil, at: start)
    #expect(trail.lastHour(endingAt: start + .seconds(7200)).compactMap { $0?.health } == [.ok])
  }

  @Test func severalTrailsMergeToTheWorst() {
    var (a, b) = (Trail(), Trail())
    a.add(.ok, latency: .milliseconds(5), at: start)
    b.add(.degraded, latency: .milliseconds(9), at: start)
    #expect(
      Trail.lastHour(of: [a, b], endingAt: start).last == Trail.Slot(health: .degraded, milliseconds: 9))
  }
}
