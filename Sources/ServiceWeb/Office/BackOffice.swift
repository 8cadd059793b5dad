import Hummingbird

/// All pages of the back office.
enum BackOffice {
    /// - Returns: the routes, each with what it asks: what tests go through.
    @discardableResult
    static func add(to router: Router<ServiceContext>, _ desk: OfficeDesk) -> [OfficeRoute] {
        let office = OfficeRouter(desk: desk, router: router)
        SignInOfficeRoutes(limits: desk.limits).add(to: office)
        OwnAccountRoutes().add(to: office)
        HomeOfficeRoutes().add(to: office)
        ReviewOfficeRoutes().add(to: office)
        ListOfficeRoutes().add(to: office)
        PassOfficeRoutes().add(to: office)
        ReissueOfficeRoutes().add(to: office)
        CounterOfficeRoutes().add(to: office)
        SuspensionOfficeRoutes().add(to: office)
        ChangeOfficeRoutes().add(to: office)
        ViolationOfficeRoutes().add(to: office)
        RecordingOfficeRoutes().add(to: office)
        RuleOfficeRoutes().add(to: office)
        PaymentOfficeRoutes().add(to: office)
        MoneyOfficeRoutes().add(to: office)
        PaymentBookRoutes().add(to: office)
        CompanyOfficeRoutes().add(to: office)
        OpinionOfficeRoutes().add(to: office)
        NewsDesk().addWriting(to: office)
        CallOfficeRoutes().add(to: office)
        ConsultationDesk().addWriting(to: office)
        ConsultationDesk().addContributions(to: office)
        SeminarDesk().addWriting(to: office)
        SeminarDesk().addPeople(to: office)
        GateOfficeRoutes().add(to: office)
        RecordOfficeRoutes().add(to: office)
        AlarmOfficeRoutes().add(to: office)
        LevelOfficeRoutes().add(to: office)
        HotListOfficeRoutes().add(to: office)
        EntryOfficeRoutes().add(to: office)
        InsideOfficeRoutes().add(to: office)
        ShipOfficeRoutes().add(to: office)
        WindowOfficeRoutes().add(to: office)
        TaskOfficeRoutes().add(to: office)
        PeopleOfficeRoutes().add(to: office)
        KeyOfficeRoutes().add(to: office)
        SigningKeyOfficeRoutes().add(to: office)
        RootOfficeRoutes().add(to: office)
        PersonOfficeRoutes().add(to: office)
        RetentionOfficeRoutes().add(to: office)
        AuditOfficeRoutes().add(to: office)
        return office.routes
    }
}
