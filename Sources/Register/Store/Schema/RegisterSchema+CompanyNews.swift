import SQLStore

extension RegisterSchema {
    /// What a company has not been told yet of applications that it sent together, and when it was told last.
    static let companyNews = Migration(
        15,
        sqlite: """
            CREATE TABLE company_news (
                application BIGINT PRIMARY KEY REFERENCES application (seq) ON DELETE CASCADE,
                company BIGINT NOT NULL REFERENCES company (seq),
                first_at BIGINT NOT NULL,
                last_at BIGINT NOT NULL
            );
            CREATE INDEX company_news_company ON company_news (company);
            CREATE TABLE company_digest (
                company BIGINT PRIMARY KEY REFERENCES company (seq),
                told_at BIGINT NOT NULL
            );
            """)
}
