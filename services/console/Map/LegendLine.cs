using Territory.Contracts;
using Territory.OperationsConsole.Api;
using Territory.Theatres;

namespace Territory.OperationsConsole.Map;

/// <summary>A line of the legend: what a fill on this very map means, or with <paramref name="Ring"/> a ring of that colour around one.</summary>
public sealed record LegendLine(string Name, string NameAr, AreaFill Fill, string? Ring = null)
{
    /// <summary>The actors seen, those who hold most first, then the other ways of holding that are seen.</summary>
    public static IReadOnlyList<LegendLine> Of(IReadOnlyList<AreaControl> shown, Theatre theatre)
    {
        ArgumentNullException.ThrowIfNull(shown);
        ArgumentNullException.ThrowIfNull(theatre);
        var actors = shown.SelectMany(a => a.Controllers.Concat(a.Challengers)).GroupBy(code => code)
            .OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal).Select(g => Actor(g.Key, theatre));
        var others = shown.Where(a => a.Status != ControlStatus.Controlled).GroupBy(a => a.Status).OrderBy(g => g.Key == ControlStatus.Unknown).ThenBy(g => g.Key)
            .Select(g => Status(g.Key, AreaFill.Of(g.Key, g.First().Controllers, g.First().Challengers, theatre), theatre));
        var besieged = shown.FirstOrDefault(a => a.BesiegedBy is { Count: > 0 });
        return [.. actors, .. others, .. besieged is null ? [] : new[] { Siege(besieged, theatre) }];
    }

    private static LegendLine Siege(AreaControl besieged, Theatre theatre)
    {
        var (fill, ring) = (AreaFill.Of(besieged.Status, besieged.Controllers, besieged.Challengers, theatre), AreaFill.Ring(besieged.BesiegedBy!, theatre));
        return theatre.Legend.FirstOrDefault(l => l.Key == LegendEntry.Besieged) is { } entry ? new(entry.Name, entry.NameAr, fill, ring) : new(LegendEntry.Besieged, "", fill, ring);
    }

    private static LegendLine Actor(string code, Theatre theatre)
    {
        var fill = AreaFill.Of(ControlStatus.Controlled, [code], [], theatre);
        if (theatre.Legend.FirstOrDefault(l => l.Key == code) is { } entry) return new(entry.Name, entry.NameAr, fill);
        return theatre.FindActor(code) is { } actor ? new(actor.Neutral, actor.NeutralAr, fill) : new(code, code, fill);
    }

    private static LegendLine Status(ControlStatus status, AreaFill fill, Theatre theatre) =>
        theatre.Legend.FirstOrDefault(l => l.Key == AreaFill.Word(status)) is { } entry ? new(entry.Name, entry.NameAr, fill) : new(AreaFill.Word(status), "", fill);
}
