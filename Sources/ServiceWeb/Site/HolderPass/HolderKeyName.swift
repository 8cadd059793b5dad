import PassFormat
import StrictJSON

/// A holder's key as pages and scripts name it: 32 bytes in base64url.
enum HolderKeyName {
    /// Empty for none.
    static func name(of key: HolderKey?) -> String {
        key.map { String(decoding: Base64URL.encode($0.x), as: UTF8.self) } ?? ""
    }

    static func key(_ name: String) -> HolderKey? { Base64URL.decode(Array(name.utf8)).flatMap { HolderKey($0) } }
}
