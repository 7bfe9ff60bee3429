using Shouldly;
using Territory.Contracts;
using Territory.Hosting.Http;
using Territory.Ledger.Areas;
using Territory.Theatres;

namespace Territory.Tests.Ledger;

/// <summary>Given events, when claims are recorded, then exactly these decisions: strict in what and in order.</summary>
internal sealed class AreaScenario(string areaCode)
{
    public static readonly Theatre Syria = TheatrePacks.LoadAll().Single(t => t.Id == "syria");
    private readonly Area area = Syria.FindArea(areaCode)!;
    private readonly List<object> all = [];
    private IReadOnlyList<object>? last;

    public AreaState State { get; private set; } = new(areaCode);

    /// <summary>Every event up to here.</summary>
    public IReadOnlyList<object> Events => all;

    public AreaScenario GivenHeldBy(string actor, string since, Extent extent = Extent.Whole) =>
        Given(new ChangeDecided(Syria.Id, $"import:{actor}:{since}", new Ruling(
            ControlStatus.Controlled, [actor], [], null, null, extent, Manner.Unknown, Day(since), Day(since).From, Grade.Parse("C2"), "import", ChronologyRow.DecidedBy, [], [], null, false)));

    public AreaScenario Given(params object[] events)
    {
        foreach (var e in events) State = State.Fold(e, State.Version + 1, DateTimeOffset.UnixEpoch);
        all.AddRange(events);
        return this;
    }

    public AreaScenario When(params KnownClaim[] claims)
    {
        last = RecordClaim.Decide(new(area, State, _ => null) { Theatre = Syria }, claims);
        return Given([.. last]);
    }

    public AreaScenario WhenDecided(string key, PersonsWord word, int? ifVersion = null, string? fingerprint = null) => Judge(view => DecideChange.Decide(view, word, null, Asked(key, ifVersion, fingerprint), Syria));

    public AreaScenario WhenCorrected(string changeId, string key, PersonsWord word) => Judge(view => CorrectChange.Decide(view, changeId, word, "It was otherwise.", Asked(key), Syria));

    public AreaScenario WhenRetracted(string changeId, string key) => Judge(view => RetractChange.Decide(view, changeId, "It did not happen.", Asked(key), Syria));

    private AreaScenario Judge(Func<AreaInView, Verdict> decide)
    {
        Verdict = decide(new(area, State, _ => null) { Theatre = Syria });
        last = Verdict.Events;
        return Given([.. last]);
    }

    private static Asked Asked(string key, int? ifVersion = null, string? fingerprint = null) => new("chg_" + key, fingerprint ?? "of " + key, "person:editor", Today, ifVersion);

    public static readonly DateTimeOffset Today = Day("2026-11-25").From;

    public Verdict? Verdict { get; private set; }

    /// <summary>Refused for that reason and on that member, and nothing was recorded.</summary>
    public AreaScenario ThenRefused(Why why, string field)
    {
        var obstacle = Verdict.ShouldNotBeNull().Obstacle.ShouldNotBeNull("it was granted");
        (obstacle.Why, obstacle.Field).ShouldBe((why, field));
        return ThenNothing();
    }

    /// <summary>Exactly these decisions in this order, besides the recording of the claims.</summary>
    public AreaScenario Then(params string[] decisions)
    {
        Decisions().ShouldBe(decisions);
        return this;
    }

    /// <summary>Not one event.</summary>
    public AreaScenario ThenNothing()
    {
        last.ShouldNotBeNull("nothing was done yet").ShouldBeEmpty();
        return this;
    }

    /// <summary>The area is held so at an instant of the world: status, holders, challengers, besiegers and since when.</summary>
    public AreaScenario ThenHeldOn(string day, string state)
    {
        (State.At(Day(day).From) is { } standing ? Words(standing.Ruling) : "nothing").ShouldBe(state);
        return this;
    }

    public AreaScenario ThenAnswer(string claim, string outcome, string rule)
    {
        State.Answers[claim].Decision.ShouldSatisfyAllConditions(d => d.Outcome.ShouldBe(outcome), d => d.Rule.ShouldBe(rule));
        return this;
    }

    private string[] Decisions() => [.. last.ShouldNotBeNull("nothing was done yet").Select(Words).OfType<string>()];

    private static string? Words(object e) => e switch
    {
        ChangeDecided d => "decided " + Words(d.Ruling),
        ChangeCorrected c => "corrected " + Words(c.Ruling),
        ChangeRetracted => "retracted",
        _ => null,
    };

    private static string Words(Ruling r) => $"{r.Status} {string.Join('+', r.Controllers)}{(r.Challengers.IsEmpty ? "" : " against " + string.Join('+', r.Challengers))}{(r.BesiegedBy.IsEmpty ? "" : " besieged by " + string.Join('+', r.BesiegedBy))} since {r.Effective.At}";

    public static EffectiveTime Day(string day) => LocalTime.TryParse(day, Syria.Zone, DateBasis.Text, out var time) ? time : throw new ArgumentException(day);

    public static KnownClaim Claim(string id, string? to, string effective, string grade = "B2", string? owner = null, ClaimKind kind = ClaimKind.Change, Extent extent = Extent.Whole, string? from = null,
        string? reported = null, string? claimedBy = null, bool hedged = false, bool registered = true, string? party = null, ControlStatus? status = null, string area = "SY12", string[]? with = null, SiegeTold? siege = null) => new(
        id, area, from, to, kind, status ?? (to is null ? ControlStatus.Withdrawn : ControlStatus.Controlled), extent, Manner.Unknown, Day(effective), Day(reported ?? effective).From, claimedBy, [], hedged,
        extent == Extent.Whole, 0.9, "test", Grade.Parse(grade), "source of " + id, owner ?? "owner of " + id, registered, false, party, "report of " + id, [], false)
        {
            With = [.. with ?? []],
            Siege = siege,
        };

    /// <summary>A claim that a siege began, or was lifted.</summary>
    public static KnownClaim Siege(string id, string by, string effective, string grade = "B2", bool lifted = false, string area = "SY12") =>
        Claim(id, null, effective, grade, status: ControlStatus.Unknown, siege: new(by, lifted), area: area);
}
