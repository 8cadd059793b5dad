import Foundation
import Payments
import StrictJSON
import Testing

/// Check values that a program in another language made from ECPay's document (Tests/Interop/payments).
@Suite("Check values made elsewhere")
struct InteropTests {
    private struct NoCase: Error {}

    @Test("are ours")
    func same() throws {
        var folder = URL(filePath: #filePath)
        for _ in 0..<2 { folder = folder.deletingLastPathComponent() }
        let file = folder.appending(path: "Interop/payments/check_mac_values.json")
        guard case .array(let cases) = try JSONReader.read([UInt8](try Data(contentsOf: file))) else { throw NoCase() }
        let merchant = try ECPayMerchant.test()
        for entry in cases {
            guard case .object(let entry) = entry, case .array(let pairs)? = entry["fields"],
                case .string(let value)? = entry["value"]
            else { throw NoCase() }
            let fields = try pairs.map { pair in
                guard case .array(let pair) = pair, pair.count == 2, case .string(let name) = pair[0],
                    case .string(let value) = pair[1]
                else { throw NoCase() }
                return PaymentField(name.string, value.string)
            }
            #expect(merchant.signed(fields).last?.value == value.string, "\(fields)")
        }
        #expect(cases.count >= 40)
    }
}
