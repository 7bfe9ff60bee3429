using System.Collections.Immutable;
using Territory.Ledger.Areas;
using Territory.Theatres;

namespace Territory.Ledger.Policy;

/// <summary>What holds at an instant, in the names of that day, and whose decision it is: a finding of this walk, a person's, or one from above.</summary>
internal sealed record Holding(Ruling? Ruling, int? Finding, string? Standing);

/// <summary>The timeline as far as the walk has come: what persons and imports decided, and what was found so far.</summary>
internal sealed class Course(IEnumerable<Standing> given, Func<DateTimeOffset, Ruling?> above, Theatre theatre)
{
    private readonly Standing[] given = [.. given.OrderBy(s => s.Ruling.Effective.From).ThenBy(s => s.Position)];
    private readonly List<Ruling> findings = [];

    public ImmutableArray<Finding> Findings => [.. findings.Select(r => new Finding(r))];

    /// <summary>The person's or import's decision that takes effect at just that instant.</summary>
    public Standing? GivenAt(DateTimeOffset at) => LastGiven(at) is { } last && last.Ruling.Effective.From == at ? last : null;

    /// <summary>The finding that takes effect at just that instant: there is at most one.</summary>
    public int? FindingAt(DateTimeOffset at) => findings.FindLastIndex(r => r.Effective.From <= at) is var last and >= 0 && findings[last].Effective.From == at ? last : null;

    public Ruling this[int finding] { get => findings[finding]; set => findings[finding] = value; }

    public int Add(Ruling ruling)
    {
        findings.Add(ruling);
        return findings.Count - 1;
    }

    /// <remarks>What is above is asked only before the first decision of the area's own; who assesses areas below anew relies on it.</remarks>
    public Holding HeldAt(DateTimeOffset at)
    {
        var person = LastGiven(at);
        var own = findings.FindLastIndex(r => r.Effective.From <= at);
        if (own >= 0 && (person is null || findings[own].Effective.From > person.Ruling.Effective.From)) return new(ByNamesOf(at, findings[own]), own, null);
        return person is not null ? new(ByNamesOf(at, person.Ruling), null, person.ChangeId) : new(above(at) is { } wider ? ByNamesOf(at, wider) : null, null, null);
    }

    /// <summary>What held just before an instant.</summary>
    public Ruling? HeldBefore(DateTimeOffset at) => HeldAt(at.AddTicks(-1)).Ruling;

    private Standing? LastGiven(DateTimeOffset at)
    {
        var (before, after) = (0, given.Length);
        while (before < after)
        {
            var middle = (before + after) / 2;
            if (given[middle].Ruling.Effective.From <= at) before = middle + 1;
            else after = middle;
        }
        return before == 0 ? null : given[before - 1];
    }

    /// <summary>What an actor held, its successor holds: no change of control.</summary>
    private Ruling ByNamesOf(DateTimeOffset at, Ruling ruling)
    {
        // Hardly anybody goes on as somebody else, and this is asked of every claim of an area at every decision about it.
        if (!ruling.Controllers.Any(theatre.GoesOn) && !ruling.Challengers.Any(theatre.GoesOn) && !ruling.BesiegedBy.Any(theatre.GoesOn)) return ruling;
        var day = LocalTime.DayOf(at, theatre.Zone);
        return ruling with { Controllers = OnDay(ruling.Controllers), Challengers = OnDay(ruling.Challengers), BesiegedBy = OnDay(ruling.BesiegedBy) };

        ImmutableArray<string> OnDay(ImmutableArray<string> actors) => [.. actors.Select(a => theatre.OnDay(a, day)).Distinct()];
    }
}
