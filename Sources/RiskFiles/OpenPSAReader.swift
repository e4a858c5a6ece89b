internal import Model
package import Risk
internal import XML

/// A fault tree read from Open-PSA Model Exchange Format files of one model.
package struct OpenPSAModel: Equatable, Sendable {
  /// Events have probabilities; gates come after their members; `tops` are the gates that no other needs.
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
  /// In bytes; the line is worked out only when somebody asks.
  let offset: Int
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
  /// By path: who knows the lines of a file.
  var sources: [String: XMLReader] = [:]

  func problem(_ fact: FileProblem.Fact, at place: OpenPSAPlace) -> FileProblem {
    let position = sources[place.file]?.place(of: place.offset)
    return FileProblem(file: place.file, line: position?.line, column: position?.column, fact: fact)
  }

  func isDefined(_ name: String) -> Bool {
    gateIndex[name] != nil || probabilities[name] != nil || constants[name] != nil
  }
}

/// One file, element by element.
struct OpenPSAParser {
  /// Models are read whole: positions are worked out only where something is wrong.
  private static let largestFile = 256 << 20

  let path: String

  func parse(into definitions: OpenPSADefinitions) throws(FileProblem) -> OpenPSADefinitions {
    var builder = OpenPSABuilder()
    builder.definitions = definitions
    var reader = XMLReader(try contents())
    builder.definitions.sources[path] = reader
    while let event = try next(&reader) {
      let place = OpenPSAPlace(file: path, offset: reader.offset)
      do throws(FileProblem.Fact.Thrown) {
        switch event {
        case .start(let name, let attributes):
          let pairs = attributes.map { ($0.name, $0.value) }
          try builder.start(name, Dictionary(pairs, uniquingKeysWith: { first, _ in first }), place)
        case .end: try builder.end()
        case .text(let text): try builder.text(text)
        }
      } catch {
        throw builder.definitions.problem(error.fact, at: place)
      }
    }
    return builder.definitions
  }

  private func next(_ reader: inout XMLReader) throws(FileProblem) -> XMLReader.Event? {
    do throws(XMLError) {
      return try reader.next()
    } catch {
      throw FileProblem(
        file: path, line: error.place.line, column: error.place.column, fact: .tree(.malformedXML(error.what))
      )
    }
  }

  private func contents() throws(FileProblem) -> [UInt8] {
    let file = try FileBytes(path: path)
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    var filled = 0
    while true {
      let count = try file.fill(&bytes, from: filled)
      filled += count
      if count == 0 { return Array(bytes[..<filled]) }
      guard filled <= Self.largestFile else {
        throw FileProblem(file: path, line: nil, column: nil, fact: .tooLarge)
      }
      if filled == bytes.count { bytes.append(contentsOf: repeatElement(0, count: bytes.count)) }
    }
  }
}

extension FileProblem.Fact {
  /// A fact on its way to where its place is known.
  struct Thrown: Error { let fact: FileProblem.Fact }
}
