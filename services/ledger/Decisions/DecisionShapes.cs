using Territory.Contracts;

namespace Territory.Ledger.Decisions;

// What the document says of the bodies; they are read member by member, strictly, by DecisionBody.

/// <summary>A person's decision.</summary>
/// <param name="Area">Code, ISO code or unambiguous name of the area.</param>
/// <param name="To">Code of the actor that holds it now; none for a withdrawal.</param>
/// <param name="From">Code of the actor that held it.</param>
/// <param name="Status">How it is held.</param>
/// <param name="Extent">How much of it.</param>
/// <param name="Manner">How it passed.</param>
/// <param name="EffectiveAt">Since when, as a local day, month, year or instant.</param>
/// <param name="With">Those who share it.</param>
/// <param name="Challengers">Those who contest it.</param>
/// <param name="BesiegedBy">Those who besiege it.</param>
/// <param name="ClaimsFor">Ids of claims for it.</param>
/// <param name="ClaimsAgainst">Ids of claims against it.</param>
/// <param name="Grade">How sure, a letter A–F and a digit 1–6.</param>
/// <param name="Note">Why.</param>
/// <param name="Theatre">The theatre's id; not needed while there is only one.</param>
internal sealed record DecisionTaken(
    string Area, string? To, string? From, ControlStatus Status, Extent? Extent, Manner? Manner, string EffectiveAt, IReadOnlyList<string>? With, IReadOnlyList<string>? Challengers, IReadOnlyList<string>? BesiegedBy,
    IReadOnlyList<string>? ClaimsFor, IReadOnlyList<string>? ClaimsAgainst, Grade? Grade, string? Note, string? Theatre);

/// <summary>What was otherwise, and why; what is not given stays.</summary>
/// <param name="To">Code of the actor that holds it.</param>
/// <param name="From">Code of the actor that held it.</param>
/// <param name="Status">How it is held.</param>
/// <param name="Extent">How much of it.</param>
/// <param name="Manner">How it passed.</param>
/// <param name="EffectiveAt">Since when, as a local day, month, year or instant.</param>
/// <param name="With">Those who share it.</param>
/// <param name="Challengers">Those who contest it.</param>
/// <param name="BesiegedBy">Those who besiege it.</param>
/// <param name="ClaimsFor">Ids of claims for it.</param>
/// <param name="ClaimsAgainst">Ids of claims against it.</param>
/// <param name="Grade">How sure, a letter A–F and a digit 1–6.</param>
/// <param name="Reason">Why; told to everybody who was told of the change.</param>
internal sealed record CorrectionTaken(
    string? To, string? From, ControlStatus? Status, Extent? Extent, Manner? Manner, string? EffectiveAt, IReadOnlyList<string>? With, IReadOnlyList<string>? Challengers, IReadOnlyList<string>? BesiegedBy,
    IReadOnlyList<string>? ClaimsFor, IReadOnlyList<string>? ClaimsAgainst, Grade? Grade, string Reason);

/// <summary>Why a change did not happen.</summary>
/// <param name="Reason">Why; told to everybody who was told of the change.</param>
internal sealed record RetractionTaken(string Reason);

/// <summary>Somebody looked.</summary>
/// <param name="Area">Code, ISO code or unambiguous name of the area.</param>
/// <param name="Until">Until when it was so, as a local day, month, year or instant.</param>
/// <param name="HeldBy">Who held it; what the record says without it.</param>
/// <param name="Source">Who looked.</param>
/// <param name="Grade">How sure, a letter A–F and a digit 1–6.</param>
/// <param name="Note">What was seen.</param>
/// <param name="Theatre">The theatre's id; not needed while there is only one.</param>
internal sealed record ObservationTaken(string Area, string Until, string? HeldBy, string Source, Grade? Grade, string? Note, string? Theatre);
