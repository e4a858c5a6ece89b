package import JSON
package import Model

extension FeedReport {
  /// `faultline.events/1`: every key is present, `null` where the value is not known.
  package var json: JSON {
    [
      "schema": "faultline.events/1", "source": .text(source), "health": .health(health),
      "events": .array(events.map(\.json)),
    ]
  }

  /// Plain text, a block of lines for each event; ends with a newline.
  package var text: String {
    let open = events.filter(\.isOpen).count
    let head = "\(source): \(health.rawValue), \(Format.count(events.count, "event", "events")), \(open) open"
    return ([head + (reason.isEmpty ? "" : "\n\(reason)")] + events.map(\.block)).joined(separator: "\n\n")
      + "\n"
  }
}

extension FeedEvent {
  fileprivate var json: JSON {
    [
      "id": .text(id), "title": .text(title), "health": .health(health),
      "provider": .optional(provider, JSON.string), "regions": .array(regions.map(JSON.string)),
      "services": .strings(services), "opened_at": .optional(openedAt, JSON.instant),
      "updated_at": .optional(updatedAt, JSON.instant), "closed_at": .optional(closedAt, JSON.instant),
      "url": .optional(url, JSON.text), "text": .text(text),
    ]
  }

  fileprivate var block: String {
    let span = "\(openedAt?.description ?? "?") – \(closedAt?.description ?? "open")"
    let scope = regions + (isGlobal ? ["global"] : [])
    let lines: [(String, String)] = [
      ("id", id.string), ("time", span), ("updated", updatedAt?.description ?? ""),
      ("provider", provider ?? ""), ("regions", scope.joined(separator: ", ")),
      ("services", services.map(\.string).joined(separator: ", ")), ("url", url?.string ?? ""),
      ("text", text.string),
    ]
    let body = lines.filter { !$0.1.isEmpty }.map { name, value in
      "  \(name)\(String(repeating: " ", count: 10 - name.count))\(value)"
    }
    return (["\(health.rawValue)  \(title)"] + body).joined(separator: "\n")
  }
}
