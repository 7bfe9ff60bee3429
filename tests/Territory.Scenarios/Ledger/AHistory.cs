using Territory.Contracts;
using Territory.Ledger.Areas;
using Territory.Theatres;

namespace Territory.Scenarios.Ledger;

/// <summary>Recorded at random: claims, decisions of persons, corrections, retractions and observations, late and early, of areas above and below each other.</summary>
/// <param name="prefix">Begins every id: a second history in the same ledger has ids of its own.</param>
internal sealed class AHistory(AreaDoor door, HandClock clock, int seed, string prefix = "")
{
    public static readonly Theatre Theatre = TheatrePacks.LoadAll().Single(t => t.Id == "syria") with { Successions = [] };
    public static readonly string[] Areas = ["SY12", "SY1200", "C5993", "SY1203", "SY03", "SY0301"];
    public static readonly DateTimeOffset Begin = new(2024, 11, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly string[] Actors = ["GOV_ASSAD", "OPP", "SDF", "ISIS"];
    private readonly Random random = new(seed);
    private int ids;

    public async Task RecordAsync(int times)
    {
        for (var i = 0; i < times; i++)
        {
            // Now and then several things are recorded at one and the same time.
            if (random.Next(4) > 0) clock.Move(TimeSpan.FromMinutes(random.Next(1, 600)));
            var areas = Areas.Where(_ => random.Next(3) == 0).DefaultIfEmpty(Any(Areas)).ToArray();
            await door.DecideAsync(Theatre, areas, view => random.Next(4) switch
            {
                0 => RecordClaim.Decide(view, [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => AClaim(view.Area.Code))]),
                1 when view.State.Timeline.Length > 0 => [Revision(view.State)],
                2 => [new ObservationRecorded(Theatre.Id, new($"{prefix}obs{ids++}", ADay(), random.Next(2) == 0 ? null : Any(Actors), Reported(), "a desk", AGrade(), "person:test"))],
                _ => [.. Enumerable.Range(0, random.Next(1, 3)).Select(_ => new ChangeDecided(Theatre.Id, $"{prefix}chg{ids++}", ARuling()))],
            }, CancellationToken.None);
        }
    }

    private object Revision(AreaState state)
    {
        var old = state.Timeline[random.Next(state.Timeline.Length)];
        return random.Next(2) == 0
            ? new ChangeCorrected(Theatre.Id, $"{prefix}chg{ids++}", old.ChangeId, ARuling(), "better known")
            : new ChangeRetracted(Theatre.Id, $"{prefix}chg{ids++}", old.ChangeId, "person:test", Reported(), "it was not so");
    }

    private Ruling ARuling()
    {
        var (status, extent) = (Any(ControlStatus.Controlled, ControlStatus.Controlled, ControlStatus.Contested, ControlStatus.Withdrawn), Any(Extent.Whole, Extent.Whole, Extent.Most));
        return new(status, status == ControlStatus.Withdrawn ? [] : [Any(Actors)], status == ControlStatus.Contested ? [Any(Actors)] : [], null, null, extent, Manner.Unknown,
            ADay(), Reported(), AGrade(), "person", "person:test", [], [], null, false);
    }

    private KnownClaim AClaim(string area)
    {
        var id = $"{prefix}claim{ids++}";
        return new(id, area, null, Any(Actors), Any(ClaimKind.Change, ClaimKind.Change, ClaimKind.Partial, ClaimKind.Denial), ControlStatus.Controlled, Extent.Whole, Manner.Unknown, ADay(), Reported(),
            null, [], false, true, 0.9, "test", AGrade(), "source " + id, "owner " + random.Next(3), true, false, null, "report of " + id, [], false);
    }

    private EffectiveTime ADay() => LocalTime.OfDay(DateOnly.FromDateTime(Begin.AddDays(random.Next(0, 30)).Date), Theatre.Zone, DateBasis.Text);

    private DateTimeOffset Reported() => Begin.AddDays(random.Next(0, 40)).AddHours(random.Next(24));

    private Grade AGrade() => Grade.Parse(Any("A1", "B2", "C3", "D4"));

    private T Any<T>(params T[] values) => values[random.Next(values.Length)];
}
