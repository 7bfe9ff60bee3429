using System.Text.Json.Serialization;
using Territory.Contracts;

namespace Territory.Client;

/// <summary>A report to read: at most 1 MiB of UTF-8.</summary>
/// <param name="Text">The words.</param>
/// <param name="Source">Who published it, a name of the source register.</param>
/// <param name="PublishedAt">When, at its precision: <c>2024-12-07</c> (the theatre's local day) or an instant.</param>
public sealed record ReportToSubmit(string Text, string Source, string PublishedAt)
{
    /// <summary>Its headline.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public string? Title { get; init; }
    /// <summary>Its grade; it may lower the source's, and only an analyst may raise it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public Grade? Grade { get; init; }
    /// <summary>Where it was published.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public string? Url { get; init; }
    /// <summary><c>ar</c> or <c>en</c>; found out when null.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public string? Language { get; init; }
    /// <summary>Which theatre; the client's own, or the server's only one, when null.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public string? Theatre { get; init; }
}

/// <summary>What was read in a report.</summary>
public sealed record ReportReceipt
{
    /// <summary>The report's id; null in a dry run.</summary>
    public string? Id { get; init; }
    /// <summary>The same text from the same source was here before; <see cref="Id"/> is that report's.</summary>
    public bool Duplicate { get; init; }
    /// <summary>Id of the report with which another source told the same story first: both are one voice. Null when nobody did.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? CopyOf { get; init; }
    /// <summary>The theatre it was read for.</summary>
    public string? Theatre { get; init; }
    /// <summary>Who published it; <c>S-xxxx</c> when the source is restricted.</summary>
    public string? Source { get; init; }
    /// <summary>Its grade, after the source's.</summary>
    public Grade? Grade { get; init; }
    /// <summary>Its headline.</summary>
    public string? Title { get; init; }
    /// <summary>Where it was published.</summary>
    public string? Url { get; init; }
    /// <summary>When it was published, at its precision.</summary>
    public string? PublishedAt { get; init; }
    /// <summary>First instant of <see cref="PublishedAt"/>, UTC.</summary>
    public DateTimeOffset? PublishedFrom { get; init; }
    /// <summary>Invented for the demonstration.</summary>
    public bool Demonstration { get; init; }
    /// <summary>The language it was read in.</summary>
    public string? Language { get; init; }
    /// <summary>SHA-256 of the text's UTF-8, hexadecimal.</summary>
    public string? Sha256 { get; init; }
    /// <summary>The claims found.</summary>
    public IReadOnlyList<ClaimRead> Claims { get; init => field = value ?? []; } = [];
    /// <summary>What else was seen: detainees, casualties and the like; for analysts.</summary>
    public IReadOnlyList<ReportNote> Notes { get; init => field = value ?? []; } = [];
    /// <summary>Ids of the changes it led to; only after waiting for the decision.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Changes { get; init; }
}

/// <summary>A claim as it was read.</summary>
public sealed record ClaimRead
{
    /// <summary>Its id; null in a dry run.</summary>
    public string? Id { get; init; }
    /// <summary>Code of the area.</summary>
    public string? Area { get; init; }
    /// <summary>English name of the area.</summary>
    public string? AreaName { get; init; }
    /// <summary>Arabic name of the area.</summary>
    public string? AreaNameAr { get; init; }
    /// <summary>Other areas the words may mean; one of them is for a person to choose.</summary>
    public IReadOnlyList<string> Candidates { get; init => field = value ?? []; } = [];
    /// <summary>Level of the area.</summary>
    public AreaLevel? Level { get; init; }
    /// <summary>Code of the governorate it lies in.</summary>
    public string? Governorate { get; init; }
    /// <summary>Code of the actor it passed from; null when not said.</summary>
    public string? From { get; init; }
    /// <summary>Code of the actor it passed to; null when not said.</summary>
    public string? To { get; init; }
    /// <summary>Codes of those beside <see cref="To"/>: who holds it too when shared, who fights over it too when contested.</summary>
    public IReadOnlyList<string> With { get; init => field = value ?? []; } = [];
    /// <summary>What the claim says happened.</summary>
    public ClaimKind Kind { get; init; }
    /// <summary>The status claimed.</summary>
    public ControlStatus Status { get; init; }
    /// <summary>How much of the area.</summary>
    public Extent Extent { get; init; }
    /// <summary>How it passed.</summary>
    public Manner Manner { get; init; }
    /// <summary>The date at its precision, in the theatre's zone.</summary>
    public string? EffectiveAt { get; init; }
    /// <summary>Precision of <see cref="EffectiveAt"/>.</summary>
    public Precision? Precision { get; init; }
    /// <summary>First instant, UTC.</summary>
    public DateTimeOffset? EffectiveFrom { get; init; }
    /// <summary>First instant after, UTC.</summary>
    public DateTimeOffset? EffectiveTo { get; init; }
    /// <summary>Where the date comes from.</summary>
    public DateBasis? DateBasis { get; init; }
    /// <summary>Code of the actor that says so, when a party does.</summary>
    public string? ClaimedBy { get; init; }
    /// <summary>Who passed it on, nearest to the reader first.</summary>
    public IReadOnlyList<string> Via { get; init => field = value ?? []; } = [];
    /// <summary>The report keeps its distance.</summary>
    public bool Hedged { get; init; }
    /// <summary>How sure the reading is, 0 to 1.</summary>
    public double Confidence { get; init; }
    /// <summary>The rule that read it.</summary>
    public string? Rule { get; init; }
    /// <summary>The words it rests on.</summary>
    public IReadOnlyList<Quote> Evidence { get; init => field = value ?? []; } = [];
    /// <summary>Where it stands on its way to the ledger.</summary>
    public ClaimState? State { get; init; }
    /// <summary>What came of it; null while nothing did.</summary>
    public ClaimDecision? Decision { get; init; }
}

/// <summary>Words of a report: a half-open span in UTF-16 code units.</summary>
/// <param name="Start">First code unit.</param>
/// <param name="End">First code unit after.</param>
/// <param name="Text">The words; null for a reader who may not see them.</param>
public sealed record Quote(int Start, int End, [property: JsonPropertyName("quote")] string? Text);

/// <summary>Something a report tells beside control.</summary>
public sealed record ReportNote(string Kind, string? Area, int Start, int End, string? Quote);

/// <summary>An address that signs one person in to the console, once.</summary>
public sealed record SignInLink(string Url);
