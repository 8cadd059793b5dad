/// What a conversation with a mail server means for the mail.
///
/// Only a refusal of the recipient or of the content is of the mail itself. A server that does not take us, our login or our
/// sender says nothing about this mail: the operator mends that, and the mail goes then.
enum SMTPVerdict {
    /// Replies that are about who we are, wherever they come (RFC 4954 section 6).
    private static let aboutLogin: Set<Int> = [530, 534, 535, 538]

    /// - Parameters:
    ///   - fault: what broke; nil for nothing.
    ///   - reply: the server's last reply.
    static func outcome(_ fault: CarrierFault?, reply: Int, phase: TransferState.Phase) -> CarrierOutcome {
        guard let fault else { return .sent }
        if fault.code == "stopped" || fault.code == "timeout" || fault.code == "tls" { return .temporary(fault) }
        let isOfTheMail = phase == .recipient || phase == .content
        switch reply {
        case 500...599 where isOfTheMail && !aboutLogin.contains(reply): return .permanent(.reply("smtp", reply))
        // 421: the server closes for everybody.
        case 400...599: return .temporary(.reply("smtp", reply, isOfTheWay: !isOfTheMail || reply == 421))
        default: return .temporary(fault)
        }
    }
}
