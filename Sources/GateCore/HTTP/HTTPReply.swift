/// What a web server replied, whatever its status.
struct HTTPReply: Hashable, Sendable {
    let status: Int
    /// Empty when it was more than was allowed.
    let bytes: [UInt8]
    let isTooLarge: Bool
    let type: String?
    let entityTag: String?
}
