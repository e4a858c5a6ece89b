/// Which rows are wanted, and in which order.
struct Query: Hashable, Sendable {
  var filter = Filter()
  var isProblemsOnly = false
  private var orders: [Panel: Order] = [:]

  subscript(panel: Panel) -> Order {
    get { orders[panel] ?? Order(panel.defaultSort) }
    set { orders[panel] = newValue }
  }

  struct Order: Hashable, Sendable {
    /// That of a sort key.
    var word: String
    var isReversed: Bool

    init(_ word: String, isReversed: Bool = false) {
      self.word = word
      self.isReversed = isReversed
    }
  }
}
