using System.Collections.Immutable;
using Territory.Ledger.Areas;
using Territory.Theatres;

namespace Territory.Ledger.Policy;

/// <summary>What holds at an instant, in the names of that day, and whose decision it is: a finding of this walk, a person's, or one from above.</summary>
internal sealed record Holding(Ruling? Ruling, int? Finding, string? Standing);

/// <summary>The timeline as far as the walk has come: what persons and imports decided, and what was found so far.</summary>
internal sealed class Course(IEnumerable<Standing> given, Func<DateTimeOffset, WideChange?> above, Theatre theatre)
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

    /// <summary>A later change of the whole of an area above supersedes what was decided for the area itself; of the same time, its own is the closer word.</summary>
    public Holding HeldAt(DateTimeOffset at)
    {
        var (person, finding) = (LastGiven(at), findings.FindLastIndex(r => r.Effective.From <= at));
        var found = finding >= 0 && (person is null || findings[finding].Effective.From > person.Ruling.Effective.From);
        var own = found ? findings[finding] : person?.Ruling;
        if (above(at) is { } wide && !(own?.Effective.From >= wide.Since)) return new(wide.Ruling is { } wider ? ByNamesOf(at, wider) : null, null, null);
        return own is null ? new(null, null, null) : found ? new(ByNamesOf(at, own), finding, null) : new(ByNamesOf(at, own), null, person!.ChangeId);
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
