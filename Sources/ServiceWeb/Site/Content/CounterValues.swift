import Register

/// Counters, and the line that is answered day and night.
enum CounterValues {
    static func values(_ facts: ContentFacts) -> [String: Any] {
        var values = hotline(facts)
        let counters = facts.site.counters?.counters ?? []
        values["hasCounters"] = !counters.isEmpty
        values["hasExamples"] = counters.contains(where: \.isExample)
        values["counters"] = counters.map { counter in
            [
                "name": facts.values(counter.name), "address": facts.name(counter.address),
                "hours": facts.values(counter.hours), "phone": shown(counter.phone), "tel": counter.phone,
                "isExample": counter.isExample,
            ] as [String: Any]
        }
        return values
    }

    static func hotline(_ facts: ContentFacts) -> [String: Any] {
        let counters = facts.site.counters
        return [
            "hasHotline": counters != nil, "hotlineTel": counters?.hotline ?? "",
            "hotline": counters.map { shown($0.hotline) } ?? "",
            "isHotlineExample": counters?.isHotlineExample ?? false,
        ]
    }

    /// As it is dialled in Taiwan: `02-2420-6100`.
    private static func shown(_ phone: String) -> String {
        phone.hasPrefix("+886-") ? "0" + phone.dropFirst(5) : phone
    }
}
