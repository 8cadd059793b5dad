/// What one call is known by: its visa number, else the ship, of which a port then has one call at a time.
package struct CallKey: Hashable, Comparable, Sendable, CustomStringConvertible {
    package enum Identity: Hashable, Sendable {
        case visa(String)
        case imo(String)
        case callSign(String)
        /// As ``ShipName/key(_:)`` makes it.
        case name(String)
    }

    package let port: PortCode
    package let identity: Identity

    package init(port: PortCode, identity: Identity) {
        self.port = port
        self.identity = identity
    }

    /// `KHH/visa/AKHH115012929`: stable, for storage.
    package var description: String {
        switch identity {
        case .visa(let number): "\(port)/visa/\(number)"
        case .imo(let digits): "\(port)/imo/\(digits)"
        case .callSign(let sign): "\(port)/sign/\(sign)"
        case .name(let key): "\(port)/name/\(key)"
        }
    }

    package static func < (left: CallKey, right: CallKey) -> Bool { left.description < right.description }
}
