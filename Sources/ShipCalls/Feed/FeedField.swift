/// What an element of a ship is about, whichever of the two shapes it comes in.
enum FeedField: String, Hashable, Sendable, CaseIterable {
    case port, visaNumber, vesselNumber, chineseName, englishName, callSign, imo, shipType, berthCode, berthName
    case eta, ata, etb, etd, atd
    case agent, previousPort, nextPort, purpose, status, length, grossTonnage

    /// By the element's name. Nil for what is not known.
    static func named(_ element: String, in shape: FeedShape) -> FeedField? {
        // The second shape writes the berth's name where the first has its code.
        if shape == .shipList, element == "WHARF_CODE" { return .berthName }
        return names[element]
    }

    /// Elements that are known and not needed.
    static let passedOver: Set<String> = ["SIGNAL_DT", "SHIP_TYPE", "PBG_NO", "PILOT_EXP_TM"]

    private static let names: [String: FeedField] = [
        "PORT": .port, "VISA_NO": .visaNumber, "VESSEL_NO": .vesselNumber, "VESSEL_CNAME": .chineseName,
        "VESSEL_ENAME": .englishName, "CALL_SIGN": .callSign, "IMO": .imo, "SHIP_TYPE_NAME": .shipType,
        "STA_TYPE": .shipType, "WHARF_CODE": .berthCode, "WHARF_NAME": .berthName, "ETA_DT": .eta, "EXPECT_DT": .eta,
        "ACT_PORT_DT": .ata, "RESERVE_BERTH_TIME": .etb, "ETD_DT": .etd, "RESERVE_LEAVE_BERTH_TIME": .etd,
        "LEAVE_DT": .atd, "LEAVE_PORT_DT": .atd, "PBG_NAME": .agent, "BEFORE_PORT": .previousPort,
        "NEXT_PORT": .nextPort, "GOAL_ARRIVAL": .purpose, "STATUS": .status, "SP_STS": .status, "LENGTH": .length,
        "LOA": .length, "GROSS_TOA": .grossTonnage,
    ]
}
