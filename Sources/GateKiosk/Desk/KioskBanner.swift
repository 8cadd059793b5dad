import GateCore
import TrustFiles

/// What the holder of a pass can't mend: told once a shift, and no reason to stop anybody.
package enum KioskBanner: String, Hashable, Sendable, CaseIterable {
    /// There are no lists yet.
    case noTrust = "no-trust"
    /// The lists are older than the policy likes, and soon every pass is checked by hand.
    case oldLists = "old-lists"
    case clock
    /// The memory can't be written, or something else needs a hand.
    case trouble
    case disk
    /// The lists of the port can't be read here: hot list, visitors, directory.
    case lists
    case alarms

    /// Which hold, the most serious first.
    static func all(in state: GateState, outlook: Gate.Outlook?, isDiskLow: Bool, alarms: Int) -> [KioskBanner] {
        var banners: [KioskBanner] = []
        if state.trouble != nil { banners.append(.trouble) }
        if outlook == nil { banners.append(.noTrust) }
        if state.isClockSuspect { banners.append(.clock) }
        if let outlook, state.now > outlook.banner { banners.append(.oldLists) }
        if isDiskLow { banners.append(.disk) }
        if case .closed(_)? = state.lists { banners.append(.lists) }
        if alarms > 0 { banners.append(.alarms) }
        return banners
    }
}
