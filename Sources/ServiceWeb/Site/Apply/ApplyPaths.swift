import PassCrypto
import Register

/// Addresses of the pages of an application, below the language.
enum ApplyPaths {
    static func intro(_ kind: ApplicationKind) -> String { "apply/\(kind.rawValue)" }
    static func step(_ number: String, _ step: FormStep) -> String { "apply/\(number)/\(step.name)" }
    static func picture(_ number: String, _ attachment: Attachment) -> String {
        "apply/\(number)/pictures/\(Hex.encode(attachment.id))"
    }
    static func upload(_ number: String, _ field: String) -> String { "apply/\(number)/attach/\(field)" }
    static func progress(_ number: String) -> String { "my/applications/\(number)" }
    static func act(_ number: String, _ act: String) -> String { "my/applications/\(number)/\(act)" }
    static func pass(_ number: String) -> String { "my/passes/\(number)" }
    static let mine = "my"
    static let prove = "prove"
}
