import Register
import Testing

@Suite("How somebody is reached")
struct ContactTests {
    @Test(
        "What people type comes to one spelling",
        arguments: [
            (" Wang@Example.COM ", "wang@example.com"), ("ｗａｎｇ＠ｅｘａｍｐｌｅ．ｃｏｍ", "wang@example.com"),
            ("a+b@sub.example.com.tw", "a+b@sub.example.com.tw"), ("0912345678", "+886912345678"),
            ("0912-345-678", "+886912345678"), ("０９１２　３４５　６７８", "+886912345678"), ("+886 912 345 678", "+886912345678"),
            ("+886 (0)912 345 678", "+886912345678"), ("886912345678", "+886912345678"),
            ("00886912345678", "+886912345678"), ("+84 90 123 4567", "+84901234567"),
            ("\u{202A}0912345678\u{202C}", "+886912345678"),
        ])
    func spelling(typed: String, address: String) { #expect(Contact(typed: typed)?.address == address) }

    @Test(
        "What is neither address nor number is nothing",
        arguments: [
            "", " ", "wang", "wang@", "@example.com", "wang@example", "wang@@example.com", "wa ng@example.com",
            "wang@example.com\r\nBcc: x@y.z", "wang@exa_mple.com", "wang@-example.com", "wang@1.2.3.4", "王@example.com",
            "wang@例.tw", "<wang@example.com>", "\"w\"@example.com", ".w@example.com", "w.@example.com",
            "091234567", "09123456789", "0223456789", "+886223456789", "912345678", "+", "+1", "+0912345678",
            "0912345678x",
            "+1234567890123456", "1" + String(repeating: "0", count: 600), "+886912345678+",
        ])
    func nothing(typed: String) { #expect(Contact(typed: typed) == nil) }

    @Test("A channel takes only its own")
    func channels() {
        #expect(Contact(.email, typed: "0912345678") == nil && Contact(.mobile, typed: "a@b.tw") == nil)
        #expect(Contact(.mobile, typed: "0912345678")?.channel == .mobile)
    }

    @Test("What is shown of one is not the whole")
    func masked() {
        #expect(Contact(typed: "wang@example.com")?.masked == "w•••@example.com")
        #expect(Contact(typed: "0912345678")?.masked == "+886•••••678")
    }
}
