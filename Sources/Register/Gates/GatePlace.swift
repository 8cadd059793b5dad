/// Where a gate stands, as somebody wrote it down who was there.
package struct GatePlace: Hashable, Sendable {
    package static let longest = 120

    package let text: String
    package let setBy: Principal
    package let setAt: Int64
}
