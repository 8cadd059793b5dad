import Identifiers
import ShipCalls

/// Calls made for the purpose.
enum Calls {
    /// 2026-06-15 07:00 in Taiwan.
    static let morning: Int64 = 1_781_478_000
    static let hour: Int64 = 3600

    static func whole(_ number: Int = 1) throws -> ShipCall {
        var call = ShipCall(port: .kaohsiung)
        call.visaNumber = "AKHH11500000\(number)"
        call.vesselNumber = "V2542\(number)"
        call.chineseName = "功許蓋\(number)號"
        call.englishName = "EVER A & B <\(number)>"
        call.callSign = "VRWC\(number)"
        call.imo = try IMONumber("9281346")
        call.shipType = "全貨櫃船"
        call.berthCode = "KHHX108X"
        call.berthName = "#108碼頭"
        call.eta = morning
        call.ata = morning + 2 * hour
        call.etb = morning + 3 * hour
        call.etd = morning + 20 * hour
        call.atd = morning + 22 * hour
        call.agent = "海風 & 船務"
        call.previousPort = "TWTXG Taichung"
        call.nextPort = "CNFOC Fuzhou"
        call.purpose = "A1 裝卸貨"
        call.status = "進港"
        call.length = 20_350
        call.grossTonnage = 7_712_301
        return call
    }

    /// Expected, with nothing but its number and its times.
    static func expected(_ number: Int, eta: Int64 = morning, etd: Int64? = morning + 20 * hour) -> ShipCall {
        var call = ShipCall(port: .kaohsiung)
        call.visaNumber = "AKHH11500\(1000 + number)"
        call.eta = eta
        call.etd = etd
        call.berthName = "#1碼頭"
        return call
    }

    static func read(_ text: String, port: PortCode? = .kaohsiung, limits: FeedLimits = FeedLimits()) throws -> ShipFeed
    {
        try FeedReader.read(Array(text.utf8), port: port, limits: limits)
    }

    static func error(_ bytes: [UInt8], charset: String? = nil, limits: FeedLimits = FeedLimits()) -> ShipFeedError? {
        do {
            _ = try FeedReader.read(bytes, port: .kaohsiung, charset: charset, limits: limits)
            return nil
        } catch {
            return error
        }
    }
}
