using System.Text.Json.Serialization;
using Territory.Contracts;

namespace Territory.Client;

/// <summary>Which claims.</summary>
public sealed record ClaimsQuestion
{
    /// <summary>Only in this state; those that wait for a person are <see cref="ClaimState.Pending"/>.</summary>
    public ClaimState? State { get; init; }
    /// <summary>Code, ISO code or unambiguous name; the area and all below it.</summary>
    public string? Area { get; init; }
    /// <summary>The <see cref="Page{T}.Next"/> of the page before.</summary>
    public string? After { get; init; }
    /// <summary>1 to 1000; the server's 100 when null.</summary>
    public int? Limit { get; init; }
}

/// <summary>A claim, where it stands, and what a person needs to judge it.</summary>
public sealed record ClaimToReview
{
    /// <summary>The report it stands in.</summary>
    public required string ReportId { get; init; }
    /// <summary>How often persons decided about it; refused with 412 when a decision was made upon another.</summary>
    public int Version { get; init; }
    /// <summary>The claim as it stands.</summary>
    public required ClaimRead Claim { get; init; }
    /// <summary>About its report.</summary>
    public ReportAbout? Report { get; init; }
    /// <summary>The words around its evidence; null for a reader who may not see them.</summary>
    public ReportPassage? Passage { get; init; }
    /// <summary>What persons made of it; null for who is no analyst, and while nobody did.</summary>
    public ClaimReviewed? Review { get; init; }
}

/// <summary>What is said of a report beside its claims.</summary>
public sealed record ReportAbout
{
    /// <summary>Who published it; <c>S-xxxx</c> when the source is restricted.</summary>
    public string? Source { get; init; }
    /// <summary>Its grade.</summary>
    public Grade? Grade { get; init; }
    /// <summary>Its headline.</summary>
    public string? Title { get; init; }
    /// <summary>Where it was published.</summary>
    public string? Url { get; init; }
    /// <summary>The language it was read in.</summary>
    public string? Language { get; init; }
    /// <summary>When it was published, at its precision.</summary>
    public string? PublishedAt { get; init; }
    /// <summary>Invented for the demonstration.</summary>
    public bool Demonstration { get; init; }
}

/// <summary>A stretch of a report's text, half-open, in UTF-16 code units of the whole text.</summary>
/// <param name="Start">First code unit.</param>
/// <param name="End">First code unit after.</param>
/// <param name="Text">The words; spans of the evidence count from the text's beginning, not from here.</param>
public sealed record ReportPassage(int Start, int End, string Text);

/// <summary>What persons made of a claim.</summary>
/// <param name="AcceptedBy">Who found it right as it stands.</param>
/// <param name="Note">What the last of them said.</param>
/// <param name="AsRead">How the rule had read it; null when nobody amended it.</param>
public sealed record ClaimReviewed(IReadOnlyList<string> AcceptedBy, string? Note, ReadingOfClaim? AsRead)
{
    /// <summary>Where the words may mean several areas, which of them was chosen; null while nobody chose.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public AreaChosen? Choice { get; init; }
    /// <summary>What others had accepted instead, oldest first; null when nobody reads it otherwise.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public IReadOnlyList<OtherwiseRead>? Otherwise { get; init; }
    /// <summary>While it waits for another person: what must be agreed on, and who reads it otherwise, in a sentence.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public string? Missing { get; init; }
}

/// <summary>Which of the areas that the words may mean persons chose.</summary>
/// <param name="Area">Its code.</param>
/// <param name="AreaName">Its name with its level.</param>
/// <param name="Among">All that the words may mean.</param>
/// <param name="By">Who chose it.</param>
public sealed record AreaChosen(string Area, string AreaName, IReadOnlyList<string> Among, IReadOnlyList<string> By);

/// <summary>How somebody reads a claim otherwise than it stands.</summary>
/// <param name="Reading">As they read it.</param>
/// <param name="By">Who accepted it so.</param>
public sealed record OtherwiseRead(ReadingOfClaim Reading, IReadOnlyList<string> By);

/// <summary>What a claim's words mean to whoever reads them.</summary>
public sealed record ReadingOfClaim
{
    /// <summary>Code of the area.</summary>
    public string? Area { get; init; }
    /// <summary>Code of the actor it passed from.</summary>
    public string? From { get; init; }
    /// <summary>Code of the actor it passed to.</summary>
    public string? To { get; init; }
    /// <summary>What the words claim.</summary>
    public ClaimKind Kind { get; init; }
    /// <summary>The status claimed.</summary>
    public ControlStatus Status { get; init; }
    /// <summary>How much of the area.</summary>
    public Extent Extent { get; init; }
    /// <summary>How it passed.</summary>
    public Manner Manner { get; init; }
    /// <summary>When it was so.</summary>
    public EffectiveTime? Effective { get; init; }
    /// <summary>Code of the actor that says so.</summary>
    public string? ClaimedBy { get; init; }
    /// <summary>The words name the level of the area, or its whole extent.</summary>
    public bool LevelStated { get; init; }
    /// <summary>Codes of those beside <see cref="To"/>; null when nobody is named.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public IReadOnlyList<string>? With { get; init; }
}

/// <summary>In what a person reads a claim otherwise; a null member stands as it was.</summary>
public sealed record ClaimAmendment
{
    /// <summary>Code, ISO code or unambiguous name; needed when the claim has <see cref="ClaimRead.Candidates"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public string? Area { get; init; }
    /// <summary>Code of the actor that held it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public string? From { get; init; }
    /// <summary>Code of the actor that holds it now.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public string? To { get; init; }
    /// <summary>What the words claim; an attempt or background stays with its report.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public ClaimKind? Kind { get; init; }
    /// <summary>How it is held; follows the taker when null.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public ControlStatus? Status { get; init; }
    /// <summary>How much of it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public Extent? Extent { get; init; }
    /// <summary>How it passed.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public Manner? Manner { get; init; }
    /// <summary>Since when, at its precision: <c>2024-12-07</c> (the theatre's local day), <c>2024-12</c>, or an instant.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public string? EffectiveAt { get; init; }
    /// <summary>Code of the actor that says so.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public string? ClaimedBy { get; init; }
    /// <summary>Codes of those who hold it beside <see cref="To"/> when shared, or fight over it too when contested; an empty list names nobody.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public IReadOnlyList<string>? With { get; init; }
    /// <summary>Which of <c>from</c>, <c>to</c> and <c>claimedBy</c> name nobody.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public IReadOnlyList<string>? Clear { get; init; }
    /// <summary>Why, for analysts; at most 2,000 characters.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public string? Note { get; init; }
}
