using System.Collections.Immutable;
using Shouldly;
using Territory.Contracts;
using Territory.Hosting.Http;
using Territory.Intake.Reports;
using Territory.Intake.Review;
using Territory.Theatres;
using Territory.Tests.Reading;

namespace Territory.Tests.Intake;

/// <summary>Given a report that was read, when persons judge its claims, then exactly these events: strict in what and in order.</summary>
internal sealed class ReviewScenario
{
    public static readonly SourceOfClaim Desk = new("a desk", "a house", Registered: true, Restricted: false);
    public static readonly DateTimeOffset Now = Day("2026-11-28").From;
    private readonly int persons;
    private ReviewVerdict? last;

    public ReviewScenario(params FoundClaim[] claims) : this(1, claims) { }

    public ReviewScenario(int persons, params FoundClaim[] claims)
    {
        this.persons = persons;
        State = ReportState.Fold(null, new ReportReceived("rep_1", Syria.Theatre.Id, "a desk", Grade.Parse("B2"), "ar", Day("2024-12-07", DateBasis.Published), null, null, "00ff", "a desk", false, [.. claims], []))!;
    }

    public ReportState State { get; private set; }

    public ReviewScenario WhenAccepted(string id, Amendment? amendment = null, string by = "ann", string? key = null, int? ifVersion = null, string? fingerprint = null) =>
        When((asked, state) => AcceptClaim.Decide(state, id, amendment ?? new(), null, asked, Desk, persons, Syria.Theatre), by, key ?? $"{by} accepts {id} {amendment}", ifVersion, fingerprint);

    public ReviewScenario WhenRejected(string id, string by = "ann", string? key = null) => When((asked, state) => RejectClaim.Decide(state, id, "It was planned.", asked), by, key ?? $"{by} rejects {id}", null);

    public ReviewScenario WhenAnswered(string id, string outcome) => Given(new ClaimAnswered("rep_1", id, new(outcome, "v1/test"), 7));

    private ReviewScenario When(Func<ReviewAsked, ReportState, ReviewVerdict> decide, string by, string key, int? ifVersion, string? fingerprint = null)
    {
        last = decide(new(new(key, fingerprint ?? "of " + key), "person:" + by, Now, ifVersion), State);
        return Given([.. last.Events]);
    }

    private ReviewScenario Given(params object[] events)
    {
        State = events.Aggregate((ReportState?)State, ReportState.Fold)!;
        return this;
    }

    /// <summary>Exactly these events in this order.</summary>
    public ReviewScenario Then(params string[] events)
    {
        last.ShouldNotBeNull("nothing was done yet").Obstacle.ShouldBeNull();
        last.Events.Select(Words).ShouldBe(events);
        return this;
    }

    /// <summary>Granted, and nothing to record.</summary>
    public ReviewScenario ThenNothing() => Then();

    public ReviewScenario ThenRefused(Why why, string field)
    {
        var obstacle = last.ShouldNotBeNull("nothing was done yet").Obstacle.ShouldNotBeNull("it was granted");
        (obstacle.Why, obstacle.Field).ShouldBe((why, field));
        last.Events.ShouldBeEmpty();
        return this;
    }

    public ReviewScenario ThenStands(string id, ClaimState? state, int version)
    {
        (State.Progress[id].State, State.ReviewOf(id).Version).ShouldBe((state, version));
        return this;
    }

    private static string Words(object e) => e switch
    {
        ClaimAccepted { Reading: null } a => $"accepted {a.ClaimId}",
        ClaimAccepted { Reading: { } r } a => $"amended {a.ClaimId}: {r.Kind} {r.Area} {r.From ?? "nobody"} to {r.To ?? "nobody"}, {r.Status} {r.Extent} {r.Effective.At}".ToLowerInvariant(),
        ClaimsReleased r => $"released {string.Join('+', r.ClaimIds)} of {r.Source.Name} by {r.ReleasedBy}",
        ClaimKept k => $"kept {k.ClaimId}",
        ClaimRejected r => $"rejected {r.ClaimId}",
        _ => e.GetType().Name,
    };

    public static EffectiveTime Day(string day, DateBasis basis = DateBasis.Analyst) => LocalTime.TryParse(day, Syria.Theatre.Zone, basis, out var time) ? time : throw new ArgumentException(day);

    public static FoundClaim Claim(string id = "1", string area = "SY12", string? from = "GOV_ASSAD", string? to = "OPP", ClaimKind kind = ClaimKind.Change, ControlStatus status = ControlStatus.Controlled,
        Extent extent = Extent.Unstated, double confidence = 0.5, ImmutableArray<string>? candidates = null, bool needsReview = false, SiegeTold? siege = null) => new(
        id, area, from, to, kind, status, extent, Manner.Unknown, Day("2024-12-07", DateBasis.Published), null, [], false, false, confidence, "ar/test", [new(0, 10, "00")], candidates ?? [], needsReview, siege);
}
