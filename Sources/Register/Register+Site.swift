extension Register {
    /// What the public pages say that is data.
    package var siteFacts: SiteFacts { seeds.site }
}
