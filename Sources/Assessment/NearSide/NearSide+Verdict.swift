internal import Model

extension NearSide {
  /// The verdict on my own side, and what it is based on.
  ///
  /// `ok` takes an answer from the far side that still stands, and a control among those that answer; without a
  /// condition and without that it is `unclear`.
  func vantage(named name: SafeText, _ conditions: [Condition], at now: Timestamp) -> VantageState {
    if let gravest = conditions.first {
      return VantageState(
        name: name, verdict: .condition(gravest.kind), evidence: conditions.flatMap(\.evidence),
        conditions: conditions)
    }
    let asked = controls.filter { number in
      isFresh(number, at: now) && evidence[number]?.localFault != .addressFamily
    }
    let answering = asked.count { number in evidence[number]?.isSuccess ?? false }
    return VantageState(
      name: name, verdict: verdict(answering: answering, of: asked.count, at: now),
      evidence: [sentence(answering: answering, of: asked.count)])
  }

  private func verdict(answering: Int, of asked: Int, at now: Timestamp) -> Verdict {
    let newest = (Array(connectionAnswers.values) + Array(resolverAnswers.values)).max()
    let reach = targets.map(\.reach).max() ?? .zero
    guard let newest, now - newest <= reach else { return .unclear }
    return asked > 0 && answering == 0 ? .unclear : .ok
  }

  private func sentence(answering: Int, of asked: Int) -> SafeText {
    if controls.isEmpty { return "no controls are configured" }
    if asked == 0 { return "the controls have not answered yet" }
    if answering == 0 { return "no control answers" }
    return "\(answering) of \(asked) controls answer"
  }
}
