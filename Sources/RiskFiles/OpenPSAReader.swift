internal import CExpat
internal import Glibc
internal import Model
package import Risk

/// A fault tree read from Open-PSA Model Exchange Format files of one model.
package struct OpenPSAModel: Equatable, Sendable {
  /// Events have probabilities; gates stand after their members; `tops` are the gates that no other needs.
  package let tree: FaultTree
  /// The names of the tops, in the order defined.
  package let topNames: [String]
  /// Every gate that was defined, by name.
  package let gates: [String: FaultTree.Reference]

  /// Reads gates (`and`, `or`, `atleast`, nested), events (generic references included), house events with
  /// constants, and literal probabilities. Anything else is named as unsupported, entity declarations are
  /// refused: they could expand without end.
  package static func read(paths: [String]) throws(FileProblems) -> OpenPSAModel {
    var definitions = OpenPSADefinitions()
    for path in paths {
      let parser = OpenPSAParser(path: path)
      do throws(FileProblem) {
        definitions = try parser.parse(into: definitions)
      } catch {
        throw FileProblems([error])
      }
    }
    do throws(FileProblem) {
      return try OpenPSALinker(definitions, file: paths.first ?? "").model()
    } catch {
      throw FileProblems([error])
    }
  }
}

/// A formula as written, before names are resolved.
indirect enum OpenPSAFormula {
  enum Operator: Equatable { case and, or, atLeast(Int) }

  /// `scope` is the path of the containers around: a private name of theirs comes before a public one.
  case reference(String, scope: String, OpenPSAPlace)
  case constant(Bool)
  case operation(Operator, [OpenPSAFormula])
}

struct OpenPSAPlace: Equatable {
  let file: String
  let line, column: Int

  func problem(_ fact: FileProblem.Fact) -> FileProblem {
    FileProblem(file: file, line: line, column: column, fact: fact)
  }
}

/// What the files of one model define, in the order of the files.
struct OpenPSADefinitions {
  struct Gate {
    let name: String
    let formula: OpenPSAFormula
    let place: OpenPSAPlace
  }

  var gates: [Gate] = []
  var gateIndex: [String: Int] = [:]
  /// `nil` for an event without a probability.
  var probabilities: [String: Double?] = [:]
  var constants: [String: Bool] = [:]

  func isDefined(_ name: String) -> Bool {
    gateIndex[name] != nil || probabilities[name] != nil || constants[name] != nil
  }
}

/// One file through expat.
///
/// Expat calls back on the thread that parses, while `parse` runs and this object lives; the pointer that it
/// is given is used for nothing else.
final class OpenPSAParser {
  private let path: String
  private let parser: XML_Parser?
  private var builder: OpenPSABuilder
  private var problem: FileProblem?

  init(path: String) {
    self.path = path
    parser = XML_ParserCreate(nil)
    builder = OpenPSABuilder()
  }

  deinit { XML_ParserFree(parser) }

  func parse(into definitions: OpenPSADefinitions) throws(FileProblem) -> OpenPSADefinitions {
    builder.definitions = definitions
    guard let parser else {
      throw FileProblem(file: path, line: nil, column: nil, fact: .unreadable(code: ENOMEM))
    }
    XML_SetUserData(parser, Unmanaged.passUnretained(self).toOpaque())
    setHandlers(parser)
    try feed(parser)
    return builder.definitions
  }

  private func setHandlers(_ parser: XML_Parser) {
    XML_SetElementHandler(
      parser,
      { data, name, attributes in
        guard let data, let name else { return }
        let this = Unmanaged<OpenPSAParser>.fromOpaque(data).takeUnretainedValue()
        this.start(String(cString: name), OpenPSAParser.attributes(attributes))
      },
      { data, _ in
        guard let data else { return }
        Unmanaged<OpenPSAParser>.fromOpaque(data).takeUnretainedValue().end()
      })
    XML_SetEntityDeclHandler(parser) { data, _, _, _, _, _, _, _, _ in
      guard let data else { return }
      Unmanaged<OpenPSAParser>.fromOpaque(data).takeUnretainedValue().stop(.entityDeclared)
    }
  }

  private func feed(_ parser: XML_Parser) throws(FileProblem) {
    let file = try FileBytes(path: path)
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    var count = 0
    repeat {
      count = try file.fill(&buffer)
      let status = buffer.withUnsafeBytes { bytes in
        XML_Parse(
          parser, bytes.assumingMemoryBound(to: CChar.self).baseAddress, Int32(count), count == 0 ? 1 : 0)
      }
      if let problem { throw problem }
      guard status == XML_STATUS_OK else { throw malformed(parser) }
    } while count > 0
  }

  private func malformed(_ parser: XML_Parser) -> FileProblem {
    let message = XML_ErrorString(XML_GetErrorCode(parser)).map { String(cString: $0) } ?? "unknown error"
    return place.problem(.malformedXML(message))
  }

  private var place: OpenPSAPlace {
    OpenPSAPlace(
      file: path, line: Int(XML_GetCurrentLineNumber(parser)),
      column: Int(XML_GetCurrentColumnNumber(parser)) + 1)
  }

  private func start(_ name: String, _ attributes: [String: String]) {
    guard problem == nil else { return }
    do throws(FileProblem.Fact.Thrown) {
      try builder.start(name, attributes, place)
    } catch {
      stop(error.fact)
    }
  }

  private func end() {
    guard problem == nil else { return }
    do throws(FileProblem.Fact.Thrown) {
      try builder.end(place)
    } catch {
      stop(error.fact)
    }
  }

  private func stop(_ fact: FileProblem.Fact) {
    problem = problem ?? place.problem(fact)
    XML_StopParser(parser, 0)
  }

  private static func attributes(
    _ list: UnsafeMutablePointer<UnsafePointer<CChar>?>?
  ) -> [String: String] {
    var attributes: [String: String] = [:]
    var at = 0
    while let list, let name = list[at], let value = list[at + 1] {
      attributes[String(cString: name)] = String(cString: value)
      at += 2
    }
    return attributes
  }
}

extension FileProblem.Fact {
  /// A fact on its way to where its place is known.
  struct Thrown: Error { let fact: FileProblem.Fact }
}
