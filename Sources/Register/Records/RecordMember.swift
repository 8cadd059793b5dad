/// The members a record for `issue` may have (DESIGN section 9); any other is refused by name.
enum RecordMember {
    static let all: Set<String> = [
        "access", "endorsements", "escort", "holderKey", "idKind", "idNumber", "kind", "name", "notAfter", "notBefore",
        "organisation", "photoSecret", "plates", "reference", "schedule", "term", "vehicleClass", "vesselCall",
    ]
}
