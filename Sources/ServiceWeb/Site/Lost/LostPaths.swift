/// Addresses of what holders do with their passes, below the language.
enum LostPaths {
    static let start = "lost"
    static func pass(_ number: String) -> String { "lost/\(number)" }
    static func act(_ number: String, _ act: String) -> String { "lost/\(number)/\(act)" }
}
