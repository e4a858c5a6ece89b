internal import Algorithms
internal import Model
internal import Screen

/// A command as it is being typed: its text, what Up has recalled, what Tab goes round.
struct CommandLine: Hashable, Sendable {
  private(set) var prompt: Prompt
  private var recalled: Recall?
  private var cycle: Cycle?
  /// How much at the end is only suggested: the first character typed replaces it.
  private var suggested = 0

  /// How far back in the past lines Up has gone, and the line that Down comes back to.
  private struct Recall: Hashable, Sendable {
    let steps: Int
    let draft: String
  }

  /// The line that Tab found candidates for, and which of them is shown now.
  private struct Cycle: Hashable, Sendable {
    let stem: String
    let index: Int
  }

  init(_ text: String = "", suggesting suggestion: String = "") {
    prompt = Prompt(text + suggestion)
    suggested = suggestion.count
  }

  var text: String { prompt.string }
  /// What the candidates are candidates for: the line as it was before Tab went round.
  var stem: String { cycle?.stem ?? text }

  mutating func edit(_ change: (inout Prompt) -> Void) {
    change(&prompt)
    recalled = nil
    cycle = nil
    suggested = 0
  }

  mutating func type(_ key: Key) {
    if case .character = key { for _ in 0..<suggested { prompt.deleteBackward() } }
    edit { _ = $0.edit(with: key) }
  }

  /// The next older or newer of the lines in the past.
  mutating func recall(_ past: [String], by step: Int) {
    let steps = max(0, min(past.count, (recalled?.steps ?? 0) + step))
    let draft = recalled?.draft ?? text
    prompt = Prompt(steps == 0 ? draft : past[past.count - steps])
    recalled = steps == 0 ? nil : Recall(steps: steps, draft: draft)
    cycle = nil
  }

  /// As far as the candidates agree; where that is no further, each of them in turn.
  mutating func complete(_ state: AppState) {
    let stem = stem
    let found = Completion(of: stem, state)
    guard let first = found.words.first else { return }
    if found.words.count == 1 {
      prompt = Prompt(found.before + first + " ")
    } else if cycle == nil, found.common.count > found.typed.count {
      prompt = Prompt(found.before + found.common)
    } else {
      let index = cycle.map { ($0.index + 1) % found.words.count } ?? 0
      prompt = Prompt(found.before + found.words[index])
      cycle = Cycle(stem: stem, index: index)
    }
  }
}

/// What the last word of a command could be completed to.
struct Completion {
  /// The text before that word.
  let before: String
  let typed: String
  let words: [String]

  init(of line: String, _ state: AppState) {
    let start = line.lastIndex(of: " ").map { line.index(after: $0) } ?? line.startIndex
    before = String(line[..<start])
    typed = String(line[start...])
    let written = before.split(separator: " ")
    let prefix = typed.lowercased()
    words = Self.candidates(after: written, state).filter { $0.lowercased().hasPrefix(prefix) }
  }

  /// The longest beginning that all candidates share.
  var common: String {
    words.dropFirst().reduce(words.first ?? "") { String(zip($0, $1).prefix { $0 == $1 }.map(\.0)) }
  }

  private static func candidates(after words: [Substring], _ state: AppState) -> [String] {
    guard let name = words.first else { return Bindings.names(inReplay: state.data.replay != nil) }
    guard let binding = Bindings.named(name) else { return [] }
    if words.count == 1 { return binding.argument.words(state) }
    return binding.argument == .column && words.count == 2 ? ["reversed"] : []
  }
}

extension Binding.Argument {
  /// What can be given; empty for free text.
  func words(_ state: AppState) -> [String] {
    switch self {
    case .none: []
    case .column: state.navigation.focus.sortKeys(of: state.snapshot).map(\.word)
    case .theme: state.themes
    case .format: ExportFormat.allCases.map(\.rawValue)
    case .text: Filter.fields.map { "\($0):" }
    case .minutes: ["10", "30", "60", "480"]
    case .onOff: ["on", "off"]
    }
  }
}

/// A command that could be read, or what is wrong with it.
enum Invocation: Hashable {
  case command(Command)
  case sort(Query.Order)
  case filter(String)
  case theme(String)
  case export(ExportFormat)
  case mute(minutes: Int)
  case turn(Command, on: Bool)
  /// One sentence, with a suggestion where a word is near.
  case wrong(SafeText)

  /// `nil` for a line of nothing.
  init?(_ line: String, _ state: AppState) {
    let words = line.split(separator: " ")
    guard let name = words.first else { return nil }
    let names = Bindings.names(inReplay: state.data.replay != nil)
    let meant = names.filter { $0.hasPrefix(name.lowercased()) }
    let exact = names.contains(name.lowercased()) ? name.lowercased() : meant.count == 1 ? meant[0] : nil
    guard let binding = exact.flatMap(Bindings.named) else {
      self = .wrong(Self.unknown("command", name, among: names))
      return
    }
    let rest = words.dropFirst().map(String.init)
    self = rest.isEmpty ? .command(binding.command) : Self.invocation(of: binding, rest, state)
  }

  private static func invocation(of binding: Binding, _ words: [String], _ state: AppState) -> Invocation {
    let choices = binding.argument.words(state)
    switch binding.argument {
    case .none: return .wrong("\(SafeText(binding.name)) has no argument")
    case .text: return .filter(words.joined(separator: " "))
    case .column: return sort(words, choices, state)
    case .theme:
      return choices.contains(words[0])
        ? .theme(words[0]) : .wrong(unknown("theme", words[0], among: choices))
    case .format:
      return ExportFormat(rawValue: words[0]).map(Invocation.export)
        ?? .wrong(unknown("format", words[0], among: choices))
    case .minutes:
      guard let minutes = Int(words[0]), (1...Mutes.longestMinutes).contains(minutes) else {
        return .wrong("expected minutes, from 1 to \(SafeText("\(Mutes.longestMinutes)"))")
      }
      return .mute(minutes: minutes)
    case .onOff:
      return choices.contains(words[0])
        ? .turn(binding.command, on: words[0] == "on") : .wrong("expected \"on\" or \"off\"")
    }
  }

  private static func sort(_ words: [String], _ choices: [String], _ state: AppState) -> Invocation {
    let keys = state.navigation.focus.sortKeys(of: state.snapshot)
    let wanted = words[0].lowercased()
    let key = keys.first { $0.word == wanted } ?? keys.first { $0.synonyms.contains(wanted) }
    guard let key else { return .wrong(unknown("column", wanted, among: choices)) }
    guard words.count == 1 || (words.count == 2 && "reversed".hasPrefix(words[1])) else {
      return .wrong("expected \"reversed\" or nothing after the column")
    }
    return .sort(Query.Order(key.word, isReversed: words.count == 2))
  }

  private static func unknown(_ what: String, _ word: some StringProtocol, among known: [String]) -> SafeText
  {
    let remedy =
      NearMiss.suggestion(for: word, among: known).map { "did you mean \"\($0)\"?" }
      ?? (known.count > 12 ? "Tab lists them" : "use one of \(known.joined(separator: ", "))")
    return SafeText("\"\(word)\" is not a \(what); \(remedy)")
  }
}
