internal import Screen

/// One step of drilling in.
enum Layer: Equatable, Sendable {
  case page(OpenPage)
  case whatIf(WhatIf)

  init(_ page: Page) { self = .page(OpenPage(page)) }

  /// `nil` for a what-if.
  var page: Page? {
    if case .page(let open) = self { open.page } else { nil }
  }
}

/// A page that is open: the link selected on it, and its first visible row.
struct OpenPage: Hashable, Sendable {
  let page: Page
  var link = 0
  var top = 0

  init(_ page: Page) { self.page = page }

  /// One row on: the selection if the next link is in sight, else the page.
  mutating func step(_ step: Int, _ layout: LaidOutPage, visible: Int) {
    let window = top..<(top + max(1, visible))
    let isSeen = layout.links.indices.contains(link) && window.contains(layout.links[link].rect.y)
    let next = isSeen ? link + step : firstLink(layout, in: window, from: step)
    if let next, layout.links.indices.contains(next), window.contains(layout.links[next].rect.y) {
      link = next
    } else {
      top = max(0, min(top + step, layout.lastTop(visible)))
    }
  }

  /// On to the row `target`, the selection on the first link that can be seen there.
  mutating func jump(to target: Int, _ layout: LaidOutPage, visible: Int) {
    top = max(0, min(target, layout.lastTop(visible)))
    if let seen = firstLink(layout, in: top..<(top + max(1, visible)), from: 1) { link = seen }
  }

  /// Nothing is scrolled beyond its end.
  mutating func settle(_ layout: LaidOutPage, visible: Int) {
    top = max(0, min(top, layout.lastTop(visible)))
    link = max(0, min(link, layout.links.count - 1))
  }

  private func firstLink(_ layout: LaidOutPage, in window: Range<Int>, from step: Int) -> Int? {
    let seen = layout.links.indices.filter { window.contains(layout.links[$0].rect.y) }
    return step > 0 ? seen.first : seen.last
  }
}
