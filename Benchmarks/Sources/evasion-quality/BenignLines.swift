/// Innocent lines of chat: traps in small sentences, and ordinary lines from templates.
struct BenignLines {
  let traps: [String]
  let ordinary: [String]

  init(_ material: Material, count: Int = 21_000) {
    let contexts = [
      "*", "{S}，*", "{S} *{H}", "亲，*{H}", "*？", "*，{D}回您", "我想问下*", "{G}，*", "*，{G}的", "{C}的，*", "这个是*吗",
      "*{H}", "好的，*", "亲，关于*，{D}给您答复", "还有*呢", "*，谢谢",
    ]
    var traps: Set<String> = []
    var trapLines: [String] = []
    for trap in material.traps {
      for context in contexts {
        let filled = Self.fill(context, seed: "\(trap) \(context)", material.words)
        let line = filled.replacing("*", with: trap)
        if traps.insert(line).inserted { trapLines.append(line) }
      }
    }
    var ordinary: Set<String> = []
    var lines: [String] = []
    var turn = 0
    while lines.count + trapLines.count < count, turn < 1_000_000, !material.templates.isEmpty {
      let line = Self.fill(material.templates[turn % material.templates.count], seed: "benign \(turn)", material.words)
      turn += 1
      if ordinary.insert(line).inserted { lines.append(line) }
    }
    self.traps = trapLines
    self.ordinary = lines
  }

  private static func fill(_ template: String, seed: String, _ words: [String: [String]]) -> String {
    var random = SplitMix(seed)
    var result = ""
    var rest = template[...]
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      result += rest[..<open]
      result += random.pick(words[String(rest[rest.index(after: open)..<close])] ?? []) ?? ""
      rest = rest[rest.index(after: close)...]
    }
    return result + rest
  }
}
