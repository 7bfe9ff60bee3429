using System.Collections.Immutable;
using Territory.Contracts;
using Territory.Hosting.Http;
using Territory.Intake.Reports;
using Territory.Theatres;

namespace Territory.Intake.Review;

/// <summary>In what a person reads a claim otherwise. A null member stands as it was.</summary>
/// <param name="With">Those beside <paramref name="To"/>; an empty list names nobody.</param>
/// <param name="Clear">Which of <c>from</c>, <c>to</c> and <c>claimedBy</c> name nobody.</param>
internal sealed record Amendment(
    string? Area = null, string? From = null, string? To = null, ClaimKind? Kind = null, ControlStatus? Status = null, Extent? Extent = null, Manner? Manner = null, EffectiveTime? Effective = null,
    string? ClaimedBy = null, IReadOnlyList<string>? Clear = null, IReadOnlyList<string>? With = null)
{
    // Of before the first wire services nothing is a report.
    private const int EarliestYear = 1900;
    public static readonly IReadOnlyList<string> Clearable = ["from", "to", "claimedBy"];

    /// <summary>The claim as this person reads it. A status that does not fit the taker any more follows him, unless it is said.</summary>
    public ClaimReading Upon(FoundClaim claim)
    {
        var (from, to, with) = (Actor("from", From, claim.From), Actor("to", To, claim.To), With is null ? claim.With : With.Count == 0 ? null : (ImmutableArray<string>?)[.. With]);
        return new(
            Area ?? claim.Area, from, to, Kind ?? claim.Kind, Status ?? (from == claim.From && to == claim.To && With is null ? claim.Status : Following(claim, from, to, with is null)), Extent ?? claim.Extent, Manner ?? claim.Manner, Effective ?? claim.Effective, Actor("claimedBy", ClaimedBy, claim.ClaimedBy),
            claim.LevelStated || Area is not null || Extent == Contracts.Extent.Whole, with);
    }

    private string? Actor(string member, string? said, string? stood) => Clear?.Contains(member) == true ? null : said ?? stood;

    private static ControlStatus Following(FoundClaim claim, string? from, string? to, bool alone) => claim switch
    {
        { Siege: not null } or { Kind: ClaimKind.Denial } => claim.Status,
        { Status: ControlStatus.Controlled or ControlStatus.Shared } when to is null => from is null ? ControlStatus.Unknown : ControlStatus.Withdrawn,
        { Status: not ControlStatus.Contested } when to is not null => alone ? ControlStatus.Controlled : ControlStatus.Shared,
        _ => claim.Status,
    };

    /// <summary>What the ledger would refuse, told while the person is still there; null when nothing is.</summary>
    public static Obstacle? Fault(ClaimReading reading, bool siege, Theatre theatre, DateTimeOffset now)
    {
        if (theatre.FindArea(reading.Area) is null) return Senseless("area", reading.Area, AreaSearch.Expected(theatre, AreaSearch.Find(theatre, reading.Area)));
        foreach (var (field, actor) in new[] { ("from", reading.From), ("to", reading.To), ("claimedBy", reading.ClaimedBy) })
            if (actor is not null && theatre.FindActor(actor) is null) return Senseless(field, actor, ActorSearch.Expected(theatre, actor));
        foreach (var actor in reading.With ?? [])
            if (theatre.FindActor(actor) is null) return Senseless("with", actor, ActorSearch.Expected(theatre, actor));
        if (reading.Effective.From.Year < EarliestYear) return Senseless("effectiveAt", reading.Effective.At, $"a time from the year {EarliestYear} on");
        if (LocalTime.IsAhead(reading.Effective.From, now)) return Senseless("effectiveAt", reading.Effective.At, LocalTime.ExpectedBy(now) + "; what is announced has not happened");
        if (!ReportState.GoesOn(reading.Kind)) return null;
        return siege ? OfSiege(reading) : Parties(reading);
    }

    private static Obstacle? OfSiege(ClaimReading reading) => reading is { From: null, To: null, With: null } ? null
        : Senseless(reading.To is not null ? "to" : reading.From is not null ? "from" : "with", reading.To ?? reading.From ?? reading.With?[0], "nobody: this claim tells of a siege; say who holds the area with POST /api/changes");

    private static Obstacle? Parties(ClaimReading reading)
    {
        if (reading.From is { } from && from == reading.To) return Senseless("to", from, "another actor than in 'from': an area does not pass to whom it was held by");
        if (reading.With is { } with && (with.Distinct().Count() < with.Length || (reading.To is { } taker && with.Contains(taker)))) return Senseless("with", string.Join(", ", with), "each actor once, and in 'with' only those beside 'to'");
        if (reading.Kind == ClaimKind.Denial) return null;
        return (reading.Status, reading.From, reading.To) switch
        {
            (ControlStatus.Controlled, _, null) => Senseless("to", null, "the code of who holds the area, or the status withdrawn or unknown"),
            (ControlStatus.Withdrawn, null, null) => Senseless("from", null, "the code of who withdrew"),
            (ControlStatus.Withdrawn or ControlStatus.Unknown, _, { } holder) => Senseless("to", holder, "nobody (clear: [\"to\"]) with this status, or the status controlled"),
            (ControlStatus.Withdrawn or ControlStatus.Unknown, _, _) when reading.With is { } others => Senseless("with", others[0], "nobody (with: []) with this status, or the status shared"),
            (ControlStatus.Shared, _, null) => Senseless("to", null, "one of those who share the area; the others in 'with'"),
            (ControlStatus.Shared, _, _) when reading.With is null => Senseless("with", null, "the codes of those who hold the area beside 'to'"),
            (ControlStatus.Controlled, _, _) when reading.With is { } beside => Senseless("with", beside[0], "nobody (with: []) with this status, or the status shared"),
            _ => null,
        };
    }

    private static Obstacle Senseless(string field, string? found, string expected) => new(Why.Meaning, field, found, expected);
}
