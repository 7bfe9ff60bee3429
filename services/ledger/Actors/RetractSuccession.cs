using System.Security.Cryptography;
using System.Text;

namespace Territory.Ledger.Actors;

/// <summary>What a decision on the retraction of a succession comes to.</summary>
public abstract record RetractionOutcome
{
    /// <summary>To be appended.</summary>
    public sealed record Recorded(ActorSuccessionRetracted Event) : RetractionOutcome;

    /// <summary>The same person took it back for the same reason already: nothing to do.</summary>
    public sealed record Known(KnownSuccession Earlier) : RetractionOutcome;

    /// <summary>It does not stand any more.</summary>
    public sealed record Ended(KnownSuccession Earlier) : RetractionOutcome;

    /// <summary>There is none of that id.</summary>
    public sealed record Missing : RetractionOutcome;
}

/// <summary>Decision: somebody says that an actor did not go on as another.</summary>
public static class RetractSuccession
{
    public static RetractionOutcome Decide(ActorsState state, string successionId, string reason, string person)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (state.All.FirstOrDefault(s => s.Id == successionId) is not { } wrong) return new RetractionOutcome.Missing();
        if (wrong.Retracted is { } done) return done.Reason == reason && done.RetractedBy == person ? new RetractionOutcome.Known(wrong) : new RetractionOutcome.Ended(wrong);
        return new RetractionOutcome.Recorded(new(state.Theatre, Id(state.Theatre, successionId), wrong.Id, wrong.From, wrong.To, wrong.On, reason, person));
    }

    /// <summary>A succession is taken back once: its retraction always has the same id.</summary>
    private static string Id(string theatre, string succession) => "suc_" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{theatre}/retraction of/{succession}")).AsSpan(0, 10));
}
