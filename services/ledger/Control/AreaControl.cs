using Territory.Contracts;
using Territory.Ledger.Areas;
using Territory.Theatres;

namespace Territory.Ledger.Control;

/// <summary>How one area is held, as the API tells it. Times UTC; <c>controller</c> is the sole one, otherwise null.</summary>
public sealed record AreaControl(
    string Area, string Name, string NameAr, AreaLevel Level, ControlStatus Status, string? Controller, IReadOnlyList<string> Controllers, IReadOnlyList<string> Challengers,
    IReadOnlyList<string> BesiegedBy, string? ClaimedBy, Extent? Extent, DateTimeOffset? Since, string? SinceAt, Precision? Precision, bool Certain, bool Inherited, string? InheritedFrom, string? ChangeId,
    IReadOnlyList<string> ClaimsFor, IReadOnlyList<string> ClaimsAgainst, Grade? Grade, string? Rule, DateTimeOffset? LastObservedAt, bool Demonstration, int Version, IReadOnlyList<HolderCount> Breakdown)
{
    /// <param name="namesOn">Actors go by the names they have on this local day: the day asked about, or today.</param>
    public static AreaControl Of(Area area, ControlPicture picture, DateOnly namesOn, ILookup<string, Area> below)
    {
        ArgumentNullException.ThrowIfNull(area);
        ArgumentNullException.ThrowIfNull(picture);
        var (at, rows, states) = (picture.At, picture.Rows, picture.States);
        var held = Held.At(area, at, states.GetValueOrDefault);
        var row = rows.GetValueOrDefault(area.Code);
        if (held.Standing is not { } standing)
            return new(area.Code, area.Name, area.NameAr, area.Level, ControlStatus.Unknown, null, [], [], [], null, null, null, null, null, true, false, null, null, [], [], null, null, row?.LastObservedAt, false, row?.Version ?? 0, Count(area, at, states, below, Named));
        var ruling = standing.Ruling;
        var deciding = rows[held.InheritedFrom ?? area.Code];
        return new(
            area.Code, area.Name, area.NameAr, area.Level, ruling.Status, ruling.Controller is { } sole ? Named(sole) : null, [.. ruling.Controllers.Select(Named).Distinct()], [.. ruling.Challengers.Select(Named).Distinct()],
            [], ruling.ClaimedBy is { } speaker ? Named(speaker) : null, ruling.Extent, ruling.Effective.From, ruling.Effective.At, ruling.Effective.Precision,
            // The last microsecond of a day is as good as its end.
            Certain: at.AddMicroseconds(1) >= ruling.Effective.To, held.InheritedFrom is not null, held.InheritedFrom, IdOrNull(standing.ChangeId),
            Claims(ruling.ClaimsFor, deciding.Supporting, standing.ChangeId), Claims(ruling.ClaimsAgainst, deciding.Opposing, standing.ChangeId), ruling.Grade, ruling.Rule,
            deciding.LastObservedAt, ruling.Demonstration, row?.Version ?? 0, Count(area, at, states, below, Named));

        string Named(string actor) => picture.Theatre.OnDay(actor, namesOn);
    }

    /// <summary>A decision asked for on the analyst's axis may never have been taken: it then has no id.</summary>
    private static string? IdOrNull(string changeId) => changeId.Length == 0 ? null : changeId;

    private static IReadOnlyList<string> Claims(IEnumerable<string> ruled, IReadOnlyDictionary<string, IReadOnlyList<string>> later, string changeId) =>
        [.. ruled.Concat(later.GetValueOrDefault(changeId) ?? []).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>Who holds what is decided below, as far as it is its own decision and later than any for the whole.</summary>
    private static IReadOnlyList<HolderCount> Count(Area area, DateTimeOffset at, IReadOnlyDictionary<string, AreaState> states, ILookup<string, Area> below, Func<string, string> named) =>
        [.. below[area.Code].Select(b => Held.At(b, at, states.GetValueOrDefault)).Where(h => h is { Standing: not null, InheritedFrom: null })
            .GroupBy(h => h.Standing!.Ruling.Controller is { } sole ? named(sole) : null)
            .Select(g => new HolderCount(g.Key, g.Count())).OrderByDescending(c => c.Count).ThenBy(c => c.Controller, StringComparer.Ordinal)];
}

/// <summary>How many areas below have this sole holder; null counts those without one.</summary>
public sealed record HolderCount(string? Controller, int Count);
