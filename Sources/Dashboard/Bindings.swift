internal import Screen

/// What a key asks for while browsing.
enum Command: Hashable, Sendable {
  case panel(PanelID), nextPanel, previousPanel
  case up, down, left, right, first, last, pageUp, pageDown
  case enter, back
  case filter, problemsOnly, sort, reverseSort
  case freeze, probeNow, replays, replay(ReplayControl), export, theme, help, quit, interrupt, suspend, redraw
}

/// One line of the table that feeds input, footer and help.
struct Binding: Sendable {
  enum Group: String, CaseIterable, Sendable {
    case move = "Move"
    case look = "Look closer"
    case act = "Act"
    case program = "Program"
  }

  /// How a binding stands in the footer.
  enum Footer: Hashable, Sendable {
    case absent
    /// The word beside the key; the larger the rank, the sooner it makes room.
    case shown(String, rank: Int)
  }

  let command: Command
  let keys: [Key]
  /// The keys as written in footer and help.
  let label: String
  /// What it does, for help.
  let help: String
  let group: Group
  let footer: Footer

  init(
    _ command: Command, _ keys: [Key], _ label: String, _ help: String, _ group: Group,
    footer: Footer = .absent
  ) {
    self.command = command
    self.keys = keys
    self.label = label
    self.help = help
    self.group = group
    self.footer = footer
  }
}

enum Bindings {
  static let all: [Binding] = movement + looking + acting + program

  /// What the keys do here.
  static func table(isReplay: Bool) -> [Binding] {
    isReplay ? movement + looking + acting + replay + program : all
  }

  static func command(for key: Key) -> Command? { commands[key] }

  private static let commands: [Key: Command] = Dictionary(
    (all + replay).flatMap { binding in binding.keys.map { ($0, binding.command) } },
    uniquingKeysWith: { first, _ in first })

  /// What there is besides in a replay.
  private static let replay: [Binding] = [
    Binding(
      .replay(.pause), [.character(" ")], "Space", "pause, or go on", .act,
      footer: .shown("pause", rank: 3)),
    Binding(.replay(.slower), [.character("[")], "[", "play at half the speed", .act),
    Binding(.replay(.faster), [.character("]")], "]", "play at double the speed", .act),
    Binding(.replay(.back), [.character("{")], "{", "ten minutes back", .act),
    Binding(.replay(.onward), [.character("}")], "}", "ten minutes on", .act),
  ]

  private static let movement: [Binding] =
    PanelID.allCases.map { panel in
      Binding(
        .panel(panel), [.character(Character("\(panel.rawValue)"))], "\(panel.rawValue)",
        "go to \(panel.title)", .move)
    } + [
      Binding(.nextPanel, [.tab], "Tab", "next panel", .move, footer: .shown("panel", rank: 4)),
      Binding(.previousPanel, [.backTab], "S-Tab", "panel before", .move),
      Binding(.down, [.character("j"), .down], "j Down", "next row", .move),
      Binding(.up, [.character("k"), .up], "k Up", "row before", .move),
      Binding(.left, [.character("h"), .left], "h Left", "panel to the left", .move),
      Binding(.right, [.character("l"), .right], "l Right", "panel to the right", .move),
      Binding(.first, [.character("g"), .home], "g Home", "first row", .move),
      Binding(.last, [.character("G"), .end], "G End", "last row", .move),
      Binding(.pageUp, [.pageUp], "PgUp", "one page up", .move),
      Binding(.pageDown, [.pageDown], "PgDn", "one page down", .move),
    ]

  private static let looking: [Binding] = [
    Binding(.enter, [.enter], "Enter", "open what is selected", .look, footer: .shown("open", rank: 1)),
    Binding(.back, [.escape], "Esc", "back one layer", .look, footer: .shown("back", rank: 1)),
    Binding(
      .filter, [.character("/")], "/", "filter rows; !text leaves out", .look,
      footer: .shown("filter", rank: 3)),
    Binding(
      .problemsOnly, [.character("p")], "p", "problems only", .look, footer: .shown("problems", rank: 5)),
    Binding(.sort, [.character("s")], "s", "sort by the next key", .look, footer: .shown("sort", rank: 7)),
    Binding(.reverseSort, [.character("S")], "S", "reverse the order", .look),
  ]

  private static let acting: [Binding] = [
    Binding(
      .freeze, [.character("f")], "f", "freeze; probing goes on", .act,
      footer: .shown("freeze", rank: 6)),
    Binding(
      .probeNow, [.character("r")], "r", "probe the selected thing now", .act,
      footer: .shown("probe now", rank: 6)),
    Binding(.replays, [.character("R")], "R", "replay a past outage", .act),
    Binding(
      .export, [.character("e")], "e", "export what the screen shows", .act,
      footer: .shown("export", rank: 8)),
  ]

  private static let program: [Binding] = [
    Binding(
      .theme, [.character("t")], "t", "choose a theme", .program, footer: .shown("theme", rank: 9)),
    Binding(.help, [.character("?")], "?", "this help", .program, footer: .shown("help", rank: 2)),
    Binding(
      .quit, [.character("q")], "q", "quit, or one layer back", .program,
      footer: .shown("quit", rank: 2)),
    Binding(.interrupt, [.control("c")], "Ctrl-C", "quit from anywhere", .program),
    Binding(.suspend, [.control("z")], "Ctrl-Z", "suspend to the shell", .program),
    Binding(.redraw, [.control("l")], "Ctrl-L", "draw everything anew", .program),
  ]
}
