using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Territory.Contracts;

namespace Territory.Ledger.Areas;

// One area, one stream: what was said of it and what was decided. These records are the ledger's private format:
// members are added, never renamed and never removed; Contracts.ControlChange is the public promise.

/// <summary>A claim was recorded, and this is what came of it then.</summary>
public sealed record ClaimRecorded(string Theatre, KnownClaim Claim, ClaimDecision Decision);

/// <summary>Another claim changed what an earlier one leads to.</summary>
public sealed record ClaimReassessed(string Theatre, string ClaimId, string ReportId, ClaimDecision Decision);

/// <summary>We decided that the area is held so from then on.</summary>
/// <param name="Request">Fingerprint of a person's request: what came under the same key again.</param>
/// <param name="Note">A person's reason, for analysts.</param>
public sealed record ChangeDecided(string Theatre, string ChangeId, Ruling Ruling,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Request = null, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Note = null);

/// <summary>An earlier decision was right in part: this one stands in its place.</summary>
/// <param name="SetAside">Claims that led to the policy's decision and, by a person's word, lead to nothing any more; null where there is none to overrule.</param>
public sealed record ChangeCorrected(string Theatre, string ChangeId, string Replaces, Ruling Ruling, string Reason,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Request = null, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ImmutableArray<string>? SetAside = null);

/// <summary>An earlier decision was wrong: what was before it holds on.</summary>
/// <param name="SetAside">As in <see cref="ChangeCorrected"/>.</param>
public sealed record ChangeRetracted(string Theatre, string ChangeId, string Replaces, string DecidedBy, DateTimeOffset ReportedAt, string Reason,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Request = null, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ImmutableArray<string>? SetAside = null);

/// <summary>A decision of ours stands as it was said, on other grounds: a better grade, another holder before it. The public is not told.</summary>
public sealed record ChangeSupported(string Theatre, string ChangeId, Ruling Ruling);

/// <summary>Somebody looked: the area was still so, or nothing was seen to change, until then.</summary>
public sealed record ObservationRecorded(string Theatre, Observation Observation, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Request = null);

/// <summary>A look at an area that found nothing new.</summary>
/// <param name="Until">The time until which it was watched, at its precision.</param>
/// <param name="HeldBy">Who still holds it by this observation; null when it only says that nothing was seen to change.</param>
/// <param name="ReportedAt">When it was published or made, UTC.</param>
/// <param name="Source">Who looked.</param>
/// <param name="RecordedBy"><c>person:…</c> or <c>import:…</c>.</param>
public sealed record Observation(string Id, EffectiveTime Until, string? HeldBy, DateTimeOffset ReportedAt, string Source, Grade Grade, string RecordedBy, string? Note = null)
{
    /// <summary>The last instant it can speak of: nobody watches beyond the moment he tells of it.</summary>
    [JsonIgnore]
    public DateTimeOffset At => Until.To <= ReportedAt ? Until.To : Until.From >= ReportedAt ? Until.From : ReportedAt;
}

/// <summary>A claim as the ledger keeps it. No words: they live in intake.</summary>
public sealed record KnownClaim(
    string Id, string Area, string? From, string? To, ClaimKind Kind, ControlStatus Status, Extent Extent, Manner Manner, EffectiveTime Effective, DateTimeOffset ReportedAt,
    string? ClaimedBy, ImmutableArray<string> Via, bool Hedged, bool LevelStated, double Confidence, string ReadingRule, Grade Grade,
    string Source, string Owner, bool Registered, bool Restricted, string? Party, string ReportId, ImmutableArray<EvidenceSpan> Evidence, bool Demonstration)
{
    /// <summary>Who holds it beside the taker when shared, who fights over it too when contested.</summary>
    public ImmutableArray<string> With { get; init; } = [];

    /// <summary>It tells of a siege and of nothing else.</summary>
    public SiegeTold? Siege { get; init; }
}

/// <summary>What a decision says.</summary>
/// <param name="Controllers">The sole holder, the several when shared, the last holder while contested; none when withdrawn or unknown.</param>
/// <param name="FromStated">What the claims themselves say it passed from.</param>
/// <param name="ReportedAt">Publication of the latest claim it needed.</param>
/// <param name="DecidedBy"><c>policy</c>, <c>person:…</c> or <c>import:…</c>.</param>
public sealed record Ruling(
    ControlStatus Status, ImmutableArray<string> Controllers, ImmutableArray<string> Challengers, string? From, string? FromStated, Extent Extent, Manner Manner,
    EffectiveTime Effective, DateTimeOffset ReportedAt, Grade Grade, string Rule, string DecidedBy,
    ImmutableArray<string> ClaimsFor, ImmutableArray<string> ClaimsAgainst, string? ClaimedBy, bool Demonstration)
{
    public const string ByPolicy = "policy";

    /// <summary>Who lays siege to it: an attribute beside the status.</summary>
    public ImmutableArray<string> BesiegedBy { get; init; } = [];

    /// <summary>Since when it is held so, where this decision only changes what stands beside that (a siege); null: since it takes effect.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public EffectiveTime? Since { get; init; }

    /// <summary>The first instant at which it was held so, UTC.</summary>
    [JsonIgnore]
    public DateTimeOffset HeldFrom => (Since ?? Effective).From;

    /// <summary>The one who holds it alone; null otherwise.</summary>
    [JsonIgnore]
    public string? Controller => Status == ControlStatus.Controlled && Controllers.Length == 1 ? Controllers[0] : null;

    /// <summary>Says the same of the area; who supports it is another matter.</summary>
    public bool SaysTheSameAs(Ruling other) =>
        Status == other.Status && Controllers.SequenceEqual(other.Controllers) && Challengers.SequenceEqual(other.Challengers)
        && BesiegedBy.SequenceEqual(other.BesiegedBy) && Extent == other.Extent && Effective == other.Effective && Since == other.Since;

    /// <summary>Says it on the same grounds, and cites nothing that no longer supports or opposes it; later corroboration is in the claims' answers.</summary>
    public bool RestsOn(Ruling now) =>
        Grade == now.Grade && Rule == now.Rule && From == now.From && FromStated == now.FromStated && Manner == now.Manner && ReportedAt == now.ReportedAt
        && ClaimedBy == now.ClaimedBy && Demonstration == now.Demonstration && !ClaimsFor.Except(now.ClaimsFor).Any() && !ClaimsAgainst.Except(now.ClaimsAgainst).Any();
}

/// <summary>A decision that stands: neither corrected nor retracted.</summary>
/// <param name="Position">Its place in the log.</param>
public sealed record Standing(string ChangeId, Ruling Ruling, long Position, DateTimeOffset RecordedAt);

/// <summary>What came of a claim, and where in the log it was said.</summary>
public sealed record ClaimAnswer(ClaimDecision Decision, long Position);

/// <summary>A person said that a decision of the policy was wrong: the claims it rested on, and others of its time, lead to nothing any more.</summary>
/// <param name="ChangeId">The person's correction or retraction.</param>
/// <param name="At">When the wrong decision took effect.</param>
public sealed record Overruled(string ChangeId, DateTimeOffset At, DateTimeOffset ReportedAt, ImmutableArray<string> Claims);

/// <summary>A person's request that was granted, by the id it led to.</summary>
/// <param name="Version">The stream's version once it was recorded.</param>
public sealed record Granted(string Request, long Position, int Version);

/// <summary>What a state keeps beside the decisions that stand.</summary>
[Flags]
internal enum Said
{
    Nothing = 0,
    /// <summary>What came of each claim.</summary>
    Answers = 1,
    /// <summary>Claims and observations themselves.</summary>
    Claims = 2,
    All = Answers | Claims,
}

/// <summary>What is known of one area: every claim, what each led to, and the decisions that stand, by effective time.</summary>
public sealed record AreaState(string Area)
{
    /// <summary>Who decides needs all of it; whoever only asks what stands folds a long history at half the cost without.</summary>
    internal Said Keeps { get; init; } = Said.All;
    public KnownClaims Claims { get; init; } = KnownClaims.None;
    public ImmutableDictionary<string, ClaimAnswer> Answers { get; init; } = ImmutableDictionary<string, ClaimAnswer>.Empty;
    /// <summary>Ordered by effective time, then by position.</summary>
    public Timeline Timeline { get; init; } = [];
    /// <summary>By id.</summary>
    public ImmutableDictionary<string, Observation> Observations { get; init; } = ImmutableDictionary<string, Observation>.Empty;
    /// <summary>The latest time at which somebody looked: a report, or an observation; null before the first.</summary>
    public DateTimeOffset? ObservedAt { get; init; }
    /// <summary>What ended a decision: the correction or retraction in its place, by the id of the decision.</summary>
    public ImmutableDictionary<string, string> Ended { get; init; } = ImmutableDictionary<string, string>.Empty;
    public ImmutableArray<Overruled> Overruled { get; init; } = [];
    /// <summary>By the id of the change or observation: a key that comes again is recognised by the fold itself.</summary>
    public ImmutableDictionary<string, Granted> Requests { get; init; } = ImmutableDictionary<string, Granted>.Empty;
    /// <summary>What a person should look at, or did, by id.</summary>
    public ImmutableDictionary<string, Review> Reviews { get; init; } = ImmutableDictionary<string, Review>.Empty;
    /// <summary>How many events were folded: the stream's version.</summary>
    public int Version { get; init; }

    /// <summary>The decision that holds at an instant of the world; null when nothing was decided for it.</summary>
    public Standing? At(DateTimeOffset instant) => Timeline.At(instant);

    /// <summary>The state as if a decision were not there: what is decided next is not to take it back or build on it.</summary>
    internal AreaState WithoutDecision(string changeId) => this with { Timeline = Timeline.Without(changeId) };

    public AreaState Fold(object stored, long position, DateTimeOffset recordedAt)
    {
        var next = stored switch
        {
            ClaimRecorded e => Say(e.Claim).Answer(e.Claim.Id, e.Decision, position),
            ClaimInShort e when !Keeps.HasFlag(Said.Claims) => Answer(e.ClaimId, e.Decision, position),
            ClaimInPassing when Keeps == Said.Nothing => this,
            ClaimReassessed e => Answer(e.ClaimId, e.Decision, position),
            ChangeDecided e => Grant(e.ChangeId, e.Request, position) with { Timeline = Timeline.With(new(e.ChangeId, e.Ruling, position, recordedAt)) },
            ChangeCorrected e => End(e.Replaces, e.ChangeId, e.SetAside, e.Ruling.ReportedAt).Grant(e.ChangeId, e.Request, position)
                with
            { Timeline = Timeline.Without(e.Replaces).With(new(e.ChangeId, e.Ruling, position, recordedAt)) },
            ChangeRetracted e => End(e.Replaces, e.ChangeId, e.SetAside, e.ReportedAt).Grant(e.ChangeId, e.Request, position) with { Timeline = Timeline.Without(e.Replaces) },
            ChangeSupported e => this with { Timeline = Timeline.Resting(e.ChangeId, e.Ruling) },
            ObservationRecorded e => Grant(e.Observation.Id, e.Request, position).Say(e.Observation),
            ReviewRaised or ReviewSettled => this with { Reviews = Review.Fold(Reviews, stored, position) },
            ReviewDismissed e => Grant(e.ReviewId, e.Request, position) with { Reviews = Review.Fold(Reviews, stored, position) },
            _ => throw new InvalidOperationException($"The stream of area {Area} holds a {stored.GetType().Name} at position {position}, which this version cannot fold; run a version that knows it."),
        };
        return next with { Version = Version + 1, ObservedAt = Later(ObservedAt, Look(stored)) };
    }

    /// <summary>When somebody had looked at the area, by this event; null for what is no look.</summary>
    private static DateTimeOffset? Look(object stored) => stored switch
    {
        ClaimRecorded e => e.Claim.ReportedAt,
        ClaimInShort e => e.ReportedAt,
        ClaimInPassing e => e.ReportedAt,
        ChangeDecided e => e.Ruling.ReportedAt,
        ChangeCorrected e => e.Ruling.ReportedAt,
        ObservationRecorded e => e.Observation.At,
        _ => null,
    };

    private static DateTimeOffset? Later(DateTimeOffset? a, DateTimeOffset? b) => b > a || a is null ? b ?? a : a;

    private AreaState Say(KnownClaim claim) => Keeps.HasFlag(Said.Claims) ? this with { Claims = Claims.With(claim) } : this;

    private AreaState Say(Observation observation) => Keeps.HasFlag(Said.Claims) ? this with { Observations = Observations.SetItem(observation.Id, observation) } : this;

    private AreaState Answer(string claimId, ClaimDecision decision, long position) => Keeps.HasFlag(Said.Answers) ? this with { Answers = Answers.SetItem(claimId, new(decision, position)) } : this;

    private AreaState Grant(string id, string? request, long position) => request is null ? this : this with { Requests = Requests.SetItem(id, new(request, position, Version + 1)) };

    private AreaState End(string changeId, string by, ImmutableArray<string>? setAside, DateTimeOffset reportedAt)
    {
        var ended = this with { Ended = Ended.SetItem(changeId, by) };
        return setAside is { } claims && Timeline.Find(changeId) is { } wrong ? ended with { Overruled = Overruled.Add(new(by, wrong.Ruling.Effective.From, reportedAt, claims)) } : ended;
    }

    /// <summary>The claims that a decision of the policy rests on, corroborating ones included; null for a person's or an import's.</summary>
    internal ImmutableArray<string>? ClaimsBehind(Standing standing) => standing.Ruling.DecidedBy != Ruling.ByPolicy ? null :
        [.. standing.Ruling.ClaimsFor.Concat(Answers.Where(a => a.Value.Decision is { Outcome: "decided" or "supports" or "corroborates" } answer && answer.ChangeId == standing.ChangeId).Select(a => a.Key)).Distinct().Order(StringComparer.Ordinal)];

    public static string Stream(string theatre, string area) => $"area/{theatre}/{area}";
}
