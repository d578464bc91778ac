import ArgumentParser
import Foundation
import Zhijian
import ZhijianFormats

/// What `--privacy` asks for.
enum PrivacyChoice: String, ExpressibleByArgument, CaseIterable {
  case none, mask, pseudonym

  /// The key of pseudonyms, where they are asked for.
  func pseudonymKey() throws -> [UInt8]? {
    guard self == .pseudonym else { return nil }
    guard let key = ProcessInfo.processInfo.environment["ZHIJIAN_PRIVACY_KEY"], key.utf8.count >= 16 else {
      throw UsageError(
        zh: "pseudonym 需要环境变量 ZHIJIAN_PRIVACY_KEY（至少 16 个字节），密钥不要和结果放在一起",
        en:
          "pseudonym needs the environment variable ZHIJIAN_PRIVACY_KEY (at least 16 bytes); keep the key apart from results"
      )
    }
    return Array(key.utf8)
  }

  /// What is done with personal data: as `choice` or else the configuration says; nil leaves it to each format.
  static func policy(
    _ choice: PrivacyChoice?, in configuration: Configuration, key: [UInt8]?
  ) throws -> Redactor.Policy? {
    switch choice ?? configuration.privacy.flatMap(PrivacyChoice.init(rawValue:)) {
    case .some(.none): return Redactor.Policy.none
    case .mask: return .mask
    case .pseudonym: return .pseudonym(key: try key ?? PrivacyChoice.pseudonym.pseudonymKey() ?? [])
    case nil: return nil
    }
  }
}
