import Identifiers
package import ShipCalls
package import StrictJSON

/// A ship's call as the register keeps it, in JSON.
enum StoredShipCall {
    static func json(_ call: ShipCall) -> JSONValue {
        var members: JSONObject = ["port": .text(call.port.rawValue)]
        for (name, path) in texts { members[name] = call[keyPath: path].map { .text($0) } }
        for (name, path) in numbers { members[name] = call[keyPath: path].map { .integer($0) } }
        members["imo"] = call.imo.map { .text($0.digits) }
        return .object(members)
    }

    /// Nil for what ``json(_:)`` did not make.
    static func call(_ value: JSONValue) -> ShipCall? {
        guard case .object(let members) = value, case .string(let code)? = members["port"],
            let port = PortCode(rawValue: code.string)
        else { return nil }
        var call = ShipCall(port: port)
        for (name, path) in texts {
            switch members[name] {
            case nil: continue
            case .string(let text)?: call[keyPath: path] = text.string
            default: return nil
            }
        }
        for (name, path) in numbers {
            switch members[name] {
            case nil: continue
            case .integer(let number)?: call[keyPath: path] = number
            default: return nil
            }
        }
        if let value = members["imo"] {
            guard case .string(let digits) = value, let imo = try? IMONumber(digits.string) else { return nil }
            call.imo = imo
        }
        return call
    }

    private static var texts: [(ExactText, WritableKeyPath<ShipCall, String?>)] {
        [
            ("visa", \.visaNumber), ("vessel", \.vesselNumber), ("chineseName", \.chineseName),
            ("englishName", \.englishName), ("callSign", \.callSign), ("type", \.shipType), ("berthCode", \.berthCode),
            ("berth", \.berthName), ("agent", \.agent), ("from", \.previousPort), ("to", \.nextPort),
            ("purpose", \.purpose), ("status", \.status),
        ]
    }

    private static var numbers: [(ExactText, WritableKeyPath<ShipCall, Int64?>)] {
        [
            ("eta", \.eta), ("ata", \.ata), ("etb", \.etb), ("etd", \.etd), ("atd", \.atd), ("length", \.length),
            ("grossTonnage", \.grossTonnage),
        ]
    }

    static func encode(_ calls: [ShipCall]) -> [UInt8] { JSONWriter.compact(.array(calls.map(json))) }

    static func decode(_ bytes: [UInt8]) throws -> [ShipCall] {
        guard case .array(let values)? = try? JSONReader.read(bytes) else {
            throw RegisterError.damaged("a feed of ships")
        }
        return try values.map { value in
            guard let call = call(value) else { throw RegisterError.damaged("a ship's call") }
            return call
        }
    }
}

extension ShipCall {
    /// As the register keeps it: times in seconds since 1970, length and tonnage in hundredths; what is not known is left out.
    package var storedJSON: JSONValue { StoredShipCall.json(self) }
}
