using Territory.Ledger.Control;
using Territory.Ledger.Knowledge;

namespace Territory.Ledger.Briefs;

/// <summary>One page for a span of recording: what was learned, what is open, who said it. Times UTC.</summary>
/// <param name="Changes">New and late ones, the newest last.</param>
/// <param name="Revisions">Corrections and retractions.</param>
/// <param name="Contested">Areas contested at the end of the span, as known then.</param>
/// <param name="NotObserved">Areas whose holder nobody has confirmed for <paramref name="UnobservedDays"/> days, the longest first.</param>
/// <param name="Sources">Whose claims were recorded in the span, the most cited first; restricted ones by a pseudonym for whoever may not see them.</param>
/// <param name="More">There is more than the page holds; <c>/api/knowledge</c> has all of it.</param>
/// <param name="Position">The last position that counts, a decimal string.</param>
/// <param name="Checksum">Of the governorates at the end of the span, as <c>/api/control</c> gives it.</param>
public sealed record Brief(
    string Theatre, string Name, string NameAr, DateTimeOffset Since, DateTimeOffset Until, IReadOnlyList<KnowledgeItem> Changes, IReadOnlyList<KnowledgeItem> Revisions, IReadOnlyList<KnowledgeItem> Successions,
    IReadOnlyList<AreaControl> Contested, int UnobservedDays, IReadOnlyList<AreaControl> NotObserved, IReadOnlyList<SourceCited> Sources, bool More, bool Demonstration,
    string Position, bool Settled, string? Checksum, string PackVersion, string Disclaimer, string DisclaimerAr, string? Licence);

/// <summary>A source and what was recorded of it in a span.</summary>
/// <param name="Name">A pseudonym where the name is restricted.</param>
/// <param name="Grades">Of its claims, the best first.</param>
public sealed record SourceCited(string Name, bool Restricted, bool Registered, long Claims, long Reports, IReadOnlyList<string> Grades, bool Demonstration);
