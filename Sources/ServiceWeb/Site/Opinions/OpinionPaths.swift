import Register

/// Addresses of what people write, below the language.
enum OpinionPaths {
    static let start = "opinions"
    static let follow = "opinions/follow"
    static let mine = "opinions/mine"
    static func opinion(_ number: OpinionNumber) -> String { "opinions/\(number.text)" }
    static func act(_ number: OpinionNumber, _ act: String) -> String { "opinions/\(number.text)/\(act)" }
    /// - Parameter reference: the number of an application or of a pass.
    static func appeal(_ reference: String) -> String { "opinions/appeal/\(reference)" }
}
