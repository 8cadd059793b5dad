import PassRender
import Testing

@Suite("Counters' slips")
struct CounterSlipTests {
    private static let slip = CounterSlip(
        issuerName: "臺灣港務股份有限公司基隆港務分公司", number: "A26-4F7K2MX", code: "1010-ABCD-EFGH",
        kind: Label("當次通行證", "Single visit"), channel: Label("臨櫃代填", "Filled in at a counter"),
        printedAt: 1_796_097_600, goodUntil: 1_811_649_600,
        chinese: ["用領證碼可以查進度、補正和領證。請妥善保管，不要交給別人。"],
        translated: ["ใช้รหัสนี้ดูความคืบหน้า แก้ไข และรับบัตร โปรดเก็บไว้และอย่าให้ผู้อื่น"])

    @Test func `it says the number, the code, and until when, on the upper half of one sheet`() throws {
        let document = try CounterSlipDocument.pdf(Self.slip, createdAt: 0)
        let texts = document.report.texts
        for text in [
            "A26-4F7K2MX", "1010-ABCD-EFGH", "民國115年12月1日（2026-12-01）", "申請收據\u{3000}Receipt of an application",
            "當次通行證\u{3000}Single visit", "用領證碼可以查進度、補正和領證。請妥善保管，不要交給別人。",
        ] { #expect(texts.contains { $0.text == text }, "\(text) in \(texts.map(\.text))") }
        #expect(document.report.missingCharacters.isEmpty)
        let half = 297.0 / 2 / 25.4 * 72
        #expect(texts.allSatisfy { $0.page == texts[0].page && $0.ink.maxY <= half })
        #expect(document.bytes.starts(with: Array("%PDF-".utf8)))
    }

    @Test func `the same slip and date give the same bytes, another code others`() throws {
        let first = try CounterSlipDocument.pdf(Self.slip, createdAt: 7).bytes
        #expect(try CounterSlipDocument.pdf(Self.slip, createdAt: 7).bytes == first)
        var other = Self.slip
        other.code = "1010-ABCD-EFGJ"
        #expect(try CounterSlipDocument.pdf(other, createdAt: 7).bytes != first)
    }

    @Test func `much text becomes smaller, and too much is refused`() throws {
        var slip = Self.slip
        slip.translated = Array(repeating: String(repeating: "word ", count: 60), count: 4)
        let texts = try CounterSlipDocument.pdf(slip, createdAt: 0).report.texts
        #expect(texts.allSatisfy { $0.ink.maxY <= 297.0 / 2 / 25.4 * 72 })
        slip.translated = Array(repeating: String(repeating: "word ", count: 600), count: 4)
        #expect(throws: RenderError.self) { try CounterSlipDocument.pdf(slip, createdAt: 0) }
    }
}
