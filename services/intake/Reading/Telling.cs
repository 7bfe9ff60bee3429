using Territory.Contracts;

namespace Territory.Intake.Reading;

/// <summary>What every finding of a sentence has in common: its date, who passed it on, its words.</summary>
internal sealed class Telling(Sentence s, List<DateMention> dates, string original)
{
    private const int Reach = 32;

    private readonly IReadOnlyList<string> via = Speech.Via(s, original);

    /// <summary>The day the sentence speaks of, when it names one: whom a name means depends on it.</summary>
    public DateOnly? Day { get; } = dates.Where(d => !d.Coming && (d.Distant || d.Time.Precision == Precision.Day)).Select(d => (DateTimeOffset?)d.Time.To).FirstOrDefault() is { } end
        ? DateOnly.FromDateTime(end.AddHours(-12).UtcDateTime) : null;

    public Finding Of(Place place, Mood mood, ClaimKind kind, int trigger, int actor) => new()
    {
        Place = place,
        Kind = mood switch
        {
            Mood.Denied => ClaimKind.Denial,
            Mood.Attempted => ClaimKind.Attempt,
            Mood.Background => ClaimKind.Background,
            _ => kind == ClaimKind.Change && place.Partly ? ClaimKind.Partial : kind,
        },
        Effective = Date(trigger, mood),
        Via = via,
        Confidence = 0,
        Rule = "",
        Spans = actor >= 0 ? [s[trigger].Span, place.Span, s[actor].Span] : [s[trigger].Span, place.Span],
    };

    // The nearest date of the clause, else of what stands around it.
    private EffectiveTime? Date(int trigger, Mood mood)
    {
        DateMention? nearest = null;
        foreach (var date in dates)
        {
            if (date.Coming || (date.Distant && mood == Mood.Asserted) || (!s.SameClause(date.At, trigger) && Math.Abs(date.At - trigger) > Reach)) continue;
            if (nearest is null || Weight(date, trigger) < Weight(nearest.Value, trigger)) nearest = date;
        }
        return nearest?.Time;
    }

    private int Weight(DateMention date, int trigger) => Math.Abs(date.At - trigger) + (s.SameClause(date.At, trigger) ? 0 : Reach);
}
