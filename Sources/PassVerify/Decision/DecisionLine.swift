import PassFormat

/// Writes decisions as the JSON lines of DESIGN section 9, into a buffer that is used again for every line.
///
/// By hand, for `JSONEncoder` costs more than parsing and rules together. Members that have nothing to say are absent,
/// the photo secret and the holder key are never written, and every text comes from a verified pass or the signed
/// policy. Times are seconds since 1970.
package struct DecisionLine: Sendable {
    private var json = JSONWriter()

    package init() {}

    /// The line written last, with its newline.
    package var bytes: [UInt8] { json.bytes }

    /// Replaces the buffer's content with one decision and a newline.
    ///
    /// - Parameter isSimulated: the time was given with `--at`.
    package mutating func write(_ decision: GateDecision, isSimulated: Bool = false) {
        json.clear()
        json.beginObject()
        json.member("verdict", decision.verdict.rawValue)
        json.key("reasons")
        json.beginArray()
        for reason in decision.reasons { write(reason) }
        json.endArray()
        if let pass = decision.pass { write(pass.claims, policy: decision.trust?.policy) }
        if decision.live { json.member("live", true) }
        if let age = decision.trustAge {
            json.key("trust")
            json.beginObject()
            json.member("age", age)
            json.endObject()
        }
        if isSimulated { json.member("simulated", true) }
        json.endObject()
        json.newline()
    }

    private mutating func write(_ reason: Reason) {
        json.beginObject()
        json.member("code", reason.code.rawValue)
        if let detail = reason.detail { write(detail) }
        if reason.effect == .note { json.member("effect", "note") }
        json.endObject()
    }

    private mutating func write(_ detail: ReasonDetail) {
        switch detail {
        case .date(let date): json.member("date", date)
        case .days(let days): json.member("days", days)
        case .ports(let ports): json.member("ports", ports)
        case .gates(let gates): json.member("gates", gates)
        case .hours(let windows): write(windows)
        case .plate(let plate): json.member("plate", plate)
        case .names(let names): json.member("names", names)
        case .conditions(let keys):
            json.key("conditions")
            json.beginArray()
            for key in keys { json.value(key) }
            json.endArray()
        case .problem(let error): json.member("problem", error.code.rawValue)
        }
    }

    private mutating func write(_ windows: [ScheduleWindow]) {
        json.key("hours")
        json.beginArray()
        for window in windows {
            json.beginObject()
            json.key("days")
            json.beginArray()
            for day in Weekday.allCases where window.weekdays & day.mask != 0 { json.value(day.rawValue) }
            json.endArray()
            json.member("from", ClockTime(minutes: window.from).description)
            json.member("to", ClockTime(minutes: window.to).description)
            json.endObject()
        }
        json.endArray()
    }

    private mutating func write(_ claims: PassClaims, policy: GatePolicy?) {
        json.key("pass")
        json.beginObject()
        json.key("id")
        json.value(hex: claims.id.rawValue)
        json.member("number", claims.number)
        json.member("name", claims.name)
        json.member("idHint", claims.idHint)
        json.member("organisation", claims.organisation)
        json.member("kind", claims.kind.jsonName)
        json.member("term", claims.term.jsonName)
        json.member("notBefore", claims.notBefore)
        json.member("notAfter", claims.expires)
        json.key("access")
        json.beginObject()
        for access in claims.access {
            json.key(text: access.port)
            write(zones: access.zones, port: policy?.port(access.port))
        }
        json.endObject()
        if !claims.plates.isEmpty { json.member("plates", claims.plates) }
        if let vehicleClass = claims.vehicleClass { json.member("vehicleClass", vehicleClass.jsonName) }
        json.member("vesselCall", claims.vesselCall)
        if !claims.endorsements.isEmpty {
            json.key("endorsements")
            json.beginObject()
            for endorsement in claims.endorsements { json.member(text: endorsement.name, endorsement.expires) }
            json.endObject()
        }
        if let schedule = claims.schedule { json.member("schedule", schedule) }
        if claims.escortRequired { json.member("escort", true) }
        json.endObject()
    }

    /// The names of the zones; `#N` for a bit that the policy has no name for.
    private mutating func write(zones: UInt64, port: PolicyPort?) {
        json.beginArray()
        var rest = zones
        while rest != 0 {
            let bit = rest.trailingZeroBitCount
            rest &= rest - 1
            if let zone = port?.zone(bit: bit) { json.value(zone.name) } else { json.value(unnamedZone: bit) }
        }
        json.endArray()
    }
}
