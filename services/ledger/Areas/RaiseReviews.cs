using System.Security.Cryptography;
using System.Text;
using Territory.Contracts;
using Territory.Ledger.Control;
using Territory.Ledger.Policy;
using Territory.Theatres;

namespace Territory.Ledger.Areas;

/// <summary>
/// Decision: what a person should look at once something was recorded, minus what is open already. A function of what is known
/// and decided, so that it does not matter what came first; what is no longer so is settled, what a person let be stays so.
/// </summary>
internal static class RaiseReviews
{
    /// <param name="before">The area before the events.</param>
    /// <param name="after">And after them.</param>
    /// <param name="events">What is recorded of it.</param>
    /// <param name="concerned">What is above it changed.</param>
    /// <param name="held">Who holds it at an instant, by its own decisions and those above it.</param>
    /// <param name="theatre">For codes and names.</param>
    public static IReadOnlyList<object> Decide(AreaState before, AreaState after, IReadOnlyList<object> events, bool concerned, Func<DateTimeOffset, Ruling?> held, Theatre theatre)
    {
        var raised = new List<object>();
        foreach (var (kind, subject, reason) in Claims(events).Concat(Observations(before, after, events, concerned, held, theatre)))
        {
            var id = Id(theatre.Id, after.Area, kind, subject);
            var known = after.Reviews.GetValueOrDefault(id);
            if (reason is null && known is { State: ReviewState.Open }) raised.Add(new ReviewSettled(theatre.Id, id));
            if (reason is not null && known?.State != ReviewState.Dismissed && (known?.State != ReviewState.Open || known.Reason != reason)) raised.Add(new ReviewRaised(theatre.Id, id, kind, subject, reason));
        }
        return raised;
    }

    /// <summary>The same thing to look at always has the same id.</summary>
    public static string Id(string theatre, string area, ReviewKind kind, string subject) =>
        "rev_" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{theatre}/{area}/{kind}/{subject}")).AsSpan(0, 10));

    /// <summary>A claim that leads to nothing any more, by a person's word, needs no look.</summary>
    private static IEnumerable<(ReviewKind, string, string?)> Claims(IEnumerable<object> events) => events
        .Select(e => e switch { ClaimRecorded c => (c.Claim.Id, c.Decision), ClaimReassessed c => (Id: c.ClaimId, c.Decision), _ => (Id: "", Decision: (ClaimDecision?)null) })
        .Where(c => c.Decision is not null).GroupBy(c => c.Id).Select(c => (ReviewKind.Validity, c.Key, c.Last().Decision is { Rule: not Walk.PersonOverruled } decision ? decision.Warning : null));

    private static IEnumerable<(ReviewKind, string, string?)> Observations(AreaState before, AreaState after, IReadOnlyList<object> events, bool concerned, Func<DateTimeOffset, Ruling?> held, Theatre theatre)
    {
        if (after.Observations.IsEmpty) return [];
        var fresh = events.OfType<ObservationRecorded>().Select(e => e.Observation.Id).ToHashSet();
        var since = concerned ? DateTimeOffset.MinValue : ChangedSince(before, after);
        return after.Observations.Values.Where(o => o.HeldBy is not null && (o.At >= since || fresh.Contains(o.Id))).OrderBy(o => o.Id, StringComparer.Ordinal)
            .Select(o => (ReviewKind.Observation, o.Id, Contradiction(o, held, after.Area, theatre)));
    }

    /// <summary>From when on the area may be held otherwise than before.</summary>
    private static DateTimeOffset ChangedSince(AreaState before, AreaState after)
    {
        if (before.Timeline == after.Timeline) return DateTimeOffset.MaxValue;
        var (gone, come) = Stretch.Difference(before.Timeline, after.Timeline);
        return gone.Concat(come).Select(s => s.From).DefaultIfEmpty(DateTimeOffset.MaxValue).Min();
    }

    /// <summary>Somebody watched until some moment of a day or a month: whoever held it at its beginning or just before its end may have been seen.</summary>
    private static string? Contradiction(Observation look, Func<DateTimeOffset, Ruling?> held, string area, Theatre theatre)
    {
        var last = look.At > look.Until.From ? look.At.AddTicks(-1) : look.At;
        return Contradiction(look, look.Until.From, held(look.Until.From), area, theatre) is null ? null : Contradiction(look, last, held(last), area, theatre);
    }

    private static string? Contradiction(Observation look, DateTimeOffset at, Ruling? held, string area, Theatre theatre)
    {
        var day = LocalTime.DayOf(at, theatre.Zone);
        var seen = theatre.OnDay(look.HeldBy!, day);
        if (held is not { Status: ControlStatus.Controlled or ControlStatus.Shared or ControlStatus.Withdrawn } || held.Controllers.Any(c => theatre.SameSide(theatre.OnDay(c, day), seen))) return null;
        var told = held.Controllers.IsEmpty ? "left by whoever held it" : "held by " + string.Join(" and ", held.Controllers);
        return $"By {look.Id} {area} was still held by {look.HeldBy} at {look.Until.At}, and by what is decided it was {told} then.";
    }
}
