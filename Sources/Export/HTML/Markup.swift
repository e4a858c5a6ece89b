internal import Model

/// A piece of HTML that is also well-formed XML. It is made of elements, attributes and text only, and all text is
/// escaped on its way in: no text can become markup.
struct Markup: ExpressibleByStringInterpolation {
  typealias Attributes = KeyValuePairs<String, String>

  private(set) var source: String

  private init(source: String) { self.source = source }

  /// Text; a literal or an interpolation is text too.
  init(_ text: String) { source = Self.escaped(text) }
  init(_ text: SafeText) { self.init(text.string) }
  init(stringLiteral value: String) { self.init(value) }

  /// An attribute without a value is left out.
  static func element(_ name: StaticString, _ attributes: Attributes = [:], _ children: [Markup]) -> Markup {
    var source = "<\(name)"
    for (key, value) in attributes where !value.isEmpty { source += " \(key)=\"\(escaped(value))\"" }
    source += ">"
    for child in children { source += child.source }
    return Markup(source: source + "</\(name)>")
  }

  static func element(_ name: StaticString, _ attributes: Attributes = [:], _ children: Markup...) -> Markup {
    element(name, attributes, children)
  }

  /// A void element: `meta`.
  static func void(_ name: StaticString, _ attributes: Attributes) -> Markup {
    let list = attributes.map { " \($0.key)=\"\(escaped($0.value))\"" }.joined()
    return Markup(source: "<\(name)\(list) />")
  }

  /// A style sheet of our own, which holds nothing that XML would take for markup.
  static func style(_ sheet: StaticString) -> Markup { Markup(source: "<style>\(sheet)</style>") }

  /// A path of our own.
  static func path(_ kind: StaticString, transform: StaticString, data: StaticString) -> Markup {
    Markup(
      source: "<path class=\"\(kind)\" fill-rule=\"evenodd\" transform=\"\(transform)\" d=\"\(data)\"></path>"
    )
  }

  static func group(_ pieces: [Markup]) -> Markup { Markup(source: pieces.map(\.source).joined()) }

  /// A whole document.
  var document: String { "<!DOCTYPE html>\n" + source + "\n" }

  private static func escaped(_ text: String) -> String {
    var out = ""
    for scalar in Redaction.redacted(SafeText(text).string).unicodeScalars {
      switch scalar {
      case "&": out += "&amp;"
      case "<": out += "&lt;"
      case ">": out += "&gt;"
      case "\"": out += "&quot;"
      case "'": out += "&#39;"
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out
  }
}

extension Markup {
  static func cell(_ label: StaticString, _ attributes: StaticString = "", _ content: Markup...) -> Markup {
    element("td", ["data-label": "\(label)", "class": "\(attributes)"], content)
  }

  /// The mark and the word of a health, in its colour.
  static func badge(_ health: Health) -> Markup {
    element(
      "span", ["class": "badge \(health.rawValue)"],
      element("span", ["class": "mark", "aria-hidden": "true"], Markup(health.mark)), Markup(health.rawValue))
  }

  /// A link, where the text is an http or https URL; else the text.
  static func link(_ url: SafeText, _ text: Markup) -> Markup {
    guard let parsed = HTTPURL(url.string) else { return text }
    return element("a", ["href": parsed.redacted, "rel": "noreferrer noopener"], text)
  }
}
