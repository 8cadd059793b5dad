import SQLStore

extension RegisterSchema {
    /// The place of a step that another branch brings: take this one away when it comes.
    static let reserved = Migration(8, sqlite: "SELECT 8;")
}
