import StrictJSON
import TrustUpdates

/// What of a metadata file the signatures cover.
struct SignedPart: Hashable {
    private let value: JSONValue?

    init(_ file: [UInt8]) throws {
        guard case .object(let members) = try JSONReader.read(file) else {
            value = nil
            return
        }
        value = members["signed"]
    }
}
