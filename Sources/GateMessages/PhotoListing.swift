package import PassFormat

/// The sealed photos of the passes of a port: what came and what went.
package typealias PhotoListing = PortListing<ListedPhoto>

/// `[name, size, expires, digest]`
package struct ListedPhoto: ListedEntry {
    package static let listingType: WireText = "application/portpass-photos+cbor"
    package static let largestListing = 128 * 1024
    package static let mostListed = MessageLimits.photos
    package static let listingName: String = "photo listing"

    /// The blob's name (wire format, section 11), its 16 bytes.
    package let name: [UInt8]
    /// Bytes of the blob; 0 when it is gone, and nobody needs it any more.
    package let size: Int64
    /// When the last pass with this photo expires, seconds since 1970.
    package let expires: Int64
    /// BLAKE2b-256 of the blob, so that a gate keeps no other.
    package let digest: [UInt8]

    package init(name: [UInt8], size: Int64, expires: Int64, digest: [UInt8]) {
        self.name = name
        self.size = size
        self.expires = expires
        self.digest = digest
    }

    package init(reading reader: inout CBORReader) throws(FormatError) {
        var parts = try reader.readArray()
        guard parts.remaining == 4 else { throw .invalid("photo entry", "it has four parts") }
        _ = reader.nextElement(in: &parts)
        name = try reader.readBytes("name", count: MessageLimits.photoName)
        _ = reader.nextElement(in: &parts)
        size = try reader.readInteger("size", 0...Int64(MessageLimits.photo))
        _ = reader.nextElement(in: &parts)
        expires = try reader.readTime("expires")
        _ = reader.nextElement(in: &parts)
        digest = try reader.readBytes("digest", count: MessageLimits.digest)
        _ = reader.nextElement(in: &parts)
    }

    package func write(to writer: inout CBORWriter) {
        writer.writeArray(count: 4)
        writer.write(bytes: name)
        writer.write(size)
        writer.write(expires)
        writer.write(bytes: digest)
    }
}
