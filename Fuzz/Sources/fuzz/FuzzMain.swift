import Foundation
import ZhijianFormats

/// What one input is given to. It traps where the code under test breaks a promise.
protocol FuzzTarget: SendableMetatype {
  static var name: String { get }
  init()
  func run(_ bytes: [UInt8])
}

private let targets: [any FuzzTarget.Type] = [
  TokenizerTarget.self, FoldingTarget.self, JSONLinesTarget.self, ImportTarget.self, DecodingTarget.self,
  RuleTarget.self, PhraseTarget.self, ScreenTarget.self, PrivacyTarget.self, CacheTarget.self,
  ScoreTarget.self, TablesTarget.self, MappingTarget.self, WorkbookTarget.self, ArchiveTarget.self,
  InspectionTarget.self, ReviewTarget.self, SettingsTarget.self, LexiconTarget.self, ResultTarget.self,
]

/// What ZHIJIAN_FUZZ can be: the name of a target, or `import:` and a format, whatever the bytes look like.
private func target(called name: String) -> (any FuzzTarget)? {
  if let type = targets.first(where: { $0.name == name }) { return type.init() }
  guard name.hasPrefix("import:") else { return nil }
  return ImportFormats.named(String(name.dropFirst(7))).map { ImportTarget(format: $0.name) }
}

/// The target that ZHIJIAN_FUZZ names; all share one program, since linking it takes longer than compiling a target.
nonisolated(unsafe) private let target: any FuzzTarget = {  // safe: libFuzzer calls from one thread
  let name = ProcessInfo.processInfo.environment["ZHIJIAN_FUZZ"] ?? ""
  guard let target = target(called: name) else {
    let formats = ImportFormats.all.map { "import:" + $0.name }
    let known = (targets.map { $0.name } + formats).joined(separator: " ")
    FileHandle.standardError.write(Data("ZHIJIAN_FUZZ must be one of: \(known)\n".utf8))
    exit(2)
  }
  return target
}()

@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  // libFuzzer promises `count` readable bytes until this returns; the array is a copy.
  target.run(Array(UnsafeBufferPointer(start: data, count: count)))
  return 0
}

@_silgen_name("LLVMFuzzerRunDriver")
private func runDriver(
  _ count: UnsafeMutablePointer<CInt>,
  _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?>,
  _ one: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt

/// The package manager links programs with the entry point `<target>_main`, which libFuzzer does not have.
@_cdecl("fuzz_main")
public func fuzzMain(_ count: CInt, _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?) -> CInt {
  // Made first: loading tables takes longer than any input may.
  _ = target
  var count = count
  var arguments = arguments
  return runDriver(&count, &arguments) { testOneInput($0, $1) }
}

/// A promise; broken, it ends the program, which libFuzzer reports with the input.
func expect(_ condition: Bool, _ message: @autoclosure () -> String) {
  guard !condition else { return }
  FileHandle.standardError.write(Data("BROKEN PROMISE: \(message())\n".utf8))
  abort()
}
