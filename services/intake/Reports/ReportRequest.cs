using System.Text;
using Territory.Contracts;
using Territory.Hosting.Http;
using Territory.Theatres;

namespace Territory.Intake.Reports;

/// <summary>A report as sent, checked as far as it can be without the register.</summary>
internal sealed record ReportRequest(string Text, string? Title, string Source, EffectiveTime PublishedAt, Grade? Grade, string? Url, string? Language, Theatre Theatre)
{
    public const int MostBytes = 1024 * 1024;
    // JSON may write every byte of the text as an escape of six.
    private const int MostBody = 7 * MostBytes;
    // Reading counts back from the publication; nothing of before the first wire services is a report.
    private static readonly DateTimeOffset Earliest = new(1900, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static async Task<(ReportRequest? Report, IResult? Refused)> ReadAsync(HttpRequest request, TheatreRegister theatres, DateTimeOffset now, CancellationToken cancellation)
    {
        var (body, refused) = await BodyReader.ReadAsync(request, MostBody, cancellation);
        if (body is null) return (null, refused);
        var (text, title, source, published) = (body.Text("text", required: true, most: MostBody, "the words of the report, in Arabic or English, at most 1 MiB of UTF-8"), body.Text("title"), body.Text("source", required: true, most: 200, "who published it, for example \"Enab Baladi\""), body.Text("publishedAt", required: true, expected: "when it was published: " + LocalTime.Expected));
        var (gradeText, url, language, theatreId) = (body.Text("grade"), body.Text("url", most: 2000), body.Text("language", most: 20), body.Text("theatre"));
        if (source is not null && string.IsNullOrWhiteSpace(source)) body.Wrong("source", source, "the name of whoever published it");
        Grade grade = default;
        if (gradeText is not null && !Contracts.Grade.TryParse(gradeText, out grade)) body.Wrong("grade", gradeText, "a letter A–F and a digit 1–6, for example B2");
        if (url is not null && !(Uri.TryCreate(url, UriKind.Absolute, out var parsed) && parsed.Scheme is "http" or "https")) body.Wrong("url", url, "an http or https address");
        if (language is not null && !(language.Length is 2 or 3 && language.All(char.IsAsciiLetterLower))) body.Wrong("language", language, "an ISO 639 code such as ar or en");
        var theatre = theatres.Choose(theatreId);
        if (theatre is null && theatreId is null) body.Wrong("theatre", null, theatres.Expected);
        var zone = theatre?.Zone ?? TimeZoneInfo.Utc;
        if (!LocalTime.TryParse(published, zone, DateBasis.Published, out var publishedAt) && published is not null) body.Wrong("publishedAt", published, LocalTime.Expected);
        if (body.Problem() is { } problem) return (null, problem);
        if (Encoding.UTF8.GetByteCount(text!) is > MostBytes and var bytes)
            return (null, Refusal.TooLarge("text", $"{bytes} bytes of UTF-8", $"at most {MostBytes} bytes; send the report without what does not belong to it, or in parts"));
        if (Faults(text!, theatre, theatreId, publishedAt, now, theatres) is { Count: > 0 } faults) return (null, Refusal.Meaning(faults));
        return (new(text!, title, source!.Trim(), publishedAt, gradeText is null ? null : grade, url, language, theatre!), null);
    }

    private static List<FieldError> Faults(string text, Theatre? theatre, string? theatreId, EffectiveTime published, DateTimeOffset now, TheatreRegister theatres)
    {
        var faults = new List<FieldError>();
        if (string.IsNullOrWhiteSpace(text)) faults.Add(new("text", "an empty text", "the words of the report"));
        if (theatre is null) faults.Add(new("theatre", FieldError.Shorten(theatreId), theatres.Expected));
        if (published.From < Earliest) faults.Add(new("publishedAt", published.At, "a time from the year 1900 on"));
        if (LocalTime.IsAhead(published.From, now)) faults.Add(new("publishedAt", published.At, LocalTime.ExpectedBy(now)));
        return faults;
    }
}
