import Foundation
import PassRender

/// Made-up passes: ordinary ones, and those with the longest of everything (DESIGN section 3).
enum Samples {
    /// 2026-11-22 00:00 UTC.
    static let createdAt: Int64 = 1_795_305_600

    /// Alphanumeric text as long as asked for.
    static func text(_ count: Int) -> String {
        let alphabet = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:")
        var text = "PP1:"
        for index in 4..<max(count, 5) { text.append(alphabet[(index * index * 31 + index * 7) % 45]) }
        return text
    }

    static let person = PassFace(
        number: "KEL-P-26-000123", name: "王小明", organisation: "基隆港埠裝卸股份有限公司", idHint: "6789", kind: .person,
        term: .periodic, validFrom: 1_796_054_400, validUntil: 1_827_590_400,
        ports: [
            .init(code: "TWKEL", name: "基隆港", zones: ["A", "B"]), .init(code: "TWTPE", name: "臺北港", zones: ["A"]),
        ],
        qrText: text(330))

    static let vehicle = PassFace(
        number: "KHH-V-26-004711", organisation: "高雄港倉儲運輸股份有限公司", kind: .vehicle, term: .temporary,
        validFrom: 1_796_054_400, validUntil: 1_798_646_400,
        ports: [.init(code: "TWKHH", name: "高雄港", zones: ["A", "C", "D"])], plates: ["KLA-5678"], vehicleClass: .lorry,
        qrText: text(330))

    static let visitor = PassFace(
        number: "TXG-G-0042", organisation: "臺中港區航運服務社", kind: .visitorCard, term: .singleVisit,
        validFrom: 1_796_083_200, validUntil: 1_796_117_400,
        ports: [.init(code: "TWTXG", name: "臺中港", zones: ["A"])], escortRequired: true, qrText: text(250))

    static let tenPorts = zip(
        ["TWKEL", "TWTPE", "TWSUO", "TWTXG", "TWKHH", "TWHUN", "TWANP", "TWMLI", "TWBDI", "TWMZG"],
        ["基隆港", "臺北港", "蘇澳港", "臺中港", "高雄港", "花蓮港", "安平港", "麥寮港", "布袋港", "澎湖港"]
    ).map { PassFace.Port(code: $0, name: $1, zones: ["A", "B", "C", "D"]) }

    /// Ninety bytes of Chinese name and organisation, four plates, ten ports, both notices, the largest code of a pass.
    static let longestChinese = PassFace(
        issuerName: "臺灣國際商港（臺灣港務股份有限公司）", number: "KEL-P-26-000123-X12345678",
        name: "歐陽司徒諸葛尉遲皇甫東方慕容公孫令狐宇文夏侯軒轅鍾離長孫上官", organisation: "臺灣國際物流暨港埠裝卸倉儲運輸事業股份有限公司高雄第一分公司",
        idHint: "6789", kind: .person, term: .periodic, validFrom: 1_796_083_200, validUntil: 1_827_619_200,
        ports: tenPorts, plates: ["ABC-1234", "KLA-5678", "KLC-12-AB", "EAL-0001"], vehicleClass: .lorry,
        escortRequired: true, isLiveBound: true, qrText: text(734))

    /// Ninety letters each.
    static let longestRomanised: PassFace = {
        var face = longestChinese
        face.name = "Semaylay Kakubaw Ruvaniyaw Lavakaw Tjaljimaraw Pakedavai Muakai Kadresengan Giling Saljing"
        face.organisation = "Wan Hai International Stevedoring, Warehousing and Container Transport Co Ltd, Kaohsiung 7"
        return face
    }()

    /// The longest vehicle pass, with four plates as its largest text.
    static let longestVehicle: PassFace = {
        var face = longestChinese
        face.kind = .vehicle
        return face
    }()

    /// Ninety letters without a space: must be broken, never cut.
    static let unbroken: PassFace = {
        var face = longestChinese
        face.name = String(repeating: "Wmwmwmwmwm", count: 9)
        face.organisation = String(repeating: "MWQ", count: 30)
        return face
    }()

    /// Names with characters outside the Basic Multilingual Plane or of late additions.
    static let rareNames = ["𠮷田喆", "游錫堃", "𤧟美玲", "陳䶮", "林㛢", "Ljeljeng Tjaljimaraw", "Kolas Yotaka 谷辣斯·尤達卡"]

    /// Whether the fonts that `scripts/setup` installs are there; the layout holds with any.
    static let hasFonts = ["noto/NotoSansCJK-Regular.ttc", "noto/NotoSansCJK-Bold.ttc"].allSatisfy {
        FileManager.default.fileExists(atPath: "/usr/share/fonts/opentype/" + $0)
    }

    static let all: [(name: String, face: PassFace)] = [
        ("person", person), ("vehicle", vehicle), ("visitor", visitor), ("longest-chinese", longestChinese),
        ("longest-romanised", longestRomanised), ("longest-vehicle", longestVehicle), ("unbroken", unbroken),
    ]
}
