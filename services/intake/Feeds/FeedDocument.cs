using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;

namespace Territory.Intake.Feeds;

/// <summary>An item of a feed.</summary>
/// <param name="Key">By what it is known again: its id, or its link, or its title.</param>
/// <param name="Published">When, if it says so.</param>
/// <param name="Html">Its words, as HTML or plain.</param>
internal sealed record FeedItem(string Key, string? Title, string? Link, DateTimeOffset? Published, string Html);

/// <summary>A feed as read: its items in the order of the document, or why it is none.</summary>
internal sealed partial record FeedDocument(IReadOnlyList<FeedItem> Items, string? Fault)
{
    private const int MostItems = 500;
    // Text is gathered by recursion: a document nested deeper than any feed would end the process.
    private const int Deepest = 200;
    private const string Rdf = "http://purl.org/rss/1.0/";
    private const string Content = "http://purl.org/rss/1.0/modules/content/";
    private const string Dublin = "http://purl.org/dc/elements/1.1/";

    // Arabic feeds still come in windows-1256.
    static FeedDocument() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <param name="bytes">The document, bounded by whoever fetched it.</param>
    /// <param name="charset">What the server said of it; where that is wrong, the document's own word counts.</param>
    public static FeedDocument Read(byte[] bytes, string? charset)
    {
        var (document, fault) = Load(bytes, charset);
        if (document is null && charset is not null) (document, fault) = Load(bytes, null);
        if (document?.Root is not { } root) return new([], fault);
        return root.Name.LocalName switch
        {
            "rss" or "RDF" => new([.. root.Descendants().Where(e => e.Name.LocalName == "item").Take(MostItems).Select(OfRss).OfType<FeedItem>()], null),
            "feed" => new([.. root.Elements().Where(e => e.Name.LocalName == "entry").Take(MostItems).Select(OfAtom).OfType<FeedItem>()], null),
            var other => new([], $"it is an XML document '{(other.Length > 40 ? other[..40] : other)}'; expected RSS or Atom: look for the feed's own address on the site"),
        };
    }

    /// <summary>No DTD, nothing fetched from elsewhere, no bytes that are not of the encoding.</summary>
    private static (XDocument?, string?) Load(byte[] bytes, string? charset)
    {
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = 16_000_000, IgnoreComments = true, IgnoreProcessingInstructions = true, CloseInput = true };
        try
        {
            if (IsDeep(bytes, charset, settings)) return (null, $"its elements are nested more than {Deepest} deep; expected RSS or Atom");
            using var reader = Reader(bytes, charset, settings);
            return (XDocument.Load(reader), null);
        }
        catch (XmlException broken)
        {
            return (null, $"it is broken XML ({broken.Message}); expected RSS or Atom, well formed and without a DTD");
        }
        catch (Exception wrong) when (wrong is DecoderFallbackException or ArgumentException or NotSupportedException)
        {
            return (null, $"its bytes are not of the encoding it names ({charset ?? "its own"}); expected one .NET knows, such as utf-8 or windows-1256");
        }
    }

    private static bool IsDeep(byte[] bytes, string? charset, XmlReaderSettings settings)
    {
        using var reader = Reader(bytes, charset, settings);
        while (reader.Read())
            if (reader.Depth > Deepest) return true;
        return false;
    }

    private static XmlReader Reader(byte[] bytes, string? charset, XmlReaderSettings settings)
    {
        var stream = new MemoryStream(bytes, writable: false);
        return charset is null ? XmlReader.Create(stream, settings) : XmlReader.Create(new StreamReader(stream, Encoding.GetEncoding(charset, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)), settings);
    }

    private static FeedItem? OfRss(XElement item)
    {
        string? Text(string name) => Plain(item.Elements().FirstOrDefault(e => e.Name.LocalName == name && (e.Name.NamespaceName is "" or Rdf))?.Value);
        var html = Plain(item.Element(XName.Get("encoded", Content))?.Value) ?? Text("description") ?? "";
        var date = Text("pubDate") ?? Plain(item.Element(XName.Get("date", Dublin))?.Value);
        return Item(Text("guid"), Text("title"), Text("link"), date, html);
    }

    private static FeedItem? OfAtom(XElement entry)
    {
        XElement? Child(string name) => entry.Elements().FirstOrDefault(e => e.Name.LocalName == name && e.Name.Namespace == entry.Name.Namespace);
        var link = entry.Elements().FirstOrDefault(e => e.Name.LocalName == "link" && ((string?)e.Attribute("rel") is null or "alternate"));
        return Item(Plain(Child("id")?.Value), Plain(Child("title")?.Value), Plain((string?)link?.Attribute("href")), Plain((Child("published") ?? Child("updated"))?.Value), Words(Child("content")) ?? Words(Child("summary")) ?? "");
    }

    /// <summary>XHTML stands in the document as elements; everything else is text, escaped or not.</summary>
    private static string? Words(XElement? content) => content is null ? null : Plain((string?)content.Attribute("type") == "xhtml" ? string.Concat(content.Nodes()) : content.Value);

    private static FeedItem? Item(string? id, string? title, string? link, string? date, string html) =>
        (id ?? link ?? title) is { } key && (title is not null || html.Length > 0) ? new(key, title, link, Date(date), html) : null;

    /// <summary>RFC 3339, or the mail format with its zone as a number or a name; null when it is neither.</summary>
    internal static DateTimeOffset? Date(string? text)
    {
        if (text is null) return null;
        var plain = Offset().Replace(Weekday().Replace(text.Trim(), ""), "$1:$2");
        plain = Universal().Replace(plain, "+00:00");
        return DateTimeOffset.TryParse(plain, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var date) ? date : null;
    }

    private static string? Plain(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    [GeneratedRegex("^[A-Za-z]{3,9},? ")]
    private static partial Regex Weekday();

    [GeneratedRegex(@"([+-]\d{2})(\d{2})$")]
    private static partial Regex Offset();

    [GeneratedRegex("(?<= )(UT|UTC|GMT|Z)$")]
    private static partial Regex Universal();
}
