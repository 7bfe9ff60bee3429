using System.Globalization;
using Territory.Contracts;
using Territory.Theatres;

namespace Territory.Ledger.Recording;

/// <summary>Why a claim cannot be recorded, in a sentence; a refusal on the bus is a value.</summary>
public static class ClaimFaults
{
    private const int LongestCode = 100;
    private const int LongestName = 500;
    private const int MostItems = 100;
    private const int EarliestYear = 1900;
    private static readonly TimeSpan Year = TimeSpan.FromDays(366.5);

    /// <param name="now">Reports and what they tell of may lie at most 14 hours ahead of it: somewhere it is tomorrow already.</param>
    public static string? Find(Claim claim, Theatre theatre, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(claim);
        ArgumentNullException.ThrowIfNull(theatre);
        return Texts(claim) ?? Words(claim) ?? Names(claim, theatre) ?? Parties(claim) ?? Times(claim, now);
    }

    private static string? Texts(Claim c)
    {
        if (c.Id is null or { Length: 0 or > LongestCode }) return $"The claim has no id, or one of more than {LongestCode} characters.";
        if (c.Area is null || c.Effective is null || c.Source?.Name is null || c.Source.Owner is null || c.ReportId is null || c.Rule is null || c.Via is null || c.Evidence is null)
            return "The claim lacks its area, effective time, source, report, reading rule, via or evidence; expected all of them, lists may be empty.";
        if (c.Via.Count > MostItems || c.Evidence.Count > MostItems || c.With?.Count > MostItems) return $"A list of the claim has more than {MostItems} items.";
        if (c.Via.Concat(c.With ?? []).Any(t => t is null) || c.Evidence.Any(e => e?.Hash is null)) return "A list of the claim has an empty item.";
        var names = new[] { c.Source.Name, c.Source.Owner, c.ReportId, c.Rule, c.Effective.At ?? "" }.Concat(c.Via).Concat(c.Evidence.Select(e => e.Hash)).ToArray();
        if (names.Any(t => t.Length > LongestName)) return $"A text of the claim has more than {LongestName} characters; words of reports stay in intake.";
        return names.Append(c.Id).Any(t => t.Contains('\0', StringComparison.Ordinal)) ? "A text of the claim has a NUL character." : null;
    }

    private static string? Words(Claim c)
    {
        if (c.Kind is not (ClaimKind.Change or ClaimKind.Partial or ClaimKind.Denial)) return $"A claim of kind {c.Kind} stays in intake; expected change, partial or denial.";
        if (!(Enum.IsDefined(c.Status) && Enum.IsDefined(c.Extent) && Enum.IsDefined(c.Manner) && Enum.IsDefined(c.Effective.Precision) && Enum.IsDefined(c.Effective.Basis)))
            return "The status, extent, manner, precision or date basis of the claim is none of the words of the contract.";
        return c.Confidence is >= 0 and <= 1 ? null : $"The confidence is {c.Confidence.ToString(CultureInfo.InvariantCulture)}; expected 0 to 1.";
    }

    private static string? Names(Claim c, Theatre theatre)
    {
        if (theatre.FindArea(c.Area) is null) return $"The area '{Shorten(c.Area)}' is unknown in {theatre.Name}; expected a code of its gazetteer, for example {theatre.Areas[0].Code}.";
        var unknown = (c.With ?? []).Concat([c.From, c.To, c.ClaimedBy, c.Siege?.By]).OfType<string>().FirstOrDefault(actor => theatre.FindActor(actor) is null);
        return unknown is null ? null : $"The actor '{Shorten(unknown)}' is unknown in {theatre.Name}; expected {ActorSearch.Expected(theatre, unknown)}.";
    }

    /// <summary>Who the area passed from and to must fit what is said to have become of it.</summary>
    private static string? Parties(Claim c)
    {
        var with = c.With ?? [];
        if (c.Siege is { } siege)
            return c.To is not null || c.From is not null || with.Count > 0 ? "A claim of a siege says nothing of the holder; send who holds the area as a claim of its own."
                : siege is { By: null, Lifted: false } ? "The claim does not say who lays the siege." : null;
        if (c.From is { } from && Same(from, c.To)) return $"The claim says that {c.Area} passed from {from} to itself.";
        if (with.Distinct(StringComparer.OrdinalIgnoreCase).Count() < with.Count || with.Any(w => Same(w, c.To))) return "The claim names one actor twice among those who share or contest the area.";
        if (c.Kind == ClaimKind.Denial) return null;
        return c.Status switch
        {
            ControlStatus.Controlled when c.To is null => "The claim names nobody who holds the area now; a withdrawal without a taker has the status withdrawn, a loss to nobody named unknown.",
            ControlStatus.Shared when c.To is null || with.Count == 0 => "The claim says that the area is shared but not by whom: expected one holder in 'to' and the others in 'with'.",
            ControlStatus.Withdrawn or ControlStatus.Unknown when c.To is not null || with.Count > 0 => $"The status is {EnumWord(c.Status)}, which has no taker, yet {c.To ?? with[0]} is named as one; expected status controlled, or no 'to'.",
            ControlStatus.Withdrawn when c.From is null => "The claim does not say who withdrew; expected it in 'from'.",
            ControlStatus.Controlled when with.Count > 0 => "The claim names several holders; expected the status shared.",
            _ => null,
        };
    }

    private static string? Times(Claim c, DateTimeOffset now)
    {
        var time = c.Effective;
        if (time.From >= time.To) return "The effective time ends before it begins, or as it begins; the interval is half-open and has a width.";
        if (time.To - time.From > Year) return "The effective time is wider than a year, the coarsest precision there is.";
        if (time.From.Year < EarliestYear || c.ReportedAt.Year < EarliestYear) return $"A time of the claim lies before {EarliestYear}; expected the dates of the event and of its report.";
        if (LocalTime.IsAhead(c.ReportedAt, now)) return $"The report is dated {c.ReportedAt.UtcDateTime:u}, more than {LocalTime.MostAhead.TotalHours:0} hours ahead of now ({now.UtcDateTime:u}).";
        return LocalTime.IsAhead(time.From, now) ? $"The claim is effective from {time.From.UtcDateTime:u}, more than {LocalTime.MostAhead.TotalHours:0} hours ahead of now ({now.UtcDateTime:u}); what is announced has not happened." : null;
    }

    private static bool Same(string? one, string? other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    private static string EnumWord(ControlStatus status) => status.ToString().ToLowerInvariant();

    private static string Shorten(string text) => text.Length > 80 ? text[..80] + "…" : text;
}
