/// The times of a call.
package enum CallTime: String, Hashable, Sendable, CaseIterable {
    case eta, ata, etb, etd, atd

    package var isForecast: Bool { self == .eta || self == .etb || self == .etd }
}

extension ShipCall {
    package subscript(_ time: CallTime) -> Int64? {
        switch time {
        case .eta: eta
        case .ata: ata
        case .etb: etb
        case .etd: etd
        case .atd: atd
        }
    }
}
