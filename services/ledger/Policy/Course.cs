using System.Collections.Immutable;
using Territory.Ledger.Areas;
using Territory.Theatres;

namespace Territory.Ledger.Policy;

/// <summary>What holds at an instant, in the names of that day, and whose decision it is: a finding of this walk, one that stands, or one from above.</summary>
internal sealed record Holding(Ruling? Ruling, int? Finding, string? Standing);

/// <summary>
/// The timeline as far as the walk has come: what stands whatever it finds, which are decisions of persons and imports and the
/// policy's own of times it does not walk through, and what it found so far.
/// </summary>
internal sealed class Course(Timeline standing, Func<DateTimeOffset, WideChange?> above, Theatre theatre)
{
    private readonly List<Ruling> findings = [];

    public ImmutableArray<Finding> Findings => [.. findings.Select(r => new Finding(r))];

    /// <summary>The person's or import's decision that takes effect at just that instant.</summary>
    public Standing? GivenAt(DateTimeOffset at) => standing.At(at) is { } last && last.Ruling.Effective.From == at ? last : null;

    /// <summary>When persons and imports decided something, both ends within.</summary>
    public IEnumerable<DateTimeOffset> GivenWithin(DateTimeOffset from, DateTimeOffset to) => standing.Within(from, to).Select(s => s.Ruling.Effective.From);

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
        var last = LastOwn(at);
        if (above(at) is { } wide && !(last.Ruling?.Effective.From >= wide.Since)) return new(wide.Ruling is { } wider ? ByNamesOf(at, wider) : null, null, null);
        return last.Ruling is { } own ? last with { Ruling = ByNamesOf(at, own) } : last;
    }

    /// <summary>What was decided last for the area itself, superseded or not, as it was said.</summary>
    public Holding LastOwn(DateTimeOffset at)
    {
        var (last, finding) = (standing.At(at), findings.FindLastIndex(r => r.Effective.From <= at));
        return finding >= 0 && (last is null || findings[finding].Effective.From > last.Ruling.Effective.From) ? new(findings[finding], finding, null) : new(last?.Ruling, null, last?.ChangeId);
    }

    /// <summary>What held just before an instant.</summary>
    public Ruling? HeldBefore(DateTimeOffset at) => HeldAt(at.AddTicks(-1)).Ruling;

    /// <summary>What an actor held, its successor holds: no change of control.</summary>
    private Ruling ByNamesOf(DateTimeOffset at, Ruling ruling)
    {
        // Hardly anybody goes on as somebody else, and this is asked at every telling.
        if (!ruling.Controllers.Any(theatre.GoesOn) && !ruling.Challengers.Any(theatre.GoesOn) && !ruling.BesiegedBy.Any(theatre.GoesOn)) return ruling;
        var day = LocalTime.DayOf(at, theatre.Zone);
        return ruling with { Controllers = OnDay(ruling.Controllers), Challengers = OnDay(ruling.Challengers), BesiegedBy = OnDay(ruling.BesiegedBy) };

        ImmutableArray<string> OnDay(ImmutableArray<string> actors) => [.. actors.Select(a => theatre.OnDay(a, day)).Distinct()];
    }
}
