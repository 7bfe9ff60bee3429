using Territory.Contracts;

namespace Territory.Intake.Reading;

/// <summary>What a report says, as read by rules.</summary>
/// <param name="Language"><c>ar</c>, <c>en</c>, another code when that is certain, otherwise <c>und</c>. Only Arabic and English are read.</param>
/// <param name="Claims">One per fact, in the order of the text.</param>
/// <param name="Notes">What else it tells; for analysts only.</param>
public sealed record Reading(string Language, IReadOnlyList<ReadClaim> Claims, IReadOnlyList<ReadNote> Notes);

/// <summary>Half-open span of the original text in UTF-16 code units.</summary>
public readonly record struct TextSpan(int Start, int End)
{
    public int Length => End - Start;
    public string Of(string text) => text[Start..End];
}

/// <summary>One reading of who holds what, with the words it rests on.</summary>
/// <param name="Area">Code of the area; of several possible ones the first of <paramref name="Candidates"/>.</param>
/// <param name="Level">Its level.</param>
/// <param name="Governorate">Code of the governorate it lies in; null for a region.</param>
/// <param name="From">Who held it, when the words say so.</param>
/// <param name="To">Who holds it now; null for a withdrawal.</param>
/// <param name="Kind">What the words claim.</param>
/// <param name="Status">How it is held after it.</param>
/// <param name="Extent">How much of it.</param>
/// <param name="Manner">How it passed.</param>
/// <param name="Effective">When; the day of publication unless the words say otherwise.</param>
/// <param name="ClaimedBy">The party that says so, if one does.</param>
/// <param name="Via">Who passed it on, nearest to the reader first.</param>
/// <param name="Hedged">The report keeps its distance.</param>
/// <param name="Confidence">0 to 1: how often a reading of this kind is right.</param>
/// <param name="Rule">The rule that read it.</param>
/// <param name="LevelStated">The words name the level or the whole extent.</param>
/// <param name="Evidence">The words, in order, without overlap.</param>
/// <param name="Candidates">Every area the name may mean, when it is ambiguous: a person must choose.</param>
/// <param name="Siege">The claim tells of a siege and of nothing else.</param>
/// <param name="With">Those beside <paramref name="To"/>: who holds it too when shared, who fights over it too when contested; null when nobody is named.</param>
/// <param name="NeedsReview">A person must look whatever the confidence: an ambiguous place, or a loser's own words for a retreat.</param>
public sealed record ReadClaim(
    string Area,
    AreaLevel Level,
    string? Governorate,
    string? From,
    string? To,
    ClaimKind Kind,
    ControlStatus Status,
    Extent Extent,
    Manner Manner,
    EffectiveTime Effective,
    string? ClaimedBy,
    IReadOnlyList<string> Via,
    bool Hedged,
    double Confidence,
    string Rule,
    bool LevelStated,
    IReadOnlyList<TextSpan> Evidence,
    IReadOnlyList<string> Candidates,
    bool NeedsReview,
    SiegeTold? Siege = null,
    IReadOnlyList<string>? With = null);

/// <summary>What a note is about.</summary>
public enum NoteKind { Detainees, Curfew, Casualties, Displacement, Site }

/// <summary>Something a report tells that is not control.</summary>
public sealed record ReadNote(NoteKind Kind, string? Area, TextSpan Span);
