import SQLStore

extension Register {
    enum NoticeOfApplication: String { case submitted, correction, checking, approved, paymentDue, paid, issued, rejected, withdrawn, lapsed }

    func notify(
        _ kind: NoticeOfApplication, _ application: PassApplication, to contact: Contact?, at now: Int64,
        _ database: any SQLWriting
    ) throws {}

    struct DueFee: Sendable { let amount: Int64 }
    func dueFee(of opened: OpenedApplication, now: Int64) async throws -> DueFee? { nil }
    func openOrder(
        _ fee: DueFee, for application: PassApplication, expires: Int64, at now: Int64, _ database: any SQLWriting
    ) throws {}
}
