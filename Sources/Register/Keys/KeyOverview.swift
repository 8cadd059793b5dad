package import PassFormat
import StrictJSON

/// What keys there are, what they sign, until when, and who must act: plain values, for the command line and a page alike.
package struct KeyOverview: Hashable, Sendable {
    /// A key of the register itself.
    package struct SigningKey: Hashable, Sendable {
        package let id: KeyID
        package let use: RegisterKey.Use
        package let state: RegisterKey.State
        /// Seconds since 1970.
        package let notBefore: Int64
        package let expires: Int64
        /// Whole days; negative when it is over.
        package let daysLeft: Int64
        /// Only of a key that signs: nobody has to renew another.
        package let alarm: KeyAlarm?
        /// Of a retired one: seconds since 1970, when the last thing it signed is over.
        package let neededUntil: Int64?
    }

    /// A role of The Update Framework.
    package struct Role: Hashable, Sendable {
        /// As the metadata files are called.
        package let name: String
        package let keys: [KeyID]
        package let threshold: Int
        package let version: Int?
        /// Seconds since 1970; nil while it signed nothing.
        package let expires: Int64?
        package let daysLeft: Int64?
        package let alarm: KeyAlarm?
        /// Whether a key of it is on this machine. Root's never are.
        package let isAtHand: Bool
    }

    package let keys: [SigningKey]
    /// How far the successor of each use's key is.
    package let rotations: [KeyRotation]
    package let roles: [Role]

    /// The worst of all alarms; nil when nothing ends soon.
    package var alarm: KeyAlarm? { (keys.compactMap(\.alarm) + roles.compactMap(\.alarm)).max() }

    /// One JSON object, without a newline.
    package var json: [UInt8] {
        func number(_ value: Int64?) -> JSONValue { value.map { .integer($0) } ?? .null }
        func text(_ value: String?) -> JSONValue { value.map(JSONValue.text) ?? .null }
        let keys = keys.map { key in
            JSONValue.object([
                "id": .text(key.id.hex), "use": .text(key.use.rawValue), "state": .text(key.state.rawValue),
                "notBefore": .integer(key.notBefore), "expires": .integer(key.expires),
                "daysLeft": .integer(key.daysLeft), "alarm": text(key.alarm?.rawValue),
                "neededUntil": number(key.neededUntil == .max ? nil : key.neededUntil),
            ])
        }
        let rotations = rotations.map { rotation in
            JSONValue.object([
                "use": .text(rotation.use.rawValue), "stage": .text(rotation.stage.rawValue),
                "announced": text(rotation.announced?.id.hex), "missing": .texts(rotation.missing),
                "until": number(rotation.until),
            ])
        }
        let roles = roles.map { role in
            JSONValue.object([
                "role": .text(role.name), "keys": .texts(role.keys.map(\.hex)),
                "threshold": .integer(Int64(role.threshold)), "version": number(role.version.map(Int64.init)),
                "expires": number(role.expires), "daysLeft": number(role.daysLeft),
                "alarm": text(role.alarm?.rawValue), "atHand": .bool(role.isAtHand),
            ])
        }
        return JSONWriter.compact(
            .object([
                "alarm": text(alarm?.rawValue), "keys": .array(keys), "rotations": .array(rotations),
                "roles": .array(roles),
            ]))
    }
}
