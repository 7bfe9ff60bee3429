using Territory.Contracts;
using Territory.Theatres;

namespace Territory.Ledger.Control;

/// <summary>How one area is held, as the API tells it. Times UTC; <c>controller</c> is the sole one, otherwise null.</summary>
/// <param name="Version">The version to name in <c>If-Match</c>; null in an answer about the past.</param>
/// <param name="Warnings">What a person should look at, a sentence each.</param>
public sealed record AreaControl(
    string Area, string Name, string NameAr, AreaLevel Level, ControlStatus Status, string? Controller, IReadOnlyList<string> Controllers, IReadOnlyList<string> Challengers,
    IReadOnlyList<string> BesiegedBy, string? ClaimedBy, Extent? Extent, Manner? Manner, DateTimeOffset? Since, string? SinceAt, Precision? Precision, bool Certain, bool Inherited, string? InheritedFrom, string? ChangeId,
    IReadOnlyList<string> ClaimsFor, IReadOnlyList<string> ClaimsAgainst, Grade? Grade, string? Rule, DateTimeOffset? LastObservedAt, bool Demonstration, int? Version, IReadOnlyList<HolderCount> Breakdown,
    IReadOnlyList<string> Warnings)
{
    /// <param name="namesOn">Actors go by the names they have on this local day: the day asked about, or today.</param>
    public static AreaControl Of(Area area, ControlPicture picture, DateOnly namesOn)
    {
        ArgumentNullException.ThrowIfNull(area);
        ArgumentNullException.ThrowIfNull(picture);
        var (held, head) = (picture.HeldAt(area), picture.Heads.GetValueOrDefault(area.Code));
        if (held.Stretch is not { } stretch)
            return new(area.Code, area.Name, area.NameAr, area.Level, ControlStatus.Unknown, null, [], [], [], null, null, null, null, null, null, true, false, null, null, [], [], null, null, head?.ObservedAt, false, VersionOf(head, picture), Count(area, picture, Named), Reviews.Of(area, picture));
        var ruling = picture.Standings[stretch.ChangeId].Ruling;
        var (claims, since) = (picture.Claims.GetValueOrDefault(stretch.ChangeId, ClaimSides.None), ruling.Since ?? ruling.Effective);
        return new(
            area.Code, area.Name, area.NameAr, area.Level, ruling.Status, ruling.Controller is { } sole ? Named(sole) : null, [.. ruling.Controllers.Select(Named).Distinct()], [.. ruling.Challengers.Select(Named).Distinct()],
            [.. ruling.BesiegedBy.Select(Named).Distinct()], ruling.ClaimedBy is { } speaker ? Named(speaker) : null, ruling.Extent, ruling.Manner, since.From, since.At, since.Precision,
            // The last microsecond of a day is as good as its end.
            Certain: picture.At.AddMicroseconds(1) >= ruling.Effective.To, held.InheritedFrom is not null, held.InheritedFrom, AsReported.PublicId(stretch.ChangeId),
            All(ruling.ClaimsFor, claims.For), All(ruling.ClaimsAgainst, claims.Against), ruling.Grade, ruling.Rule,
            LastLook(head, held.InheritedFrom is { } above ? picture.Heads.GetValueOrDefault(above) : null), ruling.Demonstration, VersionOf(head, picture), Count(area, picture, Named), Reviews.Of(area, picture));

        string Named(string actor) => picture.Theatre.OnDay(actor, namesOn);
    }

    /// <summary>The version to name in <c>If-Match</c>: of the area as it is, not as it was.</summary>
    private static int? VersionOf(AreaHead? head, ControlPicture picture) => picture.Axes is { IsHead: true, Reported: null } ? head?.Version ?? 0 : null;

    /// <summary>A look at the whole of an area above is a look at this one too, as long as it has what that one has.</summary>
    private static DateTimeOffset? LastLook(AreaHead? own, AreaHead? above) => above?.ObservedAt > own?.ObservedAt || own?.ObservedAt is null ? above?.ObservedAt ?? own?.ObservedAt : own.ObservedAt;

    private static IReadOnlyList<string> All(IEnumerable<string> ruled, IEnumerable<string> later) => [.. ruled.Concat(later).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>Who holds what is decided below, as far as it is its own decision and later than any for the whole.</summary>
    private static IReadOnlyList<HolderCount> Count(Area area, ControlPicture picture, Func<string, string> named) =>
        [.. picture.Theatre.Below(area.Code).Select(picture.HeldAt).Where(held => held is { Stretch: not null, InheritedFrom: null })
            .GroupBy(held => held.Stretch!.Value.Controller is { } sole ? named(sole) : null)
            .Select(g => new HolderCount(g.Key, g.Count())).OrderByDescending(c => c.Count).ThenBy(c => c.Controller, StringComparer.Ordinal)];
}

/// <summary>How many areas below have this sole holder; null counts those without one.</summary>
public sealed record HolderCount(string? Controller, int Count);
