import PassVerify
import Register
import ServiceWeb
import SingleWindows
import Testing

@Suite("Words of the back office")
struct OfficeWordsTests {
    @Test("Every role, state, reason to refuse and finding has a name in both languages")
    func names() throws {
        let site = try WebScene.officeSite.get()
        for language in OfficeDesk.languages {
            let words = site.words(language)
            var keys = StaffRole.allCases.map { "role-\($0.rawValue)" }
            keys += ApplicationState.allCases.map { "application-\($0.rawValue)" }
            keys += ApplicationAct.allCases.map { "act-\($0.rawValue)" }
            keys += ApplicationKind.allCases.map { "kind-\($0.rawValue)" }
            keys += PassState.allCases.map { "pass-\($0.name)" } + ["pass-expired", "pass-future"]
            keys += ChangeState.allCases.map { "change-state-\($0.rawValue)" }
            keys += ChangeBody.Kind.allCases.map { "change-kind-\($0.rawValue)" }
            keys += FindingKind.allCases.map { "finding-\($0.rawValue)" }
            keys += FindingKind.allCases.map { "finding-\($0.rawValue)-meaning" }
            keys += AlarmEnding.allCases.map { "ending-\($0.rawValue)" }
            keys += LevelReason.allCases.map { "level-reason-\($0.rawValue)" }
            keys += SecurityLevel.allCases.map { "level-\($0.rawValue)" }
            keys += TallyOutcome.allCases.map { "outcome-\($0.name)" }
            keys += ReasonCode.allCases.map { "gate-reason-\($0.rawValue)" }
            keys += OrderState.allCases.map { "order-\($0.rawValue)" }
            keys += PaymentMethod.allCases.map { "pay-method-\($0.rawValue)" }
            keys += ["bank", "cash", "post", "ecpay", "card-R", "card-N", "card-E"].map { "refund-by-\($0)" }
            for kind: PaymentDifference.Kind in [
                .paidThereNotHere, .paidHereNotThere, .amountDiffers, .unanswered, .refundUnknown, .surplusHeld,
                .notificationUnused,
            ] { keys += ["difference-\(kind.rawValue)", "difference-\(kind.rawValue)-do"] }
            keys += ["payment", "refund", "verdict-incomplete", "verdict-contradicts", "verdict-unknown-trade"].map {
                "difference-\($0)"
            }
            keys += ["unreachable", "too-often", "bad-answer"].map { "difference-failure-\($0)" }
            keys += RuleKind.allCases.map { "rules-kind-\($0.rawValue)" }
            keys += RegisterKey.Use.allCases.flatMap { ["key-use-\($0.rawValue)", "condemn-\($0.rawValue)"] }
            keys += ["none", "sign", "propose", "decide", "taking", "stale"].map { "root-stage-\($0)" }
            keys += WindowMessageError.Code.allCases.map { "windows-code-\($0.rawValue)" }
            for key in keys { #expect(words.find("staff.\(key)") != nil, "\(language) \(key)") }
        }
    }

    @Test("Whatever follows from a violation has a sentence in every language")
    func measures() throws {
        let site = try WebScene.site.get()
        for language in SiteLanguage.allCases {
            for kind in ViolationMeasure.Kind.allCases {
                #expect(site.words(language).find("violations.measure-\(kind.rawValue)") != nil, "\(language) \(kind)")
            }
        }
    }
}
