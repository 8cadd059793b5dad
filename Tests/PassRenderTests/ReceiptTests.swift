import CodeReader
import PassRender
import Testing

@Suite("Receipts")
struct ReceiptTests {
    private func texts(_ receipt: Receipt) throws(RenderError) -> [String] {
        try ReceiptDocument.pdf(receipt, createdAt: 0).report.texts.map(\.text)
    }

    private func receipt(_ prices: [(quantity: Int, price: Int)]) -> Receipt {
        var receipt = PaperSamples.receipt
        receipt.items = prices.map {
            Receipt.Item(name: Label("費用", "Fee"), quantity: $0.quantity, unitPrice: $0.price)
        }
        return receipt
    }

    @Test func `it says who paid what, to whom, when and how`() throws {
        var receipt = PaperSamples.receipt
        receipt.payerNumber = "10458575"
        let texts = try texts(receipt)
        for text in [
            "臺灣港務股份有限公司基隆港務分公司", "統一編號 04595257", "KEL-R-26-000042", "民國115年11月26日", "2026-11-26", "王小明", "10458575",
            "A26-4F7K2M", "基隆港\u{3000}Keelung", "信用卡\u{3000}Credit card", "定期通行證（人員）", "Periodic pass (person)", "120",
            "NT$156",
            "新臺幣壹佰伍拾陸元整", "繳費收據", "Receipt",
        ] { #expect(texts.contains(text), "\(text)") }
        receipt.payerNumber = nil
        receipt.issuerNumber = nil
        #expect(try !self.texts(receipt).contains { $0.contains("統一編號") })
    }

    @Test(
        arguments: [
            (0, "NT$0", "新臺幣零元整"), (1, "NT$1", "新臺幣壹元整"), (10, "NT$10", "新臺幣壹拾元整"), (101, "NT$101", "新臺幣壹佰零壹元整"),
            (120, "NT$120", "新臺幣壹佰貳拾元整"), (1_000, "NT$1,000", "新臺幣壹仟元整"), (1_005, "NT$1,005", "新臺幣壹仟零伍元整"),
            (10_000, "NT$10,000", "新臺幣壹萬元整"), (12_000, "NT$12,000", "新臺幣壹萬貳仟元整"), (10_500, "NT$10,500", "新臺幣壹萬零伍佰元整"),
            (100_001, "NT$100,001", "新臺幣壹拾萬零壹元整"), (1_234_567, "NT$1,234,567", "新臺幣壹佰貳拾參萬肆仟伍佰陸拾柒元整"),
            (20_304_050, "NT$20,304,050", "新臺幣貳仟零參拾萬肆仟零伍拾元整"), (100_000_000, "NT$100,000,000", "新臺幣壹億元整"),
            (100_010_000, "NT$100,010,000", "新臺幣壹億零壹萬元整"), (999_999_999, "NT$999,999,999", "新臺幣玖億玖仟玖佰玖拾玖萬玖仟玖佰玖拾玖元整"),
        ] as [(Int, String, String)])
    func `a sum is written in figures and in words`(amount: Int, figures: String, words: String) throws {
        let texts = try texts(receipt([(1, amount)]))
        #expect(texts.contains(figures) && texts.contains(words), "\(texts.filter { $0.hasPrefix("新臺幣") })")
    }

    @Test(
        arguments: [
            [(1, -1)], [(-1, 1)], [(1, 1_000_000_000)], [(2, 999_999_999)], [(.max, .max)], [(.max, 2)],
            [(1, 999_999_999), (1, 1)], [(1, .min)], [(-1, -1)],
        ] as [[(quantity: Int, price: Int)]])
    func `a sum that cannot be is refused`(prices: [(quantity: Int, price: Int)]) {
        let error = #expect(throws: RenderError.self) { try texts(receipt(prices)) }
        #expect(error?.code == .unusableAmount)
    }

    @Test(arguments: [0, 1, 7, 8, 9, 10, 11, 12, 13, 25, 26, 27, 28, 29, 30, 31, 32, 60, 300])
    func `any number of items is printed, each once, and the total once`(count: Int) throws {
        let receipt = receipt((0..<count).map { (1, 1_000 + $0) })
        let document = try ReceiptDocument.pdf(receipt, createdAt: 0)
        LayoutTests.check(document, page: PaperDocument.page, "\(count) items")
        let texts = document.report.texts
        for number in 0..<count {
            // Once as the price and once as the amount.
            #expect(texts.count { $0.text == "1,\(String(number).leftPadded(3))" } == 2)
        }
        #expect(texts.count { $0.text.hasPrefix("NT$") } == 1 && texts.count { $0.text.hasPrefix("新臺幣") } == 1)
        let last = try #require(texts.map(\.page).max())
        for page in 0...last { #expect(texts.contains { $0.page == page && $0.text.contains("KEL-R-26-000042") }) }
    }

    @Test(.enabled(if: Poppler.isInstalled, "poppler-utils is not installed"))
    func `its code is read from a rendering, and none is drawn where none is wanted`() throws {
        var receipt = PaperSamples.receipt
        let png = try Poppler.png(ReceiptDocument.pdf(receipt, createdAt: 0).bytes, page: 1, dotsPerInch: 200)
        #expect(try CodeReader.texts(png: png) == ["KEL-R-26-000042:156"])
        receipt.qrText = nil
        let plain = try Poppler.png(ReceiptDocument.pdf(receipt, createdAt: 0).bytes, page: 1, dotsPerInch: 200)
        #expect(try CodeReader.texts(png: plain).isEmpty)
    }

    @Test(arguments: ["", "lower", "港"])
    func `a text that is no code is refused`(text: String) {
        var receipt = PaperSamples.receipt
        receipt.qrText = text
        #expect(throws: RenderError.self) { try texts(receipt) }
    }

    @Test(arguments: [1, 10, 40, 400])
    func `content of any length is printed in full or refused`(factor: Int) throws {
        var receipt = PaperSamples.receipt
        receipt.payerName = String(repeating: "歐陽裝卸", count: 7 * factor)
        receipt.issuerName = String(repeating: "Port ", count: factor) + "."
        receipt.reference = String(repeating: "A26-", count: factor)
        receipt.items[0] = Receipt.Item(
            name: Label(String(repeating: "通行證", count: 10 * factor), String(repeating: "pass ", count: 10 * factor)),
            quantity: 1,
            unitPrice: 1)
        do {
            let document = try ReceiptDocument.pdf(receipt, createdAt: 0)
            LayoutTests.check(document, page: PaperDocument.page, "times \(factor)")
            #expect(document.report.texts.contains { $0.text == receipt.payerName })
        } catch {
            #expect(error.code == .doesNotFit)
            #expect(factor > 1)
        }
    }
}

extension String {
    fileprivate func leftPadded(_ count: Int) -> String {
        String(repeating: "0", count: max(0, count - self.count)) + self
    }
}
