/// What is computed of one top event of a fault tree.
package struct FaultTreeReport: Sendable, Equatable {
  package struct Importance: Sendable, Equatable {
    package var event: String
    /// Marginal importance (Birnbaum): the derivative of the top's probability.
    package var mif: Double
    /// Critical importance: the probability that the event is to blame, given that the top has happened.
    package var cif: Double
    /// Diagnostic importance (Fussell-Vesely): the probability of the event, given that the top has happened.
    package var dif: Double
    /// Risk achievement worth: how many times likelier the top is if the event has happened.
    package var raw: Double
    /// Risk reduction worth: how many times less likely it is if the event cannot happen; `nil` for
    /// infinitely.
    package var rrw: Double?

    package init(event: String, mif: Double, cif: Double, dif: Double, raw: Double, rrw: Double?) {
      self.event = event
      self.mif = mif
      self.cif = cif
      self.dif = dif
      self.raw = raw
      self.rrw = rrw
    }
  }

  package var top: SafeText
  /// How many basic events the top depends on.
  package var events: Int
  /// The middle of the bounds where it is not exact.
  package var probability: Double
  package var bounds: ClosedRange<Double>
  package var method: RiskReport.Method
  /// What the bounds rest on; `nil` where the method is exact.
  package var sums: RiskReport.CutSetSums?
  /// How many minimal cut sets there are; `nil` if that could not be counted.
  package var cutSets: Int?
  /// How many of them have 1, 2, 3 ... events; `nil` if that could not be counted.
  package var orders: [Int]?
  /// By descending Birnbaum measure; empty where the probability is not exact.
  package var importance: [Importance]

  package init(
    top: SafeText, events: Int, probability: Double, bounds: ClosedRange<Double>, method: RiskReport.Method,
    sums: RiskReport.CutSetSums? = nil, cutSets: Int?, orders: [Int]?, importance: [Importance]
  ) {
    self.top = top
    self.events = events
    self.probability = probability
    self.bounds = bounds
    self.method = method
    self.sums = sums
    self.cutSets = cutSets
    self.orders = orders
    self.importance = importance
  }
}
