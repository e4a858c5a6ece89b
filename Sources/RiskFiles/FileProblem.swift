/// What is wrong with a file, where, and what to do about it.
package struct FileProblem: Error, Equatable, Sendable, CustomStringConvertible {
  package let file: String
  /// From 1; `nil` where the whole file is meant.
  package let line: Int?
  /// In bytes, from 1.
  package let column: Int?
  package let fact: Fact

  package enum Fact: Equatable, Sendable {
    // Any file.
    case unreadable(code: Int32)
    case tooLarge

    // JSON Lines.
    case unexpected(String, expected: String)
    case notUTF8
    case tooDeep
    case lineTooLong
    case unknownKey(String, suggestion: String?)
    case missingKey(String)
    case repeatedKey(String)
    case invalidID(String)
    case duplicate(String)
    case undefinedService(String, suggestion: String?)
    case wrongWeight
    case notAProbability
    case wrongCountry(String)
    case outOfRange(String)

    case group(GroupFact)
    case tree(TreeFact)
  }

  /// A group of needs.
  package enum GroupFact: Equatable, Sendable {
    case emptyGroup
    case impossibleCount(Int, members: Int)
    /// `at_least` is not a whole number.
    case brokenCount
    /// Two kinds of group at once.
    case twoKinds(String, String)
    case noKind, lonelyCount, ofWithoutCount
  }

  /// A fault tree in Open-PSA.
  package enum TreeFact: Equatable, Sendable {
    case malformedXML(String)
    case unsupported(String)
    case undefinedReference(String)
    case noProbability(String)
    case cyclic(String)
    case noGate
    case missingAttribute(String, of: String)
    case notANumber(String)
  }

  package init(file: String, line: Int?, column: Int?, fact: Fact) {
    self.file = file
    self.line = line
    self.column = column
    self.fact = fact
  }

  package var description: String {
    let place = line.map { line in ":\(line)" + (column.map { ":\($0)" } ?? "") } ?? ""
    return "\(file)\(place): \(fact.wording)"
  }
}

/// Everything wrong with a set of files, in the order found.
package struct FileProblems: Error, Equatable, Sendable {
  package let problems: [FileProblem]

  package init(_ problems: [FileProblem]) { self.problems = problems }
}
