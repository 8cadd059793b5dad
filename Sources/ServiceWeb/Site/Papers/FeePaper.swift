import PassFormat
import PassRender
import Register

/// A receipt as it is printed.
struct FeePaper: Sendable {
    let receipt: FeeReceipt
    /// What it was paid for: an application's number, or an order's of many.
    let reference: String
    /// Nil where it was for several.
    let port: SeedPort?
    let site: Site
    let utcOffset: Int64

    @inline(never)
    func pdf() throws -> [UInt8] { try ReceiptDocument.pdf(value, createdAt: receipt.issuedAt).bytes }

    private var value: Receipt {
        Receipt(
            issuerName: site.words(.zhHant)["site.name"], number: receipt.number,
            paidAt: receipt.payments.last?.receivedAt ?? receipt.issuedAt, utcOffset: Int(utcOffset),
            payerName: receipt.payer.name, payerNumber: receipt.payer.companyNumber, reference: reference,
            port: port.map { Label($0.name.text(in: .zhHant).text, $0.name.text(in: .en).text) } ?? Label("", ""),
            method: receipt.payments.last.map { Self.method($0.method) } ?? Label("", ""),
            items: items, notes: [label("site.demonstration")])
    }

    /// The same for the same price is one line: a company pays for hundreds at once.
    private var items: [Receipt.Item] {
        var items: [Receipt.Item] = []
        for line in receipt.order.lines {
            let item = Receipt.Item(name: Self.name(line), quantity: 1, unitPrice: Int(line.amount))
            if let place = items.firstIndex(where: { $0.name == item.name && $0.unitPrice == item.unitPrice }) {
                items[place] = Receipt.Item(
                    name: item.name, quantity: items[place].quantity + 1, unitPrice: item.unitPrice)
            } else {
                items.append(item)
            }
        }
        return items
    }

    private func label(_ key: String) -> Label { Label(site.words(.zhHant)[key], site.words(.en)[key]) }

    private static func name(_ line: OrderLine) -> Label {
        let kind =
            switch line.kind {
            case .person: Label("人員", "Person")
            case .vehicle: Label("車輛", "Vehicle")
            case .visitorCard: Label("訪客卡", "Visitor card")
            }
        let term =
            switch line.term {
            case .periodic: Label("定期通行證", "periodic pass")
            case .temporary: Label("臨時通行證", "temporary pass")
            case .singleVisit: Label("當次通行證", "single visit")
            }
        let card = line.hasCard ? Label("（含實體卡）", ", with a card") : Label("", "")
        return Label(
            kind.chinese + term.chinese + card.chinese, "\(kind.english), \(term.english)\(card.english)")
    }

    private static func method(_ method: PaymentMethod) -> Label {
        switch method {
        case .ecpay: Label("綠界科技線上繳費", "ECPay, online")
        case .counter: Label("臨櫃", "At a counter")
        case .bank: Label("轉帳", "Bank transfer")
        case .post: Label("郵政劃撥", "Post office")
        }
    }
}
