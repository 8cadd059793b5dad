import Hummingbird
import Register

/// How an application stands, for whoever has its address.
struct ProgressPage {
    let application: ApplicationSummary
    /// Why it was rejected.
    let reason: SeedReason?
    let utcOffset: Int64

    var response: Response {
        PageFrame.response(
            PageFrame.page(Words("申請進度", "Your application")) { page in
                switch application.state {
                case .submitted:
                    page.element(.paragraph, [.styled("state")], Words("審查中", "Under review"))
                    page.element(
                        .paragraph,
                        Words(
                            "請保存這個網址：只有它能查詢進度及出示通行證，請勿轉傳他人。",
                            "Keep this address and pass it on to nobody: only with it you can follow your application and show your pass."
                        ))
                case .approved:
                    page.element(.paragraph, [.styled("state good")], Words("✓ 已核准", "Approved"))
                    page.element(.paragraph) { page in
                        page.element(
                            .anchor, [.styled("button"), .link(.pass(application.id))],
                            Words("出示通行證", "Show your pass"))
                    }
                case .rejected:
                    page.element(.paragraph, [.styled("state bad")], Words("✕ 未核准", "Not approved"))
                    if let reason {
                        page.element(.paragraph) { page in
                            page.words(Words("原因：\(reason.labelInChinese)", "Reason: \(reason.labelInEnglish)"))
                        }
                    }
                }
                page.element(.descriptions) { page in
                    page.element(.term, Words("申請日期", "Sent on"))
                    page.element(
                        .description,
                        SiteDate.text(SiteDate.day(of: application.createdAt, utcOffset: utcOffset)))
                }
            })
    }
}
