package import PassFormat

/// A pass that was released.
package struct IssuedPass: Hashable, Sendable {
    package let id: PassID
    package let number: String
    /// What the QR code holds.
    package let text: String
    package let list: Int
    package let index: Int
    package let uri: String
    package let expires: Int64
    package let warnings: [FieldProblem]

    /// One JSON object, without a newline.
    package var json: [UInt8] {
        var json = CanonicalJSON()
        json.set("id", id.hex)
        json.set("idx", index)
        json.set("number", number)
        json.set("text", text)
        json.set("uri", uri)
        if !warnings.isEmpty { json.set("warnings", objects: warnings.map(\.json)) }
        return json.bytes
    }
}
