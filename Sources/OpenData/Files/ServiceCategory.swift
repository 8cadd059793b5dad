/// The platform's classification of what a dataset is good for to the public (data.gov.tw, 服務分類). The raw value is the code.
package enum ServiceCategory: String, Hashable, Sendable, CaseIterable {
    /// 生育保健
    case fertility = "100"
    /// 出生及收養
    case birth = "200"
    /// 求學及進修
    case study = "300"
    /// 服兵役
    case militaryService = "400"
    /// 求職及就業
    case work = "500"
    /// 開創事業
    case business = "600"
    /// 婚姻
    case marriage = "700"
    /// 投資理財
    case investment = "800"
    /// 休閒旅遊
    case travel = "900"
    /// 交通及通訊
    case transport = "A00"
    /// 就醫
    case medicine = "B00"
    /// 購屋及遷徙
    case housing = "C00"
    /// 選舉及投票
    case elections = "D00"
    /// 生活安全及品質
    case safety = "E00"
    /// 退休
    case retirement = "F00"
    /// 老年安養
    case oldAge = "G00"
    /// 生命禮儀
    case lifeRites = "H00"
    /// 公共資訊
    case publicInformation = "I00"
}
