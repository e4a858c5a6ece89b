internal import Model

/// What was told of one fault, against what it was.
package struct FaultScore: Sendable {
  /// The row of the confusion matrix.
  package let truth: String
  /// The column: what was told for most of the time after the bound.
  package let told: String
  package let isNear: Bool
  package let isSideRight: Bool
  /// The condition's kind, or the cause or rightly none.
  package let isRight: Bool
  /// From the fault's begin to the first snapshot that told it right; `nil` if none did.
  package let delay: Duration?
}

/// How one world was judged.
package struct Score: Sendable {
  package let seed: UInt64
  package internal(set) var faults: [FaultScore] = []
  /// Instants at which the side is known, and those at which it was told right.
  package internal(set) var instants = 0, rightInstants = 0
  /// Ids of incidents in which nothing had failed.
  package internal(set) var falseIncidents: Set<String> = []
  /// Labels that were called down and were not, while or shortly after a fault of the near side held, and else.
  package internal(set) var nearFalseDowns: Set<String> = [], falseDowns: Set<String> = []
  /// Checks and subjects that were called ok without reason.
  package internal(set) var baselessGreens: Set<String> = []
  /// Domains blamed that had not failed.
  package internal(set) var bystanders: Set<String> = []
  /// Members of incidents that had not failed.
  package internal(set) var falseMembers: Set<String> = []
  package internal(set) var observations = 0

  init(seed: UInt64) { self.seed = seed }

  /// Whether anything in it is wrong.
  package var isPerfect: Bool {
    faults.allSatisfy { $0.isRight && $0.isSideRight } && falseIncidents.isEmpty && nearFalseDowns.isEmpty
      && falseDowns.isEmpty && baselessGreens.isEmpty && bystanders.isEmpty
  }
}
