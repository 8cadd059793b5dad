import OpenData
import Testing

@Suite("What is kept back")
struct ProtectionTests {
    private func cell(_ table: String, _ key: String...) -> TableSystem.Cell { TableSystem.Cell(table, key) }

    @Test(
        "Whoever tries every table that agrees with what is published finds nobody, and no small number",
        arguments: 0..<60)
    func everyTable(seed: UInt64) throws {
        var chance = Chance(state: seed)
        let small = SmallTables(using: &chance)
        let kept = try Protection.keptBack(try TableSystem(small.tables, same: small.same))
        let possible = small.possible(kept: kept, more: 5)
        for cell in small.cells where (1..<5).contains(small.value(cell)) {
            #expect(kept.contains(cell))
            let values = try #require(possible[cell])
            #expect(values.contains(small.value(cell)))
            #expect(values.contains(0), "\(cell) is at least \(values.min() ?? -1)")
            #expect(values.contains { $0 >= 5 }, "\(cell) is at most \(values.max() ?? -1)")
        }
    }

    @Test("The same finds people where only small cells are kept back: it can")
    func control() throws {
        var found = 0
        for seed in 0..<60 as Range<UInt64> {
            var chance = Chance(state: seed)
            let small = SmallTables(using: &chance)
            let kept = Set(small.cells.filter { (1..<5).contains(small.value($0)) })
            for (cell, values) in small.possible(kept: kept, more: 5) where kept.contains(cell) {
                if !values.contains(0) || !values.contains(where: { $0 >= 5 }) { found += 1 }
            }
        }
        #expect(found > 20)
    }

    @Test("A single small cell takes another of its row and of its column with it, the smallest that will do")
    func complement() throws {
        let axes = [CountTable.Axis("a", ["x", "y", "z"]), CountTable.Axis("b", ["1", "2", "3"])]
        let base: [[Int64]] = [[2, 90, 80], [30, 10, 70], [60, 50, 40]]
        var counts: [[String]: DataCount] = [:]
        for (row, a) in axes[0].categories.enumerated() {
            for (column, b) in axes[1].categories.enumerated() {
                for key in [[a, b], [a, "total"], ["total", b], ["total", "total"]] {
                    counts[key] = .people((counts[key]?.value ?? 0) + base[row][column])
                }
            }
        }
        let table = CountTable("t", axes: axes, counts: counts)
        let kept = try Protection.keptBack(try TableSystem([table]))
        #expect(kept.contains(cell("t", "x", "1")))
        #expect(kept.count == 4 && !kept.contains { $0.key.contains("total") })
        #expect(kept.contains(cell("t", "y", "2")) || kept.contains(cell("t", "z", "3")))
    }

    @Test("Many passages of one person are kept back as few are, with room on both sides")
    func oneOfMost() throws {
        let axes = [CountTable.Axis("hour", ["03", "08", "09"])]
        var builder = CountBuilder(axes: axes)
        builder.add(["03"], by: "KEL-P-26-000001", count: 60)
        for person in 0..<20 {
            builder.add(["03"], by: "p\(person)")
            builder.add(["08"], by: "p\(person)", count: 10)
            builder.add(["09"], by: "p\(person)", count: 30)
        }
        let table = builder.table("hours")
        let need = try #require(Protection.need(table[["03"]]))
        #expect(need.low == 40 && need.high == 120)
        #expect(Protection.need(table[["08"]]) == nil && Protection.need(.none) == nil)
        let kept = try Protection.keptBack(try TableSystem([table]))
        #expect(kept == [cell("hours", "03"), cell("hours", "08")])
    }

    @Test("What was kept back before stays it; cells that there can be nothing in are in no table")
    func before() throws {
        var builder = CountBuilder(axes: [CountTable.Axis("a", ["x", "y", "never"])])
        for person in 0..<40 { builder.add([person < 20 ? "x" : "y"], by: "p\(person)") }
        let table = builder.table("t", impossible: [["never"], ["x"]])
        #expect(table.keys == [["x"], ["y"], ["total"]])
        let system = try TableSystem([table])
        #expect(try Protection.keptBack(system).isEmpty)
        #expect(try Protection.keptBack(system, before: [cell("t", "x")]) == [cell("t", "x")])
    }

    @Test("Sums that do not add up, and one number that is two, are no figures to publish")
    func wrong() throws {
        let axes = [CountTable.Axis("a", ["x", "y"])]
        func table(_ id: String, _ total: Int64) -> CountTable {
            CountTable(id, axes: axes, counts: [["x"]: .people(10), ["y"]: .people(10), ["total"]: .people(total)])
        }
        #expect(throws: OpenDataError.self) { try TableSystem([table("t", 21)]) }
        #expect(throws: OpenDataError.self) {
            try TableSystem([table("t", 20), table("u", 20)], same: [(cell("t", "total"), cell("u", "x"))])
        }
    }
}
