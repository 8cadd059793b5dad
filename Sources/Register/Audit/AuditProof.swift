import StrictJSON

/// That a record stands in the log, for somebody who holds nothing but the audit key: the record, the path to the root, and the
/// signed root.
package struct AuditProof: Hashable, Sendable {
    package let number: Int64
    /// As it is hashed.
    package let record: [UInt8]
    /// How many records the log had.
    package let size: Int64
    /// RFC 6962 section 2.1.1.
    package let path: [[UInt8]]
    /// A C2SP signed note.
    package let checkpoint: String

    /// One JSON object, without a newline.
    package var json: [UInt8] {
        JSONWriter.compact(
            .object([
                "format": .text("portpass-audit-proof-1"), "number": .integer(number),
                "record": .text(Base64.encode(record)), "size": .integer(size),
                "path": .texts(path.map(Base64.encode)), "checkpoint": .text(checkpoint),
            ]))
    }
}
