internal import Model

/// The result of resolving a name.
struct Resolution {
  /// Records and chain, as far as they are known even in failure.
  var answer = DNSAnswer()
  /// `nil` for a success.
  var failure: DNSFailure?
  /// A remark on a success.
  var remark = ""
  var elapsed: Duration
}

/// One observation of a name: all its record types asked side by side, each to the end of its CNAME chain.
///
/// A success is a record of one of the types. After the first success the other type is waited for a second
/// at most: half an answer late is a remark, not an outage.
final class DNSLookup {
  static let patience: Duration = .seconds(1)

  private let loop: EventLoop
  private let channel: DNSChannel
  private let name: DNSName
  private let begun = Moment.now
  private var branches: [Branch]
  private var timer: Timer?
  private var done: ((Resolution) -> Void)?
  /// When the last answer that counts came in.
  private var answered: Moment?

  /// One record type on its way along the chain.
  private struct Branch {
    let type: RecordType
    var question: DNSQuestion?
    var chain: [DNSName] = []
    var ttl = Int.max
    var records: [SafeText] = []
    var failure: DNSFailure?
    var isOver: Bool { failure != nil || !records.isEmpty }
  }

  /// Begins at once; `done` is called once unless the lookup is cancelled, never on the caller's stack.
  init(
    _ name: DNSName, _ types: [RecordType], through channel: DNSChannel, loop: EventLoop, deadline: Moment,
    done: @escaping (Resolution) -> Void
  ) {
    self.loop = loop
    self.channel = channel
    self.name = name
    self.done = done
    branches = types.map { Branch(type: $0) }
    // Timer and questions hold on to the lookup until `end()` lets go of them.
    let timer = Timer { [unowned self] in giveUp() }
    self.timer = timer
    loop.set(timer, at: deadline)
    for index in branches.indices { ask(name, branch: index) }
  }

  func cancel() {
    done = nil
    end()
  }

  private func ask(_ name: DNSName, branch index: Int) {
    branches[index].question = channel.ask(name, branches[index].type) { verdict in
      self.take(verdict, branch: index)
    }
  }

  private func take(_ verdict: DNSVerdict, branch index: Int) {
    branches[index].question = nil
    switch verdict {
    case .records(let records, let chain, let ttl):
      guard extend(index, by: chain, ttl) else { return conclude() }
      branches[index].records = records
      answered = .now
    case .alias(let target, let chain, let ttl):
      return chase(target, along: chain, ttl, branch: index)
    case .noData:
      let asked = branches[index].type.rawValue
      let end = branches[index].chain.last.map { "\($0), the end of the CNAME chain," } ?? "the name"
      branches[index].failure = DNSFailure(.dnsNoData, "\(end) exists but has no \(asked) record")
    case .failed(let failure):
      branches[index].failure = failure
    }
    conclude()
  }

  private func chase(_ target: DNSName, along chain: [DNSName], _ ttl: Int, branch index: Int) {
    guard extend(index, by: chain, ttl) else { return conclude() }
    ask(target, branch: index)
  }

  /// Lengthens a branch's chain; false, with the failure set, if it comes back to itself or gets too long.
  private func extend(_ index: Int, by chain: [DNSName], _ ttl: Int) -> Bool {
    let known = branches[index].chain
    branches[index].chain += chain
    branches[index].ttl = min(branches[index].ttl, ttl)
    let isLoop = chain.contains { $0 == name || known.contains($0) }
    guard isLoop || branches[index].chain.count > DNSMessage.chainLimit else { return true }
    branches[index].failure = .loop(at: chain.last ?? name)
    return false
  }

  private func conclude() {
    if branches.allSatisfy(\.isOver) { return finish() }
    guard branches.contains(where: { !$0.records.isEmpty }), let timer else { return }
    let end = Moment.now + Self.patience
    if end < timer.moment { loop.set(timer, at: end) }
  }

  private func giveUp() {
    for index in branches.indices where !branches[index].isOver {
      branches[index].failure = DNSFailure(.dnsTimeout, branches[index].question?.silence ?? "no answer")
    }
    finish()
  }

  private func finish() {
    let resolution = resolution()
    let done = done
    end()
    done?(resolution)
  }

  private func end() {
    done = nil
    if let timer { loop.cancel(timer) }
    timer = nil
    for index in branches.indices {
      branches[index].question?.abandon()
      branches[index].question = nil
    }
  }

  private func resolution() -> Resolution {
    if branches.count == 1, !branches[0].records.isEmpty { return simple(branches[0]) }
    let good = branches.filter { !$0.records.isEmpty }
    let shown = good.isEmpty ? branches : good
    let longest = shown.map(\.chain).max { $0.count < $1.count } ?? []
    var resolution = Resolution(elapsed: (good.isEmpty ? .now : answered ?? .now) - begun)
    resolution.answer.records = good.flatMap(\.records)
    resolution.answer.chain = longest.map { SafeText($0.description) }
    resolution.answer.ttl = good.map(\.ttl).min()
    let failed = branches.filter { $0.failure.map { $0.outcome != .dnsNoData } ?? false }
    if good.isEmpty {
      resolution.failure = branches.compactMap(\.failure).min { Self.rank($0) < Self.rank($1) }
    } else if let worst = failed.first, let failure = worst.failure {
      resolution.remark = "\(worst.type.rawValue): \(failure.detail)"
    }
    return resolution
  }

  private func simple(_ branch: Branch) -> Resolution {
    let chain = branch.chain.map { SafeText($0.description) }
    return Resolution(
      answer: DNSAnswer(records: branch.records, chain: chain, ttl: branch.ttl),
      elapsed: (answered ?? .now) - begun)
  }

  /// What is told when the types fail in different ways: the most certain fact first. Emptiness comes last,
  /// for it is proved only if every type is empty.
  private static func rank(_ failure: DNSFailure) -> Int {
    let order: [Outcome] = [
      .dnsNXDomain, .dnsLoop, .dnsServFail, .dnsRefused, .dnsMalformed, .dnsTimeout, .notProbed, .dnsNoData,
    ]
    return order.firstIndex(of: failure.outcome) ?? order.count
  }
}
