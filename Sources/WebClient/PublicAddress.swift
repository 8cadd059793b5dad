internal import CCurl

/// Addresses of the public net: those to which we send on behalf of somebody who named a host.
package enum PublicAddress {
    /// - Parameter bytes: an IPv4 address, or an IPv6 one.
    package static func isPublic(_ bytes: [UInt8]) -> Bool {
        unsafe portpass_is_public(bytes, CInt(bytes.count)) != 0
    }
}
