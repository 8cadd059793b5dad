/// A picture that belongs to an application: made anew from what was sent, and sealed.
package struct Attachment: Hashable, Sendable {
    package static let idByteCount = 16

    /// 16 random bytes, as hexadecimal digits in addresses.
    package let id: [UInt8]
    /// The form's field: `photo`, `nameImage`, or ``field(document:)``.
    package let field: String
    package let size: Int64
    package let addedAt: Int64

    /// The field of a document that the rules ask for.
    package static func field(document id: String) -> String { "doc-\(id)" }
}

/// How much there may be: anybody may send some.
package struct AttachmentLimits: Hashable, Sendable {
    /// Of one application.
    package var perApplication = 24
    package var perField = 3
    /// Of all applications that nobody decided yet: bytes on the register's disk, and how many.
    package var bytes: Int64 = 2 << 30
    package var count: Int64 = 65_536

    package init() {}
}
