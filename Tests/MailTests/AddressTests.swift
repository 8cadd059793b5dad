import Mail
import Testing

@Suite("Addresses of people")
struct AddressTests {
    @Test(
        "A mail address that can stand in a command is one",
        arguments: [
            "a@b", "wang.x+y@example.com", "A_B-c@sub.xn--fiq228c.tw", "!#$%&'*+-/=?^_`{|}~@x.y", "a@localhost",
        ])
    func good(text: String) { #expect(MailAddress(text)?.text == text) }

    @Test(
        "Anything else is none",
        arguments: [
            "", "a", "@b", "a@", "a b@c", "a@b c", "a@b\r\nRCPT TO:<x@y>", "<a@b>", "a@b>", "\"a b\"@c", ".a@b", "a.@b",
            "a..b@c", "a@b..c", "a@-b", "a@b-", "a@.b", "王@example.com", "a@例.tw", "a@b@c d", "a,b@c", "a@b,c@d",
            "a\0@b",
            String(repeating: "a", count: 65) + "@b.c", "a@" + String(repeating: "b.", count: 130) + "c",
            "a@[127.0.0.1]",
        ])
    func bad(text: String) { #expect(MailAddress(text) == nil) }

    @Test("Numbers are international, and digits only")
    func numbers() {
        #expect(MobileNumber("+886912345678") != nil && MobileNumber("+12345678") != nil)
        for text in [
            "", "+", "0912345678", "+0912345678", "+8869123\n45678", "+1234567", "+1234567890123456", "+886９12345678",
        ] {
            #expect(MobileNumber(text) == nil, "\(text)")
        }
    }
}
