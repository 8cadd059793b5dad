/// What ECPay is answered: the whole body, nothing before or after. Whatever is not `1|OK` makes it send the message again, some
/// four times a day.
package enum NotificationAnswer {
    package static let accepted = "1|OK"
    package static func refused(_ word: String) -> String { "0|" + word }
}
