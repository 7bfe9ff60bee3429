using System.Text.Json.Serialization;

namespace Territory.Contracts;

/// <summary>Half-open span of a report's text in UTF-16 code units. The words stay in intake; only offsets and a keyed hash travel.</summary>
/// <param name="Start">First code unit.</param>
/// <param name="End">First code unit after the span.</param>
/// <param name="Hash">HMAC-SHA256 of the quoted words under intake's key, hexadecimal; proves the quote without carrying it.</param>
public sealed record EvidenceSpan(int Start, int End, string Hash);

/// <summary>Who published a claim, as the register knew it when the claim was sent.</summary>
/// <param name="Name">The source's name in the register.</param>
/// <param name="Owner">Who owns the source: mirrors of one owner count once. The name itself when no owner is registered.</param>
/// <param name="Registered">The source was in the register, not merely named by a report.</param>
/// <param name="Restricted">Shown as <c>S-xxxx</c> outside the analyst role.</param>
/// <param name="Party">The actor that owns the source, if one does: its word for itself weighs less.</param>
public sealed record SourceOfClaim(string Name, string Owner, bool Registered, bool Restricted, string? Party = null);

/// <summary>Somebody says that an area passed to somebody.</summary>
/// <param name="Id">The claim's id, unique for ever.</param>
/// <param name="Area">Code of the area, for example <c>SY12</c>.</param>
/// <param name="From">Code of the actor it passed from, or null when not said.</param>
/// <param name="To">Code of the actor it passed to, or null when not said (a withdrawal has no taker).</param>
/// <param name="Kind">Change, partial or denial; other kinds stay in intake.</param>
/// <param name="Status">The status claimed.</param>
/// <param name="Extent">How much of the area.</param>
/// <param name="Manner">How it passed.</param>
/// <param name="Effective">When it was so in the world.</param>
/// <param name="ReportedAt">When the report was published, UTC.</param>
/// <param name="ClaimedBy">Code of the actor that says so, when a party does.</param>
/// <param name="Via">Who passed it on, nearest to the reader first.</param>
/// <param name="Hedged">The report itself keeps its distance (unconfirmed news).</param>
/// <param name="Confidence">How sure the reading is, 0 to 1.</param>
/// <param name="Rule">The rule that read it.</param>
/// <param name="LevelStated">The words name the level of the area (<c>governorate of</c>) or its whole extent.</param>
/// <param name="Grade">Grade of the report.</param>
/// <param name="Source">Who published it.</param>
/// <param name="ReportId">The report it stands in.</param>
/// <param name="Evidence">Where in the report.</param>
/// <param name="Demonstration">Invented for the demonstration; marked so everywhere.</param>
/// <param name="With">Codes of those beside <paramref name="To"/>: who holds it too when shared, who fights over it too when contested. Null when nobody is named.</param>
/// <param name="Siege">The claim tells of a siege and of nothing else: who holds the area is another claim's.</param>
public sealed record Claim(
    string Id,
    string Area,
    string? From,
    string? To,
    ClaimKind Kind,
    ControlStatus Status,
    Extent Extent,
    Manner Manner,
    EffectiveTime Effective,
    DateTimeOffset ReportedAt,
    string? ClaimedBy,
    IReadOnlyList<string> Via,
    bool Hedged,
    double Confidence,
    string Rule,
    bool LevelStated,
    Grade Grade,
    SourceOfClaim Source,
    string ReportId,
    IReadOnlyList<EvidenceSpan> Evidence,
    bool Demonstration = false,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? With = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] SiegeTold? Siege = null);

/// <summary>What a claim says of a siege.</summary>
/// <param name="By">Code of the actor that lays it, or whose siege is lifted; null only when a lifted siege is said to be nobody's in particular.</param>
/// <param name="Lifted">The siege ended; otherwise it began.</param>
public sealed record SiegeTold(string? By, bool Lifted = false);

/// <summary>
/// Why a claim changed something, or why nothing happened.
/// </summary>
/// <param name="Outcome">
/// <c>decided</c>, <c>supports</c> (one of several that decided together), <c>corroborates</c> (it was so already), <c>contests</c> (it stands against
/// the change it names), <c>waits</c> (more is needed, see <paramref name="Missing"/>), <c>superseded</c> (a better claim or a person's decision stands) or <c>refused</c>.
/// </param>
/// <param name="Rule">The rule of the assessment policy that answered, with the policy's version: <c>v1/decides-alone</c>.</param>
/// <param name="Missing">What would be needed, in a sentence; null when nothing is missing.</param>
/// <param name="ChangeId">The change it led to or stands with, if any.</param>
/// <param name="Warning">What a person should look at although the claim counted (an actor that did not exist at the time); null when there is nothing.</param>
public sealed record ClaimDecision(string Outcome, string Rule, string? Missing = null, string? ChangeId = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Warning = null);

/// <summary>Command to the ledger: record these claims and decide. Idempotent by claim id; the message id is the id of intake's event.</summary>
public sealed record RecordClaims(string Theatre, string ReportId, IReadOnlyList<Claim> Claims);

/// <summary>From the ledger: these claims are recorded (or were already), and this is what came of each.</summary>
public sealed record ClaimsRecorded(string Theatre, string ReportId, IReadOnlyList<RecordedClaim> Claims);

/// <summary>One claim of <see cref="ClaimsRecorded"/>.</summary>
/// <param name="ClaimId">The claim.</param>
/// <param name="Decision">What came of it.</param>
/// <param name="Position">Where in the ledger's log the answer stands: of two answers the higher one is the later. 0 for a refusal, which is in no log.</param>
public sealed record RecordedClaim(string ClaimId, ClaimDecision Decision, long Position);
