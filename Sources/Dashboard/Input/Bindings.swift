internal import Screen

/// What a key asks for while browsing.
enum Command: Hashable, Sendable {
  case panel(Panel), nextPanel, previousPanel
  case up, down, left, right, first, last, pageUp, pageDown
  case enter, back
  case map, whatIf, wider, narrower, clear
  case filter, problemsOnly, sort, reverseSort
  case freeze, probeNow, replays, replay(ReplayControl), export, theme, help, quit, interrupt, suspend, redraw
  case commandLine, notices, bell, notify, copy, mute, unmute, handOver
}

/// One line of the table that feeds input, footer, help and the command line.
struct Binding: Sendable {
  enum Group: String, CaseIterable, Sendable {
    case move = "Move"
    case look = "Look closer"
    case act = "Act"
    case program = "Program"
  }

  /// How a binding is shown in the footer.
  enum Footer: Hashable, Sendable {
    case absent
    /// The word beside the key; the larger the rank, the sooner it is left out.
    case shown(String, rank: Int)
  }

  /// What may follow the name on the command line; without it, the command does what its key does.
  enum Argument: Hashable, Sendable { case none, column, theme, format, text, minutes, onOff }

  let command: Command
  /// What it is called on the command line.
  let name: String
  let argument: Argument
  let keys: [Key]
  /// The keys as written in footer and help.
  let label: String
  /// What it does, for help.
  let help: String
  let group: Group
  let footer: Footer

  init(
    _ command: Command, _ name: String, _ keys: [Key], _ label: String, _ help: String, _ group: Group,
    argument: Argument = .none, footer: Footer = .absent
  ) {
    self.command = command
    self.name = name
    self.argument = argument
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

  static func named(_ name: some StringProtocol) -> Binding? { (all + replay).first { $0.name == name } }

  /// What the command line offers; a replay has more.
  static func names(inReplay: Bool) -> [String] { table(isReplay: inReplay).map(\.name) }

  private static let commands: [Key: Command] = Dictionary(
    (all + replay).flatMap { binding in binding.keys.map { ($0, binding.command) } },
    uniquingKeysWith: { first, _ in first })

  /// Further ones in a replay.
  private static let replay: [Binding] = [
    Binding(
      .replay(.pause), "pause", [.character(" ")], "Space", "pause or resume", .act,
      footer: .shown("pause", rank: 3)),
    Binding(.replay(.slower), "slower", [.character("[")], "[", "half the speed", .act),
    Binding(.replay(.faster), "faster", [.character("]")], "]", "double the speed", .act),
    Binding(.replay(.back), "ten-back", [.character("{")], "{", "ten minutes back", .act),
    Binding(.replay(.onward), "ten-forward", [.character("}")], "}", "ten minutes forward", .act),
  ]

  private static let movement: [Binding] =
    Panel.all.map { panel in
      Binding(
        .panel(panel), panel.id, [.character(Character("\(panel.number)"))], "\(panel.number)",
        "go to \(panel.title)", .move)
    } + [
      Binding(.nextPanel, "next-panel", [.tab], "Tab", "next panel", .move, footer: .shown("panel", rank: 4)),
      Binding(.previousPanel, "previous-panel", [.backTab], "S-Tab", "previous panel", .move),
      Binding(.down, "down", [.character("j"), .down], "j Down", "next row", .move),
      Binding(.up, "up", [.character("k"), .up], "k Up", "previous row", .move),
      Binding(.left, "left", [.character("h"), .left], "h Left", "panel to the left", .move),
      Binding(.right, "right", [.character("l"), .right], "l Right", "panel to the right", .move),
      Binding(.first, "first", [.character("g"), .home], "g Home", "first row", .move),
      Binding(.last, "last", [.character("G"), .end], "G End", "last row", .move),
      Binding(.pageUp, "page-up", [.pageUp], "PgUp", "one page up", .move),
      Binding(.pageDown, "page-down", [.pageDown], "PgDn", "one page down", .move),
    ]

  private static let looking: [Binding] = [
    Binding(
      .enter, "open", [.enter], "Enter", "open the selection", .look, footer: .shown("open", rank: 1)),
    Binding(.back, "back", [.escape], "Esc", "back one layer", .look, footer: .shown("back", rank: 1)),
    Binding(
      .whatIf, "what-if", [.character("w")], "w", "what if this fails", .look,
      footer: .shown("what if", rank: 3)),
    Binding(
      .map, "map", [.character("M")], "M", "map of the regions", .look, footer: .shown("map", rank: 6)),
    Binding(
      .wider, "wider", [.character("+")], "+", "what if: a larger radius", .look,
      footer: .shown("wider", rank: 4)),
    Binding(.narrower, "narrower", [.character("-")], "-", "what if: a smaller radius", .look),
    Binding(
      .clear, "clear", [.character("c")], "c", "clear the what-if", .look,
      footer: .shown("clear", rank: 5)),
    Binding(
      .filter, "filter", [.character("/")], "/", "filter rows; !text excludes", .look, argument: .text,
      footer: .shown("filter", rank: 3)),
    Binding(
      .problemsOnly, "problems", [.character("p")], "p", "problems only", .look,
      footer: .shown("problems", rank: 5)),
    Binding(
      .commandLine, "command", [.character(":")], ":", "command line; Tab completes", .look,
      footer: .shown("command", rank: 8)),
    Binding(
      .notices, "notices", [.character("n")], "n", "what has changed", .look,
      footer: .shown("notices", rank: 6)),
    Binding(
      .sort, "sort", [.character("s")], "s", "sort by the next column", .look, argument: .column,
      footer: .shown("sort", rank: 7)),
    Binding(.reverseSort, "reverse", [.character("S")], "S", "reverse the order", .look),
  ]

  private static let acting: [Binding] = [
    Binding(
      .freeze, "freeze", [.character("f")], "f", "freeze the screen", .act,
      footer: .shown("freeze", rank: 6)),
    Binding(
      .probeNow, "probe", [.character("r")], "r", "probe the selection now", .act,
      footer: .shown("probe now", rank: 6)),
    Binding(.replays, "replays", [.character("R")], "R", "replay a past outage", .act),
    Binding(.copy, "copy", [.character("y")], "y", "copy the check as a command", .act),
    Binding(
      .mute, "mute", [.character("m")], "m", "mute for some minutes", .act,
      argument: .minutes),
    Binding(.unmute, "unmute", [], ":unmute", "unmute", .act),
    Binding(.handOver, "hand-over", [.character("H")], "H", "write an incident report", .act),
    Binding(
      .export, "export", [.character("e")], "e", "export this snapshot", .act, argument: .format,
      footer: .shown("export", rank: 8)),
  ]

  private static let program: [Binding] = [
    Binding(
      .theme, "theme", [.character("t")], "t", "choose a theme", .program, argument: .theme,
      footer: .shown("theme", rank: 9)),
    Binding(.help, "help", [.character("?")], "?", "this help", .program, footer: .shown("help", rank: 2)),
    Binding(
      .quit, "quit", [.character("q")], "q", "back, or quit", .program,
      footer: .shown("quit", rank: 2)),
    Binding(.bell, "bell", [], ":bell", "ring at a state change", .program, argument: .onOff),
    Binding(
      .notify, "notify", [], ":notify", "desktop notifications", .program, argument: .onOff),
    Binding(.interrupt, "exit", [.control("c")], "Ctrl-C", "quit from anywhere", .program),
    Binding(.suspend, "suspend", [.control("z")], "Ctrl-Z", "suspend to the shell", .program),
    Binding(.redraw, "redraw", [.control("l")], "Ctrl-L", "redraw", .program),
  ]
}
