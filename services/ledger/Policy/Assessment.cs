using System.Collections.Immutable;
using Territory.Contracts;
using Territory.Ledger.Areas;

namespace Territory.Ledger.Policy;

/// <summary>What the claims known of an area add up to.</summary>
/// <param name="Wanted">The policy's own decisions, by effective time.</param>
/// <param name="Answers">For every claim what it leads to, or what is missing; <see cref="ClaimDecision.ChangeId"/> is filled in by whoever names the changes.</param>
public sealed record Assessment(ImmutableArray<Finding> Wanted, IReadOnlyDictionary<string, Answer> Answers);

/// <summary>A decision the policy wants to stand.</summary>
public sealed record Finding(Ruling Ruling);

/// <summary>What one claim leads to.</summary>
/// <param name="Finding">Place in <see cref="Assessment.Wanted"/> of what it led to; null when it led to nothing of the policy's own.</param>
/// <param name="Standing">A decision that stands anyway, which it goes with or yields to.</param>
public sealed record Answer(string Outcome, string Rule, string? Missing = null, int? Finding = null, string? Standing = null);
