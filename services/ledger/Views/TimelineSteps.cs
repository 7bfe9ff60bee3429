using Territory.Ledger.Areas;
using Territory.Ledger.Control;

namespace Territory.Ledger.Views;

/// <summary>What stood before and no longer does, from a position on.</summary>
public sealed record Closed<TKey>(string Area, TKey Key, long Position);

/// <summary>What stands from a position on, and until which if the same steps ended it again.</summary>
public sealed record Opened<TRow>(string Area, TRow Row, long KnownFrom)
{
    public long KnownTo { get; set; } = TimelineTable.Open;
}

/// <summary>What some steps change in the view of timelines: a pure function of the states before and after them.</summary>
internal sealed class TimelineSteps
{
    private readonly Ends<DateTimeOffset, Stretch> stretches = new();
    private readonly Ends<string, Side> answers = new();
    private readonly List<(string, Standing, long)> standings = [];

    public IReadOnlyList<Closed<DateTimeOffset>> StretchesClosed => stretches.Closed;
    public IReadOnlyList<Opened<Stretch>> StretchesOpened => stretches.Opened;
    public IReadOnlyList<Closed<string>> AnswersClosed => answers.Closed;
    public IReadOnlyList<Opened<Side>> AnswersOpened => answers.Opened;
    /// <summary>Decisions as they stand from a position on: their own, or one at which they came to rest on other grounds.</summary>
    public IReadOnlyList<(string Area, Standing Standing, long KnownFrom)> Standings => standings;

    public static TimelineSteps Of(IReadOnlyList<ViewStep> steps)
    {
        var all = new TimelineSteps();
        foreach (var step in steps) all.Add(step);
        return all;
    }

    public void Add(ViewStep step)
    {
        Decide(step);
        Answer(step);
    }

    private void Decide(ViewStep step)
    {
        if (step.Before.Timeline == step.After.Timeline) return;
        var (gone, come) = Stretch.Difference(step.Before.Timeline, step.After.Timeline);
        foreach (var stretch in gone) stretches.Close(step.Area, stretch.From, step.Position);
        foreach (var stretch in come) stretches.Open(step.Area, stretch.From, stretch, step.Position);
        var supported = (step.Event as ChangeSupported)?.ChangeId;
        // From the first that is not the same to the last: to look at all of a long timeline at every event costs a rebuild most of its time.
        var same = Timeline.SharedStart(step.Before.Timeline, step.After.Timeline);
        var end = step.After.Timeline.Length - Timeline.SharedEnd(step.Before.Timeline, step.After.Timeline, same);
        for (var i = same; i < end; i++)
            if (step.After.Timeline[i] is var s && (s.Position == step.Position || s.ChangeId == supported)) standings.Add((step.Area, s, step.Position));
    }

    private void Answer(ViewStep step)
    {
        var claim = step.Event switch { ClaimRecorded e => e.Claim.Id, ClaimInShort e => e.ClaimId, ClaimReassessed e => e.ClaimId, _ => null };
        if (claim is null) return;
        var (before, after) = (SideOf(step.Before, claim), SideOf(step.After, claim));
        if (before == after) return;
        if (before is not null) answers.Close(step.Area, claim, step.Position);
        if (after is not null) answers.Open(step.Area, claim, after, step.Position);
    }

    private static Side? SideOf(AreaState state, string claim) =>
        state.Answers.GetValueOrDefault(claim)?.Decision is { } decision && Side.Supports(decision) is { } supports ? new(claim, decision.ChangeId!, supports) : null;

    /// <summary>Rows opened and closed, by area and key; a row both opened and closed here is written once, with both ends.</summary>
    private sealed class Ends<TKey, TRow> where TKey : notnull
    {
        private readonly Dictionary<(string, TKey), Opened<TRow>> standing = [];
        public List<Closed<TKey>> Closed { get; } = [];
        public List<Opened<TRow>> Opened { get; } = [];

        public void Close(string area, TKey key, long position)
        {
            if (standing.Remove((area, key), out var row)) row.KnownTo = position;
            else Closed.Add(new(area, key, position));
        }

        public void Open(string area, TKey key, TRow row, long position)
        {
            standing[(area, key)] = new(area, row, position);
            Opened.Add(standing[(area, key)]);
        }
    }
}
