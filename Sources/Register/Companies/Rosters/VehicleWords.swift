import Identifiers
import PassFormat
import PassVerify

/// What people write for a vehicle's class in tables.
enum VehicleWords {
    private static let words: [(VehicleClass, [String])] = [
        (.car, ["CAR", "小客車", "小型車", "自用小客車", "小貨車", "轎車", "VAN", "客貨兩用車"]),
        (
            .lorry,
            [
                "LORRY", "TRUCK", "大貨車", "貨車", "曳引車", "拖車頭", "貨櫃車", "聯結車", "營業大貨車", "營業曳引車", "TRACTOR",
                "全聯結車", "半聯結車",
            ]
        ),
        (.trailer, ["TRAILER", "拖車", "板車", "半拖車", "全拖車", "子車", "拖架", "板架"]),
        (.motorcycle, ["MOTORCYCLE", "MOTORBIKE", "SCOOTER", "機車", "重機", "普通重型機車"]),
        (.bus, ["BUS", "COACH", "大客車", "遊覽車", "巴士", "中型巴士"]),
        (.machinery, ["MACHINERY", "MACHINE", "機械", "動力機械", "堆高機", "起重機", "FORKLIFT", "CRANE", "工程車"]),
        (.taxi, ["TAXI", "計程車", "小黃"]),
    ]

    private static let known: [String: VehicleClass] = Dictionary(
        words.flatMap { kind, words in words.map { (TextNormalisation.compact($0), kind) } },
        uniquingKeysWith: { first, _ in first })

    static func vehicleClass(_ text: String) -> VehicleClass? {
        let compact = TextNormalisation.compact(text)
        return known[compact] ?? VehicleClass.allCases.first { $0.jsonName == text }
    }
}
