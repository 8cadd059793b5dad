import Identifiers

extension HostileInput {
    /// What people type into a form's fields, all on the same text. What was taken is taken again as the same.
    static let identifiers = HostileInput(
        "identifiers", cost: 4,
        seeds: {
            [
                "A123456789", "AC01234567", "04595257",
                "P<UTOERIKSSON<<ANNA\nL898902C36UTO7408122F1204159ZE184226B<<<<<10",
                "IMO9281346", "CSQU3054383", "+886 912-345-678", "Wang.Ming@Example.com", "谷辣斯．尤達卡",
                "20241 基隆市\n中正路１號", "民國75年3月9日", "1986-03-09",
            ].map { Array($0.utf8) }
        }
    ) { bytes in
        let text = String(decoding: bytes, as: UTF8.self)
        let today = CivilDate(daysSinceEpoch: Specimen.now / 86_400)
        if let number = try? IdentityNumber(text, kind: nil, now: Specimen.now) {
            let again = try? IdentityNumber(number.normalised, kind: number.kind, now: Specimen.now)
            try require(again == number, "an identity number changes")
        }
        if let number = try? CompanyNumber(text) {
            try require((try? CompanyNumber(number.digits)) == number, "a company number changes")
        }
        if let zone = try? PassportMRZ(text, today: today) {
            try require(zone.matches(number: zone.number) && (zone.birth ?? today) <= today, "a passport changes")
        }
        if let number = try? IMONumber(text) {
            try require((try? IMONumber(number.digits)) == number, "a ship's number changes")
        }
        if let number = try? ContainerNumber(text) {
            try require((try? ContainerNumber(number.text)) == number, "a container's number changes")
        }
        if let number = try? MobileNumber(text) {
            try require(
                (try? MobileNumber(number.e164)) == number && (try? MobileNumber(number.shown)) == number,
                "a telephone number changes")
        }
        if let address = try? EmailAddress(text) {
            try require((try? EmailAddress(address.text)) == address, "an e-mail address changes")
            try require(
                address.text.utf8.allSatisfy { (0x21...0x7E).contains($0) }, "an e-mail address could end a header")
        }
        if let name = try? PersonName(text) {
            try require(
                (try? PersonName(name.text)) == name && name.text.utf8.count <= PersonName.longest, "a name changes")
        }
        if let address = try? PostalAddress(text) {
            try require((try? PostalAddress(address.text)) == address, "an address changes")
        }
        if let date = try? DateText.parse(text) {
            // Below 1000 a Gregorian year reads as one of the republic, from 2911 one of the republic as Gregorian.
            if date.year >= 1000 {
                try require((try? DateText.parse(DateText.iso(date))) == date, "a date changes")
            }
            if date.year < 2911 {
                try require((try? DateText.parse(DateText.republican(date))) == date, "a date changes in 民國 years")
            }
        }
        let plate = PlateText.normalise(text).plate
        try require(PlateText.normalise(plate) == (plate, false), "a plate changes")
        _ = PlateText.isUnusual(plate)
    }
}
