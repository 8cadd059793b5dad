package import OpenData

/// How figures are published, and what of the service's plan no register knows.
package struct OpenDataRules: Hashable, Sendable {
    package let publisher: DataPublisher
    /// Days after a quarter's end, in which the last journals come in.
    package let waitDays: Int64
    package let plan: ServicePlan
    package let isExample: Bool

    /// Reads `open-data.json`.
    static func read(_ root: SeedObject) throws(RegisterError) -> OpenDataRules {
        try root.expectOnly(["publisher", "waitDays", "plan", "calls"])
        let publisher = try root.object("publisher")
        try publisher.expectOnly([
            "categoryService", "categoryDataset", "oid", "contactName", "contactPhone", "contactEmail", "address",
        ])
        let address = try publisher.string("address")
        guard address.hasPrefix("https://"), !address.hasSuffix("/") else {
            throw publisher.fail("address", "must begin with https:// and have no slash at its end")
        }
        let plan = try root.object("plan")
        try plan.expectOnly(["applications", "source", "callTargetSeconds"])
        var calls: [ServicePlan.Calls] = []
        if root.value("calls") != nil {
            for object in try root.objects("calls") { calls.append(try read(calls: object)) }
        }
        guard Set(calls.map(\.period)).count == calls.count else { throw root.fail("calls", "has a quarter twice") }
        let target =
            plan.value("callTargetSeconds") == nil
            ? ServicePlan.usualCallTarget : try plan.integer("callTargetSeconds", in: 1...3_600)
        return OpenDataRules(
            publisher: DataPublisher(
                categoryService: try publisher.choice("categoryService", ServiceCategory.self),
                categoryDataset: try publisher.string("categoryDataset"), oid: try publisher.string("oid"),
                contactName: try publisher.string("contactName"), contactPhone: try publisher.string("contactPhone"),
                contactEmail: try publisher.string("contactEmail"), address: address),
            waitDays: try root.integer("waitDays", in: 1...90),
            plan: ServicePlan(
                applications: try read(plan: plan), source: try text(plan.object("source")), calls: calls,
                callTarget: target),
            isExample: try root.bool("example", default: false))
    }

    private static func read(plan: SeedObject) throws(RegisterError) -> [ServicePlan.Application] {
        var read: [ServicePlan.Application] = []
        for object in try plan.objects("applications") {
            try object.expectOnly(["application", "stepsBefore", "stepsNow", "sheetsBefore"])
            let kind = try object.choice("application", ApplicationKind.self)
            guard !read.contains(where: { $0.code == kind.rawValue }) else {
                throw object.fail("application", "\(kind.rawValue) comes twice")
            }
            read.append(
                ServicePlan.Application(
                    code: kind.rawValue, stepsBefore: try object.integer("stepsBefore", in: 0...100),
                    stepsNow: try object.integer("stepsNow", in: 0...100),
                    sheetsBefore: try object.integer("sheetsBefore", in: 0...100)))
        }
        return read
    }

    private static func read(calls object: SeedObject) throws(RegisterError) -> ServicePlan.Calls {
        try object.expectOnly(["period", "answered", "all", "source"])
        guard let period = Quarter(text: try object.string("period")) else {
            throw object.fail("period", "must be a quarter like 2026Q3")
        }
        let answered = try object.integer("answered", in: 0...1_000_000_000)
        return ServicePlan.Calls(
            period: period, answered: answered, all: try object.integer("all", in: max(1, answered)...1_000_000_000),
            source: try text(object.object("source")))
    }

    private static func text(_ object: SeedObject) throws(RegisterError) -> DataText {
        try object.expectOnly(["zh", "en"])
        return DataText(try object.string("zh"), try object.string("en"))
    }
}

extension Seeds {
    var dataLabels: DataLabels {
        DataLabels(
            ports: ports.map { ($0.id, DataText($0.nameInChinese, $0.nameInEnglish)) },
            gates: site.gates.map { ($0.id, DataText($0.name.chinese, $0.name.english)) })
    }
}
