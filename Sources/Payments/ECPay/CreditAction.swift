/// What can be done with a payment by credit card (`Action` of `DoAction`, developers.ecpay.com.tw/?p=9242).
///
/// A card is first only authorised; every evening what was authorised is captured. So the way back depends on the hour: before the
/// capture a payment is given up (`N`), while it waits for it the capture is cancelled first (`E`, then `N`), and after it money is
/// paid back (`R`), also in parts.
package enum CreditAction: String, CaseIterable, Sendable {
    case capture = "C"
    case refund = "R"
    case cancelCapture = "E"
    case giveUp = "N"
}
