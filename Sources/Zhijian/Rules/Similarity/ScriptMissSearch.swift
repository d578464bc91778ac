/// Finds the message that came closest to a required script or sample.
struct ScriptMissSearch {
  let cache: ConversationCache
  /// The parts of the condition: nothing is missing of a step that is there.
  let parts: [PartState]

  private static let maximumMessages = 30

  /// The miss of the first script or sample of the condition that any of `members` (positions) comes close to.
  func search(_ node: ConditionNode, members: [Int]) -> NearestMiss? {
    switch node.logic {
    case .leaf(let leaf, _):
      let members = Array(members.prefix(Self.maximumMessages))
      return (leaf as? ScriptOperator)?.nearestMiss(members: members, cache: cache)
        ?? (leaf as? SimilarOperator)?.nearestMiss(members: members, cache: cache)
    case .not: return nil
    case .sequence(let steps):
      let missing = steps.lazy.filter { step in !parts.contains { $0.state == .found && $0.name == step.name } }
      return missing.compactMap { search($0.node, members: members) }.first
    case .all(let nodes), .any(let nodes), .atLeast(_, let nodes):
      return nodes.lazy.compactMap { search($0, members: members) }.first
    }
  }
}
