using Territory.Contracts;
using Territory.Theatres;

namespace Territory.Ledger.Imports;

/// <summary>What the rows of one import are read with: the theatre, the last moment that is not the future, and the words met so far.</summary>
internal sealed class ImportTerms(Theatre theatre, DateTimeOffset now)
{
    /// <summary>As for claims on the bus and for persons.</summary>
    public const int EarliestYear = 1900;
    private const int MostRemembered = 20_000;
    private readonly Dictionary<string, AreaFound> areas = [];
    private readonly Dictionary<string, EffectiveTime?> dates = [];

    public Theatre Theatre => theatre;
    public DateTimeOffset Latest { get; } = now > DateTimeOffset.MaxValue - LocalTime.MostAhead ? DateTimeOffset.MaxValue : now + LocalTime.MostAhead;

    public DateTimeOffset Now => Latest - LocalTime.MostAhead;

    /// <summary>Rows of a theatre that were checked when they were staged: time has gone on since.</summary>
    public static ImportTerms Checked(Theatre theatre) => new(theatre, DateTimeOffset.MaxValue);

    public AreaFound FindArea(string text) => Remember(areas, text, () => AreaSearch.Find(theatre, text));

    public EffectiveTime? FindDate(string text) => Remember(dates, text, () => LocalTime.TryParse(text, theatre.Zone, DateBasis.Analyst, out var time) ? time : null);

    // A million rows name the same few thousand areas and days.
    private static T Remember<T>(Dictionary<string, T> met, string text, Func<T> find)
    {
        if (met.TryGetValue(text, out var known)) return known;
        if (met.Count >= MostRemembered) met.Clear();
        return met[text] = find();
    }
}
