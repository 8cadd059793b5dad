import GateCore
import GateMessages
import PassFormat
import PassVerify
import StrictJSON

/// The vehicle lane's open tray: who and what drives in together, and is admitted together.
struct VehicleTray: Sendable {
    private(set) var members: [TrayScan] = []
    /// Of a trailer in it whose pass was not read.
    var trailerPlate: WireText?

    init() {}

    /// As it was when the program ended.
    init(_ open: OpenTray) {
        members = open.members.compactMap { TrayScan($0) }
        trailerPlate = open.trailerPlate
    }

    /// What is scanned goes into it, once.
    /// - Returns: whether it did.
    mutating func collect(_ scan: ShownScan) -> Bool {
        guard let member = TrayScan(scan, after: members) else { return false }
        let others = members.filter { $0.handle != member.handle }
        guard others.count < TrayScan.most else { return false }
        members = others + [member]
        return true
    }

    /// Takes a scan out, or says what it is.
    /// - Parameter role: nil to take it out.
    /// - Returns: whether it is there.
    mutating func change(_ handle: ScanHandle, to role: TrayScan.Role?) -> Bool {
        guard let index = members.firstIndex(where: { $0.handle == handle }) else { return false }
        if let role { members[index].role = role } else { members.remove(at: index) }
        return true
    }

    /// As the journal has it, and what outlives the program.
    var places: [TrayRequest.Member] { members.map { .init($0.role.event, $0.place) } }
}
