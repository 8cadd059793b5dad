import Identifiers

/// A ship that there is not, with everything a feed tells of one.
struct SimulatedShip: Sendable {
    let chineseName: String?
    let englishName: String?
    let callSign: String?
    let imo: IMONumber?
    let vesselNumber: String
    let shipType: String
    let agent: String
    let length: Int64
    let grossTonnage: Int64

    init(_ random: inout SeededRandom) {
        // Work boats have no IMO number, and some no English name.
        let isSmall = random.chance(200)
        let serial = random.below(900) + 1
        // 功, 許 and 蓋 have a backslash as their second byte in Big5; 碁, 恒 and 裏 are additions of code page 950.
        let first = random.pick(["長", "功", "許", "陽", "碁", "萬", "蓋", "德", "恒", "裏", "台"]) ?? "長"
        let second = random.pick(["榮", "明", "海", "勝", "豐", "裕", "發", "興"]) ?? "榮"
        chineseName = random.chance(950) ? first + second + "\(serial)號" : nil
        let word =
            random.pick(["EVER", "OCEAN", "WAN", "PACIFIC", "O'BRIEN", "ST. MARY", "JOHN & MARY", "T-LINK"]) ?? "EVER"
        let letters = Self.letters(&random, 4)
        englishName = isSmall && random.chance(500) && chineseName != nil ? nil : "\(word) \(letters) \(serial)"
        callSign = random.chance(900) ? Self.letters(&random, 3) + "\(random.below(9000) + 1000)" : nil
        imo = isSmall ? nil : Self.imo(&random)
        vesselNumber = "V\(random.below(90_000) + 10_000)"
        shipType = random.pick(["全貨櫃船", "雜貨船", "散裝船", "油輪", "工作船", "汽車船", "客貨船"]) ?? "雜貨船"
        agent = random.pick(["海風船務代理股份有限公司", "許功蓋航運", "A & B 船務", "北濱海運 <代理>", "東岸船務\"代理\""]) ?? "海風"
        length = random.between(2_000...39_999)
        grossTonnage = random.between(9_900...22_000_000)
    }

    private static func letters(_ random: inout SeededRandom, _ count: Int) -> String {
        var text = String.UnicodeScalarView()
        for _ in 0..<count { text.append(Unicode.Scalar(UInt8(0x41 + random.below(26)))) }
        return String(text)
    }

    private static func imo(_ random: inout SeededRandom) -> IMONumber? {
        let digits = [random.below(9) + 1] + (0..<5).map { _ in random.below(10) }
        let sum = (0..<6).reduce(0) { $0 + digits[$1] * (7 - $1) }
        return try? IMONumber((digits + [sum % 10]).map(String.init).joined())
    }
}
