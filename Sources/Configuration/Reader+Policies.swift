internal import YAML
internal import Model

private enum VantageKey: String, Keys { case name, home }
private enum WeightsKey: String, Keys { case unit }
private enum ProbeKey: String, Keys { case interval, timeout, concurrency, proxy }
private enum HealthKey: String, Keys { case fail, recover, slow }
private enum HistoryKey: String, Keys { case raw, minutes, hours }

extension Reader {
  static let intervals = Duration.milliseconds(100)...Duration.seconds(86_400)
  private static let timeouts = Duration.milliseconds(10)...Duration.seconds(600)
  private static let retentions = Duration.seconds(60)...Duration.seconds(3650 * 86_400)

  func vantage(_ node: YAMLNode?) -> Vantage {
    var vantage = Vantage()
    guard let node, let fields = readFields(node, VantageKey.self) else { return vantage }
    if let name = safeText(fields[.name]) { vantage.name = name }
    vantage.home = country(fields[.home])
    return vantage
  }

  func weightUnit(_ node: YAMLNode?) -> SafeText? {
    node.flatMap { readFields($0, WeightsKey.self) }.flatMap { safeText($0[.unit]) }
  }

  func probingPolicy(_ node: YAMLNode?) -> ProbingPolicy {
    var policy = ProbingPolicy()
    guard let node, let fields = readFields(node, ProbeKey.self) else { return policy }
    if let interval = duration(fields[.interval], in: Self.intervals) { policy.interval = interval }
    if let timeout = duration(fields[.timeout], in: Self.timeouts) { policy.timeout = timeout }
    if let concurrency = count(fields[.concurrency], in: 1...65_536) { policy.concurrency = concurrency }
    policy.proxy = proxy(fields[.proxy])
    return policy
  }

  private func proxy(_ node: YAMLNode?) -> HTTPURL? {
    guard let node, let text = text(node), text.value != "none" else { return nil }
    return HTTPURL(text.value)
      ?? fail(.value(.invalid(.proxy, written: text.written, suggestion: nil)), at: text.position)
  }

  func healthPolicy(_ node: YAMLNode?) -> HealthPolicy {
    var policy = HealthPolicy()
    guard let node, let fields = readFields(node, HealthKey.self) else { return policy }
    if let fail = threshold(fields[.fail]) { policy.fail = fail }
    if let recover = threshold(fields[.recover]) { policy.recover = recover }
    if let slow = factor(fields[.slow]) { policy.slowFactor = slow }
    return policy
  }

  func retentionPolicy(_ node: YAMLNode?) -> RetentionPolicy {
    var policy = RetentionPolicy()
    guard let node, let fields = readFields(node, HistoryKey.self) else { return policy }
    if let raw = duration(fields[.raw], in: Self.retentions) { policy.raw = raw }
    if let minutes = duration(fields[.minutes], in: Self.retentions) { policy.minutes = minutes }
    if let hours = duration(fields[.hours], in: Self.retentions) { policy.hours = hours }
    return policy
  }
}
