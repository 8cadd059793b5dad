import Hummingbird
import Payments

/// The pages of the stand-in for the payment service. For whoever develops: plain, in English.
struct StandInPage {
    let standIn: PaymentStandIn

    var list: Response {
        Self.response("Trades") { page in
            if standIn.all.isEmpty { page.element(.paragraph, "No trade yet.") }
            page.element(.list) { page in
                for trade in standIn.all {
                    page.element(.item) { page in
                        page.element(
                            .anchor, [.link(.standIn("/trades/\(trade.number.text)"))],
                            "\(trade.number.text), NT$ \(trade.amount), \(Self.state(of: trade))")
                    }
                }
            }
        }
    }

    func refused(_ words: String) -> Response {
        Self.response("Refused", status: .badRequest) { page in
            page.element(.paragraph, [.role("alert")], words)
        }
    }

    func page(of trade: StandInTrade, said: [String], at now: Int64) -> Response {
        Self.response("NT$ \(trade.amount)") { page in
            page.element(.descriptions) { page in
                Self.row("Trade", trade.number.text, &page)
                Self.row("For", trade.items.joined(separator: ", "), &page)
                Self.row("State", Self.state(of: trade), &page)
                if !said.isEmpty { Self.row("Answered", said.joined(separator: " and "), &page) }
            }
            page.element(.div, [.styled("acts")]) { page in
                for choice in StandInChoice.allCases {
                    let path = SitePath.standIn("/trades/\(trade.number.text)/\(choice.rawValue)")
                    page.element(.form, [.action(path), .post]) { page in
                        page.element(.button, [.type("submit")], choice.label)
                    }
                }
            }
            writeReturn(trade, at: now, &page)
        }
    }

    /// What the real one makes the browser post without being asked.
    private func writeReturn(_ trade: StandInTrade, at now: Int64, _ page: inout HTMLWriter) {
        guard let start = trade.back.firstRange(of: "/pay/ecpay/return")?.lowerBound else { return }
        let word = trade.word(of: standIn.merchant, isSimulated: false, at: now)
        page.element(.form, [.action(.payReturn(String(trade.back[start...]))), .post]) { page in
            for field in standIn.merchant.signed(word) {
                page.void(.input, [.type("hidden"), .name(field.name), .value(field.value)])
            }
            page.element(.button, [.type("submit"), .styled("grave")], "Back to the shop")
        }
    }

    private static func state(of trade: StandInTrade) -> String {
        if trade.refunded > 0 { return "paid, NT$ \(trade.refunded) went back" }
        if trade.paidAt != nil { return "paid" }
        if trade.failure != nil { return "failed" }
        return trade.way == .credit ? "waiting" : "a code was given out"
    }

    private static func row(_ term: String, _ text: String, _ page: inout HTMLWriter) {
        page.element(.term, term)
        page.element(.description, text)
    }

    private static func response(
        _ title: String, status: HTTPResponse.Status = .ok, _ content: (inout HTMLWriter) -> Void
    ) -> Response {
        var page = HTMLWriter()
        page.element(.html, [.language("en")]) { page in
            page.element(.head) { page in
                page.void(.meta, [.utf8])
                page.void(.meta, [.name("viewport"), .content("width=device-width, initial-scale=1")])
                page.element(.title, "Stand-in payment: \(title)")
                page.void(.link, [.relation("stylesheet"), .link(.style)])
            }
            page.element(.body) { page in
                page.element(.header) { page in
                    page.element(.anchor, [.link(.standIn(""))], "Stand-in for the payment service")
                }
                page.element(.main) { page in
                    page.element(.heading1, title)
                    content(&page)
                }
            }
        }
        return PageFrame.response(page.bytes, status: status)
    }
}
