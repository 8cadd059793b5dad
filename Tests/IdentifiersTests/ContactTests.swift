import Identifiers
import Testing

@Suite("Mobile numbers")
struct MobileNumberTests {
    private func rule(_ text: String) -> IdentifierError.Rule? {
        brokenRule { _ = try MobileNumber(text) }
    }

    @Test(
        arguments: [
            "0912345678", "0912-345-678", "0912 345 678", "(0912) 345678", "+886912345678", "+886 912-345-678",
            "+886 0912 345 678", "+886(0)912345678", "00886912345678", "０９１２３４５６７８", "＋８８６９１２３４５６７８", "912345678",
            "886912345678", "0912.345.678", " 0912/345/678 ",
        ] as [String])
    func `a number of Taiwan is one number, however it is typed`(text: String) throws {
        let number = try MobileNumber(text)
        #expect(number.e164 == "+886912345678" && number.isTaiwanese && number.shown == "0912-345-678")
        #expect(try MobileNumber(number.shown) == number && MobileNumber(number.e164) == number)
    }

    @Test(
        arguments: [
            ("+84 90 123 45 67", "+84901234567"), ("+62 812-3456-7890", "+6281234567890"),
            ("0063 917 123 4567", "+639171234567"),
            ("+66 81 234 5678", "+66812345678"), ("+1 (202) 555-0142", "+12025550142"),
            ("+852 5123 4567", "+85251234567"),
        ] as [(String, String)])
    func `a foreign number needs its country`(text: String, e164: String) throws {
        let number = try MobileNumber(text)
        #expect(number.e164 == e164 && number.shown == e164 && !number.isTaiwanese)
    }

    @Test(
        arguments: [
            ("", "required"), (" - ", "required"), ("abc", "format"), ("09123456789012345678901", "format"),
            ("12345", "format"),
            ("+", "format"), ("++886912345678", "format"), ("+0912345678", "format"), ("84901234567", "format"),
            ("+8412345", "format"), ("+1234567890123456", "format"), ("0212345678", "no-mobile"),
            ("+88621234567", "no-mobile"),
            ("091234567", "no-mobile"), ("09123456789", "no-mobile"), ("0912345678#12", "format"),
            ("٠٩١٢٣٤٥٦٧٨", "format"),
            ("0000000000", "format"), ("+886", "format"),
        ] as [(String, String)])
    func `a number that gets no message breaks its rule`(text: String, expected: String) {
        #expect(rule(text)?.rawValue == expected)
    }
}

@Suite("E-mail addresses")
struct EmailAddressTests {
    private func rule(_ text: String) -> IdentifierError.Rule? {
        brokenRule { _ = try EmailAddress(text) }
    }

    @Test(
        arguments: [
            ("wang@example.com", "wang@example.com"),
            (" Wang.Ming+port@Example.COM.TW ", "Wang.Ming+port@example.com.tw"),
            ("ｗａｎｇ＠ｅｘａｍｐｌｅ．ｃｏｍ", "wang@example.com"), ("wang@example。com", "wang@example.com"),
            ("a@b.co", "a@b.co"), ("o'neil@xn--fsq.example", "o'neil@xn--fsq.example"), ("1@1.tw", "1@1.tw"),
        ] as [(String, String)])
    func `an address is taken, its domain in lower case`(text: String, expected: String) throws {
        let address = try EmailAddress(text)
        #expect(address.text == expected && address.folded == expected.lowercased())
        #expect(try EmailAddress(expected) == address)
    }

    @Test(
        arguments: [
            ("", "required"), ("　", "required"), ("wang", "format"), ("wang@", "format"), ("@example.com", "format"),
            ("a@b@example.com", "format"), ("wang@example", "format"), ("wang@example..com", "format"),
            ("wang@.example.com", "format"), ("wang@-example.com", "format"), ("wang@example-.com", "format"),
            ("wang@192.0.2.1", "format"), ("wang@[192.0.2.1]", "format"), (".wang@example.com", "format"),
            ("wang.@example.com", "format"), ("wang..ming@example.com", "format"),
            ("\"wang ming\"@example.com", "format"),
            ("wang ming@example.com", "format"), ("王@example.com", "format"), ("wang@港.tw", "format"),
            ("wang@example.com,lee@example.com", "format"), ("wang@example.com>", "format"),
            ("<wang@example.com>", "format"),
            ("wang@example.com\r\nBcc: lee@example.com", "forbidden-character"),
            ("wang\u{0}@example.com", "forbidden-character"),
            ("wang\u{202E}@example.com", "forbidden-character"), ("wang@example.com\u{7F}x", "forbidden-character"),
            ("wang@exa\u{200B}mple.com", "forbidden-character"), ("wang@example.c_m", "format"),
            ("wang@\u{212A}ey.com", "format"),
        ] as [(String, String)])
    func `what could not be delivered, or would be to others, breaks a rule`(text: String, expected: String) {
        #expect(rule(text)?.rawValue == expected)
    }

    @Test func `lengths are those of RFC 5321`() throws {
        func address(_ mailbox: Int, _ domain: Int) -> String {
            let label = String(repeating: "b", count: 49) + "."
            let labels = String(repeating: label, count: 10).prefix(domain - 3)
            return String(repeating: "a", count: mailbox) + "@" + labels.dropLast() + "c.tw"
        }
        #expect(rule(address(64, 189)) == nil)
        #expect(try EmailAddress(address(64, 189)).text.utf8.count == 254)
        #expect(rule(address(64, 190)) == .tooLong)
        #expect(rule(address(65, 20)) == .tooLong)
        #expect(rule("a@" + String(repeating: "b", count: 63) + ".tw") == nil)
        #expect(rule("a@" + String(repeating: "b", count: 64) + ".tw") == .format)
        #expect(rule(String(repeating: "a", count: 1_000_000)) == .tooLong)
    }
}

@Suite("Names and addresses")
struct PersonNameTests {
    private func rule(_ text: String) -> IdentifierError.Rule? {
        brokenRule { _ = try PersonName(text) }
    }

    @Test(
        arguments: [
            ("王小明", "王小明"), (" 王小明　", "王小明"), ("Ｗａｎｇ　Ｍｉｎｇ", "Wang Ming"), ("Nguyễn  Thị\tHồng", "Nguyễn Thị Hồng"),
            ("谷辣斯．尤達卡", "谷辣斯·尤達卡"), ("谷辣斯·尤達卡", "谷辣斯·尤達卡"), ("谷辣斯‧尤達卡", "谷辣斯‧尤達卡"), ("Ｊ．Ｓｍｉｔｈ", "J.Smith"),
            ("𠮷田喆", "𠮷田喆"), ("林\u{F8F0}", "林\u{F8F0}"), ("陳\u{3FFFD}", "陳\u{3FFFD}"), ("葛\u{E0100}飾", "葛\u{E0100}飾"),
            ("Kacaw Fo'is", "Kacaw Fo'is"), ("ประยุทธ์", "ประยุทธ์"), ("محمد", "محمد"),
            (
                "Semaylay Kakubaw Ruvaniyaw Lavakaw Tjaljimaraw Pakedavai Muakai Kadresengan Giling Saljing",
                "Semaylay Kakubaw Ruvaniyaw Lavakaw Tjaljimaraw Pakedavai Muakai Kadresengan Giling Saljing"
            ),
        ] as [(String, String)])
    func `a name is kept as written, whatever its script`(text: String, expected: String) throws {
        let name = try PersonName(text)
        #expect(name.text.unicodeScalars.elementsEqual(expected.unicodeScalars))
        #expect(try PersonName(name.text) == name)
    }

    @Test(
        arguments: [
            ("", "required"), (" \t　\n", "required"), ("王\u{0}明", "forbidden-character"),
            ("王\u{202E}明", "forbidden-character"),
            ("\u{200F}王", "forbidden-character"), ("王\u{61C}明", "forbidden-character"),
            ("\u{1B}[31m王", "forbidden-character"),
            ("12345", "format"), ("---", "format"), ("、。", "format"), ("\u{3164}\u{3164}", "format"),
            ("\u{301}", "format"),
            (String(repeating: "王", count: 31), "too-long"), (String(repeating: "a", count: 91), "too-long"),
        ] as [(String, String)])
    func `a name that says nothing or hides something is refused`(text: String, expected: String) {
        #expect(rule(text)?.rawValue == expected)
    }

    @Test func `thirty Chinese characters and ninety letters fit`() {
        #expect(rule(String(repeating: "王", count: 30)) == nil)
        #expect(rule(String(repeating: "a", count: 90)) == nil)
    }

    @Test(
        arguments: [
            ("202 基隆市中正區中正路1號", "202", ["基隆市中正區中正路1號"]), ("20241基隆市", "20241", ["基隆市"]),
            ("１００２３４\n臺北市", "100234", ["臺北市"]),
            ("100 Main Street\nSpringfield", nil, ["100 Main Street", "Springfield"]),
            ("\r\n 基隆市 \r\n\r\n 中正區  1號", nil, ["基隆市", "中正區 1號"]), ("7號 基隆市", nil, ["7號 基隆市"]),
            ("202\na1\nb\nc\nd\ne", "202", ["a1", "b", "c", "d", "e"]),
            ("1234 基隆市", nil, ["1234 基隆市"]),
        ] as [(String, String?, [String])])
    func `an address becomes a postcode and lines`(text: String, postcode: String?, lines: [String]) throws {
        let address = try PostalAddress(text)
        #expect(address.postcode == postcode && address.lines == lines)
        #expect(try PostalAddress(address.text) == address)
    }

    @Test(
        arguments: [
            ("", "required"), ("\n \n", "required"), ("202", "format"), ("---", "format"),
            ("基隆\u{202E}市", "forbidden-character"),
            ("a\nb\nc\nd\ne\nf", "too-long"), (String(repeating: "基", count: 51), "too-long"),
            (Array(repeating: String(repeating: "a", count: 101), count: 4).joined(separator: "\n"), "too-long"),
        ] as [(String, String)])
    func `an address that cannot be written on an envelope is refused`(text: String, expected: String) {
        let rule = brokenRule { _ = try PostalAddress(text) }
        #expect(rule?.rawValue == expected)
    }
}
