/// What a vehicle pass is for. Another value is malformed.
package enum VehicleClass: UInt8, Hashable, Sendable, CaseIterable {
    case car = 1
    case lorry = 2
    case trailer = 3
    case motorcycle = 4
    case bus = 5
    case machinery = 6
    case taxi = 7
}
