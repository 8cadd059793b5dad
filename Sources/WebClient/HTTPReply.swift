/// What a web server replied, whatever its status.
package struct HTTPReply: Hashable, Sendable {
    package let status: Int
    /// Empty when it was more than was allowed.
    package let bytes: [UInt8]
    package let isTooLarge: Bool
    package let type: String?
    package let entityTag: String?
}
