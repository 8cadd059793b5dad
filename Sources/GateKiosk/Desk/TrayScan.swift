import GateCore
import GateMessages
import PassVerify
import StrictJSON

/// A scan in the tray of the vehicle lane.
struct TrayScan: Sendable {
    enum Role: String, Sendable {
        case vehicle, trailer, driver, occupant

        var event: TrayEvent.Role {
            switch self {
            case .vehicle: .vehicle
            case .trailer: .trailer
            case .driver: .driver
            case .occupant: .occupant
            }
        }

        init(_ event: TrayEvent.Role) {
            self =
                switch event {
                case .vehicle: .vehicle
                case .trailer: .trailer
                case .driver: .driver
                case .occupant: .occupant
                }
        }
    }

    static let most = MessageLimits.tray.upperBound

    let handle: ScanHandle
    let place: JournalPlace
    let direction: Direction
    let answer: JSONObject
    var role: Role

    /// What a scan is in a tray: a guard can say otherwise. Nil for what can't be in one: what could not be read, waits for the disk,
    /// or goes the other way.
    init?(_ scan: ShownScan, after tray: [TrayScan]) {
        guard !scan.isMisread, scan.direction != .check, case .place(let place) = scan.handle,
            tray.first.map({ $0.direction == scan.direction }) ?? true
        else { return nil }
        handle = scan.handle
        self.place = place
        direction = scan.direction
        answer = scan.members
        let others = tray.filter { $0.handle != scan.handle }
        role = Self.role(of: scan.answer, hasDriver: others.contains { $0.role == .driver })
    }

    /// One that was in the tray when the program ended.
    init?(_ member: OpenTray.Member) {
        guard member.scan.direction != .check else { return nil }
        let scan = ShownScan(member.scan, at: .now)
        handle = scan.handle
        place = member.scan.place
        direction = scan.direction
        answer = scan.members
        role = Role(member.role)
    }

    private static func role(of answer: JSONObject, hasDriver: Bool) -> Role {
        guard case .object(let pass)? = answer["pass"], pass["kind"] == .text("vehicle") else {
            return hasDriver ? .occupant : .driver
        }
        return pass["vehicle"] == .text("trailer") ? .trailer : .vehicle
    }

    var json: JSONValue {
        var members = answer
        members["role"] = .text(role.rawValue)
        return .object(members)
    }
}
