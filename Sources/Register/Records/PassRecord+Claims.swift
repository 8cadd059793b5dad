import Identifiers
import PassCrypto
import PassFormat

extension PassRecord {
    /// The record that a pass could be issued by once more: all that the pass itself says.
    /// - Throws: ``RecordRefusal`` where the seeds no longer have what it opens.
    init(_ claims: PassClaims, seeds: Seeds) throws(RecordRefusal) {
        self.init()
        kind = claims.kind
        term = claims.term
        name = claims.name?.string
        organisation = claims.organisation?.string
        for entry in claims.access { access.append(try Self.access(entry, seeds)) }
        plates = claims.plates.map(\.string)
        vehicleClass = claims.vehicleClass
        notBefore = .moment(claims.notBefore)
        notAfter = .moment(claims.expires)
        endorsements = claims.endorsements.map { ($0.name.string, .moment($0.expires)) }
        schedule = claims.schedule.map { .id($0) }
        isEscorted = claims.escortRequired
        vesselCall = claims.vesselCall?.string
        holderKey = claims.holderKey
        photoSecret = claims.photoSecret
        present = ["kind", "term", "access", "notBefore", "notAfter"]
        if name != nil { present.insert("name") }
        if organisation != nil { present.insert("organisation") }
        if !plates.isEmpty { present.insert("plates") }
    }

    private static func access(_ entry: PortAccess, _ seeds: Seeds) throws(RecordRefusal) -> Access {
        let known: [SeedZone] = seeds.port(entry.port.string)?.zones ?? []
        let zones = known.filter { entry.zones >> UInt64($0.bit) & 1 == 1 }
        let found = zones.reduce(UInt64(0)) { $0 | 1 << UInt64($1.bit) }
        guard found == entry.zones, !zones.isEmpty else {
            throw RecordRefusal([
                FieldProblem("access", "unknown-zone", "the pass opens a zone that there is no more: issue a new one")
            ])
        }
        return Access(port: entry.port.string, zones: zones.map(\.name))
    }

    /// - Parameter utcOffset: seconds that the ports' clocks are ahead of UTC.
    mutating func amend(_ amendment: PassAmendment, utcOffset: Int64) {
        if let name = amendment.name { self.name = name }
        if let organisation = amendment.organisation {
            // Nobody's from now on.
            self.organisation = organisation.isEmpty ? nil : organisation
        }
        if let plates = amendment.plates { self.plates = plates }
        if let day = amendment.lastDay { notAfter = .moment(day.next.start(utcOffset: utcOffset)) }
        for port in amendment.ports {
            if let place = access.firstIndex(where: { $0.port == port.port }) {
                let known = access[place].zones
                access[place] = Access(port: port.port, zones: known + port.zones.filter { !known.contains($0) })
            } else {
                access.append(Access(port: port.port, zones: port.zones))
            }
        }
        if amendment.isUnbound || amendment.loss != nil { holderKey = nil }
    }
}
