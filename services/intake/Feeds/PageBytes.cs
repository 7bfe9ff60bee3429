using System.Text;
using System.Text.RegularExpressions;

namespace Territory.Intake.Feeds;

/// <summary>The letters of a page: by its byte order mark, by what the server says, by what the page says, or else UTF-8.</summary>
internal static partial class PageBytes
{
    private const int Head = 2048;

    static PageBytes() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public static string Decode(byte[] bytes, string? charset)
    {
        var said = charset ?? (Charset().Match(Encoding.Latin1.GetString(bytes, 0, Math.Min(Head, bytes.Length))) is { Success: true } match ? match.Groups[1].Value : null);
        using var reader = new StreamReader(new MemoryStream(bytes, writable: false), Known(said), detectEncodingFromByteOrderMarks: true);
        return reader.ReadToEnd();
    }

    private static Encoding Known(string? name)
    {
        try
        {
            return name is null ? Encoding.UTF8 : Encoding.GetEncoding(name);
        }
        catch (Exception unknown) when (unknown is ArgumentException or NotSupportedException)
        {
            return Encoding.UTF8;
        }
    }

    [GeneratedRegex("""<meta[^>]{0,200}charset\s*=\s*["']?([A-Za-z0-9_\-]{2,40})""", RegexOptions.IgnoreCase)]
    private static partial Regex Charset();
}
