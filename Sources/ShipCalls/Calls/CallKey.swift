/// What one call is known by: its visa number, else the ship, of which a port then has one call at a time.
package struct CallKey: Hashable, Comparable, Sendable, CustomStringConvertible {
    package enum Identity: Hashable, Sendable {
        case visa(String)
        case imo(String)
        case callSign(String)
        /// As ``ShipName/key(_:)`` makes it.
        case name(String)

        fileprivate var parts: (kind: Int, text: String) {
            switch self {
            case .visa(let text): (0, text)
            case .imo(let text): (1, text)
            case .callSign(let text): (2, text)
            case .name(let text): (3, text)
            }
        }
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

    /// By port, then by what it is known by, then by that.
    package static func < (left: CallKey, right: CallKey) -> Bool {
        guard left.port == right.port else { return left.port < right.port }
        let (one, other) = (left.identity.parts, right.identity.parts)
        return one.kind == other.kind ? one.text < other.text : one.kind < other.kind
    }
}
