/// Something said of a fault domain that shows how much depends on it: true when it was said, by whoever said it.
package struct DatedFact: Hashable, Sendable {
  package let text: SafeText
  /// A month or day as one says it: `October 2025`.
  package let asOf: SafeText
  package let source: SafeText

  package init(text: SafeText, asOf: SafeText, source: SafeText) {
    self.text = text
    self.asOf = asOf
    self.source = source
  }
}
