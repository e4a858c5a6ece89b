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
