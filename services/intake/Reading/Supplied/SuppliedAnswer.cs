using System.Text.Json;
using Territory.Contracts;
using Territory.Theatres;

namespace Territory.Intake.Reading.Supplied;

/// <summary>What an extractor answers; the shape of <c>docs/extractor.md</c>.</summary>
internal sealed record SuppliedAnswer(string? Language, IReadOnlyList<SuppliedClaim>? Claims, IReadOnlyList<SuppliedNote>? Notes);

internal sealed record SuppliedClaim(
    string? Area, string? From, string? To, ClaimKind? Kind, ControlStatus? Status, Extent? Extent, Manner? Manner, string? EffectiveAt, string? ClaimedBy, IReadOnlyList<string>? Via,
    bool Hedged, bool LevelStated, double? Confidence, string? Rule, bool NeedsReview, IReadOnlyList<SuppliedQuote>? Evidence, IReadOnlyList<string>? With);

internal sealed record SuppliedNote(NoteKind? Kind, string? Area, int Start, int End, string? Quote);

/// <summary>Words at their offsets, half-open, in UTF-16 code units.</summary>
internal sealed record SuppliedQuote(int Start, int End, string? Quote);

/// <summary>An answer held against the text and the theatre: all of it stands, or none.</summary>
/// <param name="Reading">The reading; null when it was refused.</param>
/// <param name="Refused">Why, in a sentence.</param>
internal sealed record CheckedAnswer(Reading? Reading, string? Refused)
{
    private const int MostFound = 500;

    public static CheckedAnswer Of(ReadOnlySpan<byte> json, string text, string language, EffectiveTime published, Theatre theatre)
    {
        SuppliedAnswer? answer;
        try
        {
            answer = JsonSerializer.Deserialize<SuppliedAnswer>(json, ContractJson.Options);
        }
        catch (JsonException fault)
        {
            return new(null, $"it is no answer: {fault.Message}");
        }
        if (answer?.Claims is not { } claims) return new(null, "it has no list 'claims'; an empty one says that nothing was found");
        if (claims.Count + (answer.Notes?.Count ?? 0) > MostFound) return new(null, $"it has more than {MostFound} claims and notes");
        if (claims.Any(c => c is null || c.Evidence?.Any(e => e is null) == true || c.Via?.Any(v => v is null) == true || c.With?.Any(w => w is null) == true) || answer.Notes?.Any(n => n is null) == true)
            return new(null, "it has null where a claim, a note, a quote or a name is expected");
        if (answer.Language is { } told && !(told.Length is 2 or 3 && told.All(char.IsAsciiLetterLower))) return new(null, "its language is no ISO 639 code such as ar or en");
        var faults = claims.Select((c, i) => Fault(c, text, theatre) is { } f ? $"claim {i + 1}: {f}" : null).Concat((answer.Notes ?? []).Select((n, i) => Fault(n, text, theatre) is { } f ? $"note {i + 1}: {f}" : null));
        if (faults.FirstOrDefault(f => f is not null) is { } first) return new(null, first);
        return new(new Reading(answer.Language ?? language, [.. claims.Select(c => Claim(c, published, theatre))], [.. (answer.Notes ?? []).Select(n => new ReadNote(n.Kind!.Value, n.Area, new TextSpan(n.Start, n.End)))]), null);
    }

    private static string? Fault(SuppliedClaim c, string text, Theatre theatre)
    {
        if (c.Area is null || theatre.FindArea(c.Area) is null) return $"the area '{c.Area}' is none of the theatre '{theatre.Id}'; expected one of its codes";
        foreach (var actor in new[] { c.From, c.To, c.ClaimedBy }.Concat(c.With ?? []))
            if (actor is not null && theatre.FindActor(actor) is null) return $"the actor '{actor}' is none of the theatre '{theatre.Id}'; expected one of its codes, or null";
        if (c.Kind is null) return "it has no kind; expected change, partial, attempt, denial or background";
        if (c.From is null && c.To is null && c.Kind != ClaimKind.Denial) return "it has neither from nor to; expected at least one";
        if (c.With is { Count: > 0 } with)
        {
            if (c.To is null || with.Contains(c.To) || with.Distinct().Count() < with.Count) return "its with is not beside to; expected one holder in to and the others in with, each once";
            if (c.Status is not (null or ControlStatus.Shared or ControlStatus.Contested)) return $"its status is {c.Status} although with names others; expected shared or contested";
        }
        if (c.Status == ControlStatus.Shared && c.With is not { Count: > 0 }) return "its status is shared, but with names nobody; expected the other holders";
        if (c.Confidence is not (>= 0 and <= 1)) return $"its confidence is {c.Confidence?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "missing"}; expected a number from 0 to 1";
        if (c.EffectiveAt is not null && !LocalTime.TryParse(c.EffectiveAt, theatre.Zone, DateBasis.Text, out _)) return $"its effectiveAt is '{c.EffectiveAt}'; expected {LocalTime.Expected}";
        if (c.Evidence is not { Count: > 0 }) return "it has no evidence; expected the words it rests on, with start and end";
        var end = 0;
        foreach (var quote in c.Evidence)
        {
            if (Fault(quote.Start, quote.End, quote.Quote, text) is { } fault) return fault;
            if (quote.Start < end) return $"its evidence at {quote.Start} overlaps what stands before it; expected spans in order";
            end = quote.End;
        }
        return null;
    }

    private static string? Fault(SuppliedNote n, string text, Theatre theatre) =>
        n.Kind is null ? "it has no kind; expected detainees, curfew, casualties, displacement or site"
        : n.Area is not null && theatre.FindArea(n.Area) is null ? $"the area '{n.Area}' is none of the theatre '{theatre.Id}'"
        : Fault(n.Start, n.End, n.Quote, text);

    private static string? Fault(int start, int end, string? quote, string text)
    {
        if (start < 0 || end <= start || end > text.Length) return $"the span {start} to {end} is none of a text of {text.Length} UTF-16 code units";
        if (quote is null) return $"the span {start} to {end} comes without its quote";
        return string.Equals(text[start..end], quote, StringComparison.Ordinal) ? null : $"the quote of {start} to {end} is not what stands there";
    }

    private static ReadClaim Claim(SuppliedClaim c, EffectiveTime published, Theatre theatre)
    {
        var area = theatre.FindArea(c.Area!)!;
        var effective = c.EffectiveAt is { } at && LocalTime.TryParse(at, theatre.Zone, DateBasis.Text, out var told) ? told : published;
        var governorate = area.Path.Count > 0 && theatre.FindArea(area.Path[0]) is { Level: AreaLevel.Governorate } top ? top.Code : null;
        return new ReadClaim(
            area.Code, area.Level, governorate, c.From, c.To, c.Kind!.Value, c.Status ?? (c.To is null ? ControlStatus.Withdrawn : c.With is { Count: > 0 } ? ControlStatus.Shared : ControlStatus.Controlled), c.Extent ?? Extent.Unstated, c.Manner ?? Manner.Unknown, effective, c.ClaimedBy, c.Via ?? [],
            c.Hedged, Math.Round(c.Confidence!.Value, 2), "supplied/" + (c.Rule is { Length: > 0 and <= 60 } rule ? rule : "unnamed"), c.LevelStated, [.. c.Evidence!.Select(e => new TextSpan(e.Start, e.End))], [], c.NeedsReview, With: c.With is { Count: > 0 } ? c.With : null);
    }
}
