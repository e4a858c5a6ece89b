internal import Model

/// The title of an incident at one moment. The incident keeps the one that outranks the others as its
/// title, so that its end does not rewrite its beginning.
struct Headline {
  let title: SafeText
  /// Of the whole incident.
  let health: Health
  /// Of what the title names.
  let spoken: Health
  /// The node that it blames.
  let cause: Int?
  /// How many members failed.
  let failing: Int
  /// How often the one that it names began to fail within the hour.
  let times: Int

  /// The worse one, and of two that are as bad the one that tells more. As long as it is as bad as ever, a new
  /// finding about the cause counts.
  func outranks(_ other: Headline) -> Bool {
    if health != other.health { return health.severity > other.health.severity }
    if cause != other.cause { return cause != nil }
    if spoken != other.spoken { return spoken.severity > other.spoken.severity }
    return times > other.times || (cause == nil && failing > other.failing)
  }
}
