package import Payments

/// Where and as whom payments are taken online.
package struct Cashier: Sendable {
    package static let notifyPath = "/pay/ecpay/notify"
    package static let returnPath = "/pay/ecpay/return"

    package let merchant: ECPayMerchant
    package let addresses: ECPayAddresses
    /// Our own address as payers and ECPay know it: `https://HOST`, without a `/` at the end.
    package let site: String
    /// Whether ECPay is a stand-in, and our address may begin with `http://`.
    package let isDevelopment: Bool

    package init(merchant: ECPayMerchant, addresses: ECPayAddresses, site: String, isDevelopment: Bool) {
        self.merchant = merchant
        self.addresses = addresses
        self.site = site
        self.isDevelopment = isDevelopment
    }
}
