/// Every fixed word on the printed pass, as Taiwan's public services write.
enum Labels {
    static let title = Label("港區通行證", "Port Pass")
    static let name = Label("姓名", "Name")
    static let number = Label("證號", "Pass no.")
    static let validity = Label("有效期間", "Valid")
    static let organisation = Label("服務單位", "Organisation")
    static let idHint = Label("證件末四碼", "ID ends in")
    static let plate = Label("車牌號碼", "Plate no.")
    static let vehicleClass = Label("車種", "Type")
    static let ports = Label("可通行港區", "Ports, zones")

    static let escort = Label("須有人陪同", "Escort required")
    static let live = Label("請出示手機動態碼", "Live code on phone")

    static let scan = Label("查驗請掃描本碼", "Scan at the gate")
    /// Printed rules, one sentence each.
    static let personRule = Label("限本人使用，不得轉借或塗改。", "Not transferable.")
    static let vehicleRule = Label("限所載車輛使用，不得轉借或塗改。", "For the vehicle named only.")
    static let visitorRule = Label("離港時請繳回。", "Return when leaving the port.")
    static let checkRule = Label("進出管制區請主動出示，接受查驗。", "Show when entering and leaving.")
    static let lossRule = Label("遺失請立即掛失；拾獲請交港警或服務窗口。", "Lost? Report it at once. Found? Hand it to port police.")
    static let copyRule = Label(
        "本證已綁定手機，紙本為副本，須核對身分證件。", "Bound to a phone: this print is a copy. Check identity.")

    static let placement = Label(
        "請正面朝外，平放於前擋風玻璃內側，勿遮擋駕駛視線。", "Place face out inside the windscreen, out of the line of sight.")
    static let printing = Label(
        "請以實際大小（100％）列印；紙張較大時，沿虛線向後摺。", "Print at 100 %. On larger paper, fold back along the dashed line.")

    static func kind(_ kind: PassFace.Kind) -> Label {
        switch kind {
        case .person: Label("人員", "Person")
        case .vehicle: Label("車輛", "Vehicle")
        case .visitorCard: Label("訪客", "Visitor")
        }
    }

    static func term(_ term: PassFace.Term) -> Label {
        switch term {
        case .periodic: Label("定期", "Periodic")
        case .temporary: Label("臨時", "Temporary")
        case .singleVisit: Label("當次", "Single visit")
        }
    }

    static func vehicleClass(_ vehicleClass: PassFace.VehicleClass) -> Label {
        switch vehicleClass {
        case .car: Label("小客車", "Car")
        case .lorry: Label("貨車、曳引車", "Lorry, tractor")
        case .trailer: Label("拖車", "Trailer")
        case .motorcycle: Label("機車", "Motorcycle")
        case .bus: Label("大客車", "Bus")
        case .machinery: Label("動力機械", "Machinery")
        case .taxi: Label("計程車", "Taxi")
        }
    }
}
