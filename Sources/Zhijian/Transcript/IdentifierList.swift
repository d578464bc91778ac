/// Ids in the order in which they were met, each once: few as a rule, so that comparing beats hashing.
struct IdentifierList: Sendable {
  private var ids: [String] = []
  /// From the ninth id on; before that it is empty.
  private var places: [String: Int] = [:]

  var count: Int { ids.count }

  subscript(place: Int) -> String { ids[place] }

  /// The place of `id`, which is added where it is new.
  mutating func place(of id: String) -> Int {
    if let place = known(id) { return place }
    ids.append(id)
    if !places.isEmpty {
      places[id] = ids.count - 1
    } else if ids.count > 8 {
      for (place, id) in ids.enumerated() { places[id] = place }
    }
    return ids.count - 1
  }

  /// The place of `id`; nil where it has not been met.
  func known(_ id: String) -> Int? {
    places.isEmpty ? ids.firstIndex(of: id) : places[id]
  }
}
