package import Identifiers

/// One visit of a ship to a port, as one feed tells of it. What a feed leaves out is nil.
///
/// Times are seconds since 1970. Texts are without white space around them and without characters that can't be seen.
package struct ShipCall: Hashable, Sendable {
    package var port: PortCode
    /// The port's number of the visit (簽證編號), in capitals without spaces, e.g. `AKHH115012929`.
    package var visaNumber: String?
    /// The port's number of the ship, e.g. `V25425`.
    package var vesselNumber: String?
    package var chineseName: String?
    package var englishName: String?
    /// In capitals without spaces.
    package var callSign: String?
    /// Only with a check digit that fits.
    package var imo: IMONumber?
    package var shipType: String?
    /// The port's code of the berth, e.g. `KHHX108X`. Only the first shape has it.
    package var berthCode: String?
    /// As people call it: `#108碼頭`, `南5碼頭`.
    package var berthName: String?
    /// Arrival in the port: forecast, and actual.
    package var eta: Int64?
    package var ata: Int64?
    /// At the berth: forecast. Only the second shape has it.
    package var etb: Int64?
    /// Departure: forecast, and actual.
    package var etd: Int64?
    package var atd: Int64?
    /// The shipping agent (船務代理).
    package var agent: String?
    package var previousPort: String?
    package var nextPort: String?
    /// What it comes for (`A1 裝卸貨`).
    package var purpose: String?
    /// The port's own word (`進港`, `移泊`): shown, never decided by, for its list of values is not public.
    package var status: String?
    /// Hundredths of a metre. Only the second shape has it.
    package var length: Int64?
    /// Hundredths of a gross ton. Only the second shape has it.
    package var grossTonnage: Int64?

    package init(port: PortCode) { self.port = port }

    /// By what it is known from one feed to the next; nil when nothing in it names a ship.
    package var key: CallKey? {
        let identity: CallKey.Identity? =
            if let visaNumber { .visa(visaNumber) } else if let imo { .imo(imo.digits) } else if let callSign {
                .callSign(callSign)
            } else if let name = englishName ?? chineseName, let key = ShipName.key(name) { .name(key) } else { nil }
        return identity.map { CallKey(port: port, identity: $0) }
    }
}
