import Testing

@testable import Export
@testable import Model

@Suite("Secrets are taken out of URLs wherever they stand")
struct RedactionTests {
  @Test(arguments: [
    ("nothing here", "nothing here"),
    ("https://example.com/path", "https://example.com/path"),
    (
      "see https://user:hunter2@example.com/a?token=hunter2 now",
      "see https://***@example.com/a?token=*** now"
    ),
    ("postgres://u:hunter2@db/x", "postgres://***@db/x"),
    ("https://a/?x=1&hunter2&y=hunter2", "https://a/?x=***&***&y=***"),
    ("https://a/#access_token=hunter2", "https://a/#access_token=***"),
    ("https://a/?next=https://u:hunter2@b/?c=hunter2", "https://a/?next=***?c=***"),
    ("https://a/https://u:hunter2@b/", "https://a/https://***@b/"),
    ("https://p@ss:hunter2@a", "https://***@a"),
    ("two: http://a?k=hunter2 \"http://b?k=hunter2\"", "two: http://a?k=*** \"http://b?k=***\""),
    ("://", "://"), ("a://?", "a://?"), ("a://?&=&", "a://?&=***&"),
  ])
  func urls(text: String, redacted: String) {
    #expect(Redaction.redacted(text) == redacted)
    #expect(Redaction.redacted(redacted) == redacted, "once is enough")
  }
}
