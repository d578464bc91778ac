/// Regional letters: two that make a flag are a picture, as 🇨🇳 is; others are letters, as in 🇻🇽.
enum RegionalLetters {
  /// The UTF-16 units of a flag: two pairs.
  static let flagLength = 4

  /// Whether two regional letters that make a flag begin at `index`.
  static func areFlag(at index: Int, in units: Span<UInt16>) -> Bool {
    guard index >= 0, index + flagLength <= units.count, units[index] == 0xD83C, units[index + 2] == 0xD83C,
      let first = letter(units[index + 1]), let second = letter(units[index + 3])
    else { return false }
    return flags[first * 26 + second]
  }

  private static func letter(_ low: UInt16) -> Int? { (0xDDE6...0xDDFF).contains(low) ? Int(low - 0xDDE6) : nil }

  /// By both letters: the codes of ISO 3166-1 and the few more that Unicode has flags for.
  private static let flags: [Bool] = {
    let codes =
      "ACADAEAFAGAIALAMAOAQARASATAUAWAXAZBABBBDBEBFBGBHBIBJBLBMBNBOBQBRBSBTBVBWBYBZCACCCDCFCGCHCICKCLCMCNCOCPCRCUCVCWCXCYCZDE"
      + "DGDJDKDMDODZEAECEEEGEHERESETEUFIFJFKFMFOFRGAGBGDGEGFGGGHGIGLGMGNGPGQGRGSGTGUGWGYHKHMHNHRHTHUICIDIEILIMINIOIQIRISIT"
      + "JEJMJOJPKEKGKHKIKMKNKPKRKWKYKZLALBLCLILKLRLSLTLULVLYMAMCMDMEMFMGMHMKMLMMMNMOMPMQMRMSMTMUMVMWMXMYMZNANCNENFNGNINLNO"
      + "NPNRNUNZOMPAPEPFPGPHPKPLPMPNPRPSPTPWPYQARERORSRURWSASBSCSDSESGSHSISJSKSLSMSNSOSRSSSTSVSXSYSZTATCTDTFTGTHTJTKTLTMTN"
      + "TOTRTTTVTWTZUAUGUMUNUSUYUZVAVCVEVGVIVNVUWFWSXKYEYTZAZMZW"
    let letters = codes.utf8.map { Int($0) - 0x41 }
    var flags = [Bool](repeating: false, count: 26 * 26)
    for index in stride(from: 0, to: letters.count - 1, by: 2) {
      flags[letters[index] * 26 + letters[index + 1]] = true
    }
    return flags
  }()
}
