using System.Globalization;
using Territory.Contracts;
using Territory.Ledger.Exports;
using Territory.Theatres;

namespace Territory.Ledger.Changes;

/// <summary>
/// The public log in the columns and words of ACLED, for tools that read those. Nothing is overwritten: a correction or a
/// retraction is a row of its own whose notes name the change it replaces.
/// </summary>
internal static class AcledColumns
{
    public static readonly IReadOnlyList<Column<ToldEvent>> All =
    [
        new("event_id_cnty", "#meta+id", e => e.Change?.ChangeId ?? e.Event.Id),
        new("event_date", "#date+occurred", e => e.EffectiveFrom is { } from ? LocalTime.DayOf(from, e.Theatre.Zone).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : null),
        new("time_precision", "#meta+precision", e => TimePrecision(e.Change?.Precision ?? Precision.Day)),
        new("event_type", "#event+type", e => Kind(e).Type),
        new("sub_event_type", "#event+subtype", e => Kind(e).SubType),
        new("actor1", "#org+actor+to", e => Names(e, Takers(e))),
        new("actor2", "#org+actor+from", e => Names(e, Losers(e))),
        new("country", "#country+name", e => e.Theatre.Name),
        new("admin1", "#adm1+name", e => e.AreaOf(AreaLevel.Governorate)?.Name),
        new("admin2", "#adm2+name", e => e.AreaOf(AreaLevel.District)?.Name),
        new("location", "#loc+name", e => e.Change?.AreaName),
        new("source", "#meta+source", e => e.Change is { } change ? $"{change.DecidedBy}, {change.Rule}, grade {change.Grade}" : null),
        new("notes", "#description", Notes),
        new("timestamp", "#date+recorded", e => e.Event.Time.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)),
    ];

    /// <summary>1 the day is known, 2 the week, 3 the month or less.</summary>
    private static string TimePrecision(Precision precision) => precision switch
    {
        Precision.Week => "2",
        Precision.Month or Precision.Year => "3",
        _ => "1",
    };

    private static (string Type, string SubType) Kind(ToldEvent e) => e.Change switch
    {
        null => ("Strategic developments", "Change to group/activity"),
        _ when e.Event.Type == EventTypes.Retracted => ("Strategic developments", "Other"),
        { Status: ControlStatus.Contested } => ("Battles", "Armed clash"),
        // Which side is a government's is not ours to say: ACLED's two words for a taking by force need that.
        { Status: ControlStatus.Controlled, Manner: Manner.Force } => ("Battles", "Territory taken by force"),
        { Status: ControlStatus.Controlled, Manner: Manner.Unknown } => ("Strategic developments", "Other"),
        { Status: ControlStatus.Unknown } => ("Strategic developments", "Other"),
        _ => ("Strategic developments", "Non-violent transfer of territory"),
    };

    private static IEnumerable<string> Takers(ToldEvent e) => e.To is { } to ? [to] : e.Change is { Challengers: { Count: > 0 } challengers } ? challengers : e.Change?.Status == ControlStatus.Shared ? e.Change.Now.Controllers : [];

    private static IEnumerable<string> Losers(ToldEvent e) => e.From is { } from ? [from] : [];

    private static string Names(ToldEvent e, IEnumerable<string> codes) => string.Join("; ", codes.Select(code => e.Theatre.FindActor(code)?.Neutral ?? code));

    private static string Notes(ToldEvent e) => string.Join(" ", new[]
    {
        e.Change?.Demonstration == true ? "[Invented demonstration.]" : null,
        e.Summary is { } summary ? summary + "." : null,
        e.Change?.Replaces is { } replaced ? $"Replaces {replaced}." : null,
        e.Change?.Reason,
    }.OfType<string>());
}
