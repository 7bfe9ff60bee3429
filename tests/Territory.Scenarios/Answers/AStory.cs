using Territory.Contracts;
using Territory.Ledger.Areas;
using Territory.Scenarios.Ledger;
using Territory.Theatres;

namespace Territory.Scenarios.Answers;

/// <summary>Five days in one governorate: taken, dated better, told of late, told wrongly, and taken back.</summary>
internal sealed class AStory(AreaDoor door, HandClock clock)
{
    public const string Hidden = "Abu Hidden";
    public static readonly DateTimeOffset Begin = new(2024, 12, 6, 6, 0, 0, TimeSpan.Zero);

    /// <summary>The last position of each step.</summary>
    public Dictionary<string, long> Steps { get; } = [];

    public async Task RecordAsync()
    {
        await StepAsync("held", "SY12", _ => [new ChangeDecided(Id, "chg-held", Ruling("GOV_ASSAD", "2024-11-01"))]);
        await StepAsync("taken", "SY12", view => [new ClaimRecorded(Id, Claim(), new("decided", "v1/decides-alone", ChangeId: "chg-taken")), new ChangeDecided(Id, "chg-taken", Ruling("OPP", "2024-12-07"))]);
        await StepAsync("late", "C5993", _ => [new ChangeDecided(Id, "chg-late", Ruling("OPP", "2024-11-20"))]);
        await StepAsync("corrected", "SY12", _ => [new ChangeCorrected(Id, "chg-better", "chg-taken", Ruling("OPP", "2024-12-06"), "=Better <dated>, so")]);
        await StepAsync("contested", "SY03", _ => [new ChangeDecided(Id, "chg-open", Ruling("GOV_ASSAD", "2024-12-08") with { Status = ControlStatus.Contested, Challengers = ["OPP"], BesiegedBy = ["OPP"] })]);
        await StepAsync("retracted", "SY12", _ => [new ChangeRetracted(Id, "chg-gone", "chg-better", "person:test", clock.GetUtcNow(), "It was not so.")]);
    }

    private static string Id => AHistory.Theatre.Id;

    private async Task StepAsync(string name, string area, Func<AreaInView, IReadOnlyList<object>> decide)
    {
        clock.Move(TimeSpan.FromHours(20));
        Steps[name] = (await door.DecideAsync(AHistory.Theatre, [area], decide, CancellationToken.None))[^1].Event.Sequence;
    }

    private Ruling Ruling(string actor, string day) => new(
        ControlStatus.Controlled, [actor], [], null, null, Extent.Whole, Manner.Force, Day(day), clock.GetUtcNow(), Grade.Parse("B2"), "person", "person:test", [], [], null, false);

    private KnownClaim Claim() => new(
        "claim-1", "SY12", null, "OPP", ClaimKind.Change, ControlStatus.Controlled, Extent.Whole, Manner.Force, Day("2024-12-07"), clock.GetUtcNow(), null, [], false, true, 0.9, "test", Grade.Parse("B2"),
        Hidden, Hidden, false, Restricted: true, null, "report-1", [], false);

    private static EffectiveTime Day(string day) => LocalTime.OfDay(DateOnly.ParseExact(day, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), AHistory.Theatre.Zone, DateBasis.Text);
}
