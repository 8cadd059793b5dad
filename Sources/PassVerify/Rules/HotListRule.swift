import PassFormat

/// `hotlist`: neither the number, nor a plate of the pass, nor the plate at the gate is looked for.
enum HotListRule: Rule {
    static func evaluate(_ facts: borrowing Facts) -> Reason? {
        let hotList = facts.trust.hotList
        let hit = Reason(.hotlist, .check)
        if hotList.contains(number: facts.claims.number) { return hit }
        if facts.claims.plates.contains(where: { hotList.contains(plate: $0) }) { return hit }
        if let plate = facts.context.plate, hotList.contains(plate: plate) { return hit }
        return nil
    }
}
