/// Every fixed word on a receipt.
enum ReceiptLabels {
    static let title = Label("繳費收據", "Receipt")
    static let number = Label("收據號碼", "Receipt no.")
    static let date = Label("繳費日期", "Date paid")
    static let payer = Label("繳款人", "Received from")
    static let payerNumber = Label("統一編號", "Company no.")
    static let reference = Label("申請案號", "Application")
    static let port = Label("港口", "Port")
    static let method = Label("繳費方式", "Paid by")
    static let item = Label("項目", "Item")
    static let quantity = Label("數量", "Quantity")
    static let unitPrice = Label("單價", "Unit price")
    static let amount = Label("金額", "Amount")
    static let total = Label("合計", "Total")
}
