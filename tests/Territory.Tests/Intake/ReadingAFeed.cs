using System.Text;
using Shouldly;
using Territory.Intake.Feeds;
using Xunit;

namespace Territory.Tests.Intake;

public sealed class ReadingAFeed
{
    private const string Rss = """
        <?xml version="1.0" encoding="utf-8"?>
        <rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>Desk</title><atom:link href="https://desk.example/feed"/>
        <item><title>Second</title><link>https://desk.example/2</link><guid>2</guid><pubDate>Sat, 07 Dec 2024 13:30:00 +0300</pubDate><description>short</description><content:encoded><![CDATA[<p>the whole</p>]]></content:encoded></item>
        <item><title>First</title><link>https://desk.example/1</link><pubDate>Sat, 07 Dec 2024 08:00:00 GMT</pubDate><description>&lt;b&gt;words&lt;/b&gt;</description></item>
        <item><category>nothing to read</category></item></channel></rss>
        """;
    private const string Atom = """
        <feed xmlns="http://www.w3.org/2005/Atom"><title>Desk</title>
        <entry><id>urn:1</id><title>An entry</title><link rel="self" href="https://desk.example/self"/><link href="https://desk.example/1"/><updated>2024-12-07T10:30:00Z</updated>
        <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>one</p><p>two</p></div></content></entry></feed>
        """;

    private static FeedDocument Read(string text, string? charset = null, Encoding? encoding = null) => FeedDocument.Read((encoding ?? Encoding.UTF8).GetBytes(text), charset);

    [Fact]
    public void rss_is_read() => Read(Rss).Items.ShouldBe(
    [
        new("2", "Second", "https://desk.example/2", new DateTimeOffset(2024, 12, 7, 10, 30, 0, TimeSpan.Zero), "<p>the whole</p>"),
        new("https://desk.example/1", "First", "https://desk.example/1", new DateTimeOffset(2024, 12, 7, 8, 0, 0, TimeSpan.Zero), "<b>words</b>"),
    ]);

    [Fact]
    public void atom_is_read()
    {
        var entry = Read(Atom).Items.ShouldHaveSingleItem();
        (entry.Key, entry.Title, entry.Link, entry.Published).ShouldBe(("urn:1", "An entry", "https://desk.example/1", new DateTimeOffset(2024, 12, 7, 10, 30, 0, TimeSpan.Zero)));
        ArticleText.Of(entry.Html).ShouldBe("one\ntwo");
    }

    [Fact]
    public void the_older_rdf_is_read() => Read("""
        <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"><item><title>T</title><link>https://desk.example/1</link><dc:date>2024-12-07</dc:date><description>d</description></item></rdf:RDF>
        """).Items.ShouldHaveSingleItem().Published.ShouldBe(new DateTimeOffset(2024, 12, 7, 0, 0, 0, TimeSpan.Zero));

    [Fact]
    public void arabic_of_an_old_encoding_is_read()
    {
        Read("<rss><channel/></rss>").Items.ShouldBeEmpty();
        var old = Encodings.Of("windows-1256");
        Read("""<?xml version="1.0" encoding="windows-1256"?><rss><channel><item><title>درعا</title></item></channel></rss>""", encoding: old).Items.Single().Title.ShouldBe("درعا");
        Read("<rss><channel><item><title>درعا</title></item></channel></rss>", "windows-1256", old).Items.Single().Title.ShouldBe("درعا");
    }

    [Fact]
    public void where_the_server_is_wrong_the_document_counts() => Read("""<?xml version="1.0" encoding="utf-8"?><rss><channel><item><title>درعا</title></item></channel></rss>""", "nonsense").Items.Single().Title.ShouldBe("درعا");

    [Theory]
    [InlineData("<rss><channel><item>", "broken XML")]
    [InlineData("no feed at all", "broken XML")]
    [InlineData("""<!DOCTYPE rss [<!ENTITY a "b">]><rss><channel/></rss>""", "DTD")]
    [InlineData("""<?xml version="1.0" encoding="klingon"?><rss><channel/></rss>""", "encoding")]
    [InlineData("<html><body/></html>", "'html'")]
    public void what_is_no_feed_is_told(string text, string told)
    {
        var document = Read(text);
        document.Items.ShouldBeEmpty();
        document.Fault.ShouldNotBeNull().ShouldContain(told);
    }

    [Fact]
    public void a_document_nested_without_end_is_refused() =>
        Read($"<rss><channel><item><title>{string.Concat(Enumerable.Repeat("<a>", 300_000))}{string.Concat(Enumerable.Repeat("</a>", 300_000))}</title></item></channel></rss>").Fault.ShouldNotBeNull().ShouldContain("nested");

    [Fact]
    public void bytes_of_another_encoding_are_told() => Read("<rss><channel><item><title>درعا</title></item></channel></rss>", "utf-8", Encodings.Of("iso-8859-6")).Fault.ShouldNotBeNull();

    [Theory]
    [InlineData("Sat, 07 Dec 2024 13:30:00 +0300", "2024-12-07T10:30:00Z")]
    [InlineData("7 Dec 2024 10:30:00 UT", "2024-12-07T10:30:00Z")]
    [InlineData("Fri, 07 Dec 2024 10:30:00 GMT", "2024-12-07T10:30:00Z")]
    [InlineData("2024-12-07T13:30:00+03:00", "2024-12-07T10:30:00Z")]
    [InlineData("yesterday", null)]
    public void dates_come_in_two_kinds(string text, string? date) => FeedDocument.Date(text).ShouldBe(date is null ? null : DateTimeOffset.Parse(date, System.Globalization.CultureInfo.InvariantCulture));
}
