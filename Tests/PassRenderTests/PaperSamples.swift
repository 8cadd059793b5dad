import PassRender

/// Made-up receipts, letters and forms: ordinary ones, and those with the longest of everything.
enum PaperSamples {
    static let receipt = Receipt(
        issuerName: "臺灣港務股份有限公司基隆港務分公司", issuerNumber: "04595257", number: "KEL-R-26-000042", paidAt: 1_795_622_400,
        payerName: "王小明", reference: "A26-4F7K2M", port: Label("基隆港", "Keelung"), method: Label("信用卡", "Credit card"),
        items: [
            Receipt.Item(name: Label("定期通行證（人員）", "Periodic pass (person)"), quantity: 1, unitPrice: 120),
            Receipt.Item(name: Label("郵寄費用", "Postage"), quantity: 1, unitPrice: 36),
        ],
        notes: [
            Label(
                "本收據由電腦列印，請妥為保存；如有疑義，請洽港口服務窗口。",
                "Printed by computer. Please keep it; questions go to the port service counter.")
        ],
        qrText: "KEL-R-26-000042:156")

    static let company: Receipt = {
        var receipt = PaperSamples.receipt
        receipt.payerName = "臺灣國際物流暨港埠裝卸倉儲運輸事業股份有限公司高雄第一分公司"
        receipt.payerNumber = "10458575"
        receipt.method = Label("超商代碼", "Convenience store")
        receipt.items = (1...60).map { number in
            Receipt.Item(
                name: Label(
                    number.isMultiple(of: 7) ? "定期通行證（人員）基隆港、臺北港、臺中港、高雄港、花蓮港、安平港，含續證與換發" : "定期通行證（人員）第 \(number) 件",
                    number.isMultiple(of: 7)
                        ? "Periodic pass (person): Keelung, Taipei, Taichung, Kaohsiung, Hualien and Anping, with renewal and replacement"
                        : "Periodic pass (person) no. \(number)"), quantity: number, unitPrice: 120)
        }
        return receipt
    }()

    static let letter = PostLetter(
        sender: ["臺灣港務股份有限公司基隆港務分公司", "202 基隆市中正區中正路 1 號　通行證服務窗口", "電話 02-2420-6100　24 小時"], recipientName: "王小明",
        recipientPostcode: "20241", recipientLines: ["基隆市中正區北寧路 2 號", "濱海大樓 12 樓之 3"], date: 1_795_622_400,
        reference: "A26-4F7K2M", subject: Label("您的港區通行證", "Your port pass"),
        chinese: [
            "王小明君您好：", "您申請的港區通行證已核准，印於本頁下方。請沿虛線剪下，對摺後黏貼使用。進出管制區時請主動出示並攜帶身分證件。",
            "通行證遺失時，請立即於網站或撥打服務電話掛失。本證限本人使用，不得轉借或塗改。",
        ],
        translated: [
            "Kính gửi Ông/Bà,",
            "Thẻ ra vào cảng mà Ông/Bà đăng ký đã được duyệt và in ở cuối trang này. Hãy cắt theo đường chấm, gấp đôi và dán lại. Khi ra vào khu vực kiểm soát, hãy xuất trình thẻ và mang theo giấy tờ tùy thân.",
            "Nếu mất thẻ, hãy báo ngay trên trang web hoặc gọi tổng đài. Thẻ chỉ dành cho chính chủ, không được cho mượn hoặc tẩy xóa.",
        ], face: Samples.person)

    static let longestLetter: PostLetter = {
        var letter = PaperSamples.letter
        letter.recipientName =
            "Semaylay Kakubaw Ruvaniyaw Lavakaw Tjaljimaraw Pakedavai Muakai Kadresengan Giling Saljing"
        letter.recipientLines = (1...5).map { "高雄市前鎮區國際物流暨港埠裝卸倉儲運輸事業園區第\($0)大道一百二十三號之四十五六七樓" }
        letter.translated = letter.translated + letter.translated
        letter.face = Samples.longestRomanised
        return letter
    }()

    /// The languages of the site beside Chinese, a paragraph each.
    static let translations = [
        "Your port pass is approved and printed below. Cut along the dashed line, fold and glue it.",
        "Kính gửi Ông/Bà, thẻ ra vào cảng đã được duyệt và in bên dưới.",
        "Kartu masuk pelabuhan Anda telah disetujui dan dicetak di bawah ini.",
        "บัตรผ่านท่าเรือของคุณได้รับอนุมัติแล้ว และพิมพ์อยู่ด้านล่าง กรุณาตัดตามเส้นประ",
        "Naaprubahan na ang iyong port pass at nakalimbag sa ibaba.",
    ]

    static let ports = zip(
        ["基隆港", "臺北港", "蘇澳港", "臺中港", "高雄港", "安平港", "花蓮港"],
        ["Keelung", "Taipei", "Suao", "Taichung", "Kaohsiung", "Anping", "Hualien"]
    ).map { Label($0, $1) }

    static let person = PaperForm.person(
        issuerName: "臺灣國際商港", code: "PP-01　115.12", ports: ports, words: .standard)
    static let vehicle = PaperForm.vehicle(
        issuerName: "臺灣國際商港", code: "PP-02　115.12", ports: ports, words: .standard)
    static let visit = PaperForm.visit(
        issuerName: "臺灣國際商港", code: "PP-03　115.12", ports: ports, words: .standard)
}
