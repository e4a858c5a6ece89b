internal import Model

/// The last hour as a strip: one bar for each run of equal health, low for ok, half for degraded, full for down, a
/// line in the middle for unknown, nothing where there is no data.
enum HealthStrip {
  static func markup(of checks: [CheckState], endingAt now: Timestamp) -> Markup {
    let slots = CheckState.lastHour(of: checks, endingAt: now).map { $0?.health }
    guard slots.contains(where: { $0 != nil }) else { return .element("span", ["class": "none"], "no data") }
    return .element(
      "svg",
      [
        "class": "strip", "viewBox": "0 0 \(slots.count) 10", "preserveAspectRatio": "none", "role": "img",
        "aria-label": "Last hour: \(words(slots))",
      ], runs(slots).map(bar))
  }

  private struct Run {
    let health: Health
    let start: Int
    var count: Int
  }

  private static func runs(_ slots: [Health?]) -> [Run] {
    slots.enumerated().reduce(into: []) { runs, slot in
      guard let health = slot.element else { return }
      if let last = runs.last, last.health == health, last.start + last.count == slot.offset {
        runs[runs.count - 1].count += 1
      } else {
        runs.append(Run(health: health, start: slot.offset, count: 1))
      }
    }
  }

  private static func bar(_ run: Run) -> Markup {
    let (y, height) =
      switch run.health {
      case .ok, .maintenance: ("7", "3")
      case .degraded: ("4", "6")
      case .down: ("0", "10")
      case .unknown: ("4", "1.5")
      }
    return .element(
      "rect",
      [
        "class": "shape \(run.health.rawValue)", "x": "\(run.start)", "y": y, "width": "\(run.count)",
        "height": height,
      ], [])
  }

  /// `down 24 min, ok 36 min`.
  private static func words(_ slots: [Health?]) -> String {
    [Health.down, .degraded, .unknown, .maintenance, .ok].compactMap { health in
      let count = slots.count { $0 == health }
      guard count > 0 else { return nil }
      return "\(health.rawValue) \(Format.duration(.seconds(Double(count) * Trail.slotWidth.inSeconds)))"
    }.joined(separator: ", ")
  }
}
