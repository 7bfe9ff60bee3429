using Territory.Contracts;
using Territory.Ledger.Areas;
using Territory.Scenarios.Ledger;
using Territory.Theatres;

namespace Territory.Bench.AsOf;

/// <summary>Decisions about random days of ten years, as they would be imported, one in ten a correction or a retraction of an earlier one.</summary>
internal sealed class RandomHistory(AreaDoor door, Theatre theatre, HandClock clock, int seed)
{
    private const int Together = 500;
    private static readonly DateTimeOffset Begin = new(2014, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly Random random = new(seed);
    private readonly string[] actors = [.. theatre.Actors.Take(5).Select(a => a.Code)];
    private readonly HashSet<string> corrected = [];
    private int made;

    public static DateTimeOffset ATime(Random random) => Begin.AddMinutes(random.Next(10 * 366 * 24 * 60));

    public async Task RecordAsync(string[] areas, int changes)
    {
        // A few areas in each transaction, so that few states have to be loaded for it.
        for (var (done, next) = (0, 0); done < changes; done += Together, next++)
        {
            var some = Enumerable.Range(0, Math.Min(4, areas.Length)).Select(i => areas[(next * 4 + i) % areas.Length]).Distinct().ToArray();
            clock.Move(TimeSpan.FromSeconds(1));
            await door.DecideAsync(theatre, some, view => [.. Enumerable.Range(0, Math.Min(Together, changes - done) / some.Length).Select(_ => AnEvent(view.State))], CancellationToken.None);
        }
    }

    private object AnEvent(AreaState state)
    {
        var id = $"chg_{++made}";
        if (state.Timeline.Length == 0 || random.Next(10) > 0) return new ChangeDecided(theatre.Id, id, ARuling());
        var old = state.Timeline[random.Next(state.Timeline.Length)];
        if (!corrected.Add(old.ChangeId)) return new ChangeDecided(theatre.Id, id, ARuling());
        return new ChangeCorrected(theatre.Id, id, old.ChangeId, ARuling(), "better known");
    }

    private Ruling ARuling()
    {
        var contested = random.Next(4) == 0;
        var effective = LocalTime.OfDay(DateOnly.FromDateTime(Begin.AddDays(random.Next(3650)).Date), theatre.Zone, DateBasis.Analyst) is var day && random.Next(2) == 0
            ? day
            : day with { Precision = Precision.Minute, From = day.From.AddMinutes(random.Next(1440)), To = day.To };
        return new(contested ? ControlStatus.Contested : ControlStatus.Controlled, [actors[random.Next(actors.Length)]], contested ? [actors[random.Next(actors.Length)]] : [], null, null,
            random.Next(3) == 0 ? Extent.Most : Extent.Whole, Manner.Force, effective, effective.From, new('C', 3), "import", "import:bench", [], [], null, false);
    }
}
