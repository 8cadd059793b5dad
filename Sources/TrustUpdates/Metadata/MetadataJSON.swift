import StrictJSON

/// Reads the JSON that metadata is written in.
enum MetadataJSON {
    /// - Throws: `UpdateError.malformed`, also for a number that is not a whole one of 64 bits: Canonical JSON has no other
    ///   numbers, so nothing with one in it can have been signed.
    static func read(_ bytes: [UInt8]) throws(UpdateError) -> JSONValue {
        let value: JSONValue
        do {
            value = try JSONReader.read(bytes)
        } catch {
            throw .malformed(error.description)
        }
        guard !value.holdsOtherNumber else { throw .malformed("a number in it is not a whole number of 64 bits") }
        return value
    }
}
