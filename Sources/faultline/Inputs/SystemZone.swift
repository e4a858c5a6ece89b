internal import Algorithms
internal import Glibc
internal import Model

extension LocalZone {
  /// The zone of this machine (`TZ`, else `/etc/localtime`), from 2000 to three years from now.
  static func ofThisMachine(now: Timestamp) -> LocalZone {
    let week: Int64 = 7 * 86_400
    var spans: [Span] = []
    var last: Int64 = 946_684_800
    spans.append(span(from: last))
    while last < now.seconds + 156 * week {
      let next = last + week
      if span(from: next).offset != spans[spans.count - 1].offset {
        spans.append(span(from: change(after: last, before: next)))
      }
      last = next
    }
    return LocalZone(spans)
  }

  /// The first second of the new rule.
  private static func change(after early: Int64, before late: Int64) -> Int64 {
    let former = span(from: early).offset
    return (early..<late).partitioningIndex { span(from: $0).offset != former }
  }

  private static func span(from seconds: Int64) -> Span {
    var instant = time_t(seconds)
    var civil = tm()
    localtime_r(&instant, &civil)
    let name = civil.tm_zone.map { String(cString: $0) } ?? ""
    return Span(from: Timestamp(seconds: seconds), offset: civil.tm_gmtoff, name: SafeText(name))
  }
}
